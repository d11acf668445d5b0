import { GatehouseError } from '../../shared/errors.ts'
import { inputTypeOf, readCohereEmbeddings, toCohereEmbeddings } from '../dialects/cohere-chat/embeddings.ts'
import { DIALECTS } from '../dialects/all-dialects.ts'
import { NotAReply } from '../dialects/dialect.ts'
import {
  toGeminiEmbeddings,
  toOpenaiEmbeddings,
  writeGeminiEmbeddings,
  writeOpenaiEmbeddings,
  type EmbedMethod
} from '../dialects/gemini/embeddings.ts'
import { parseFields, recordsOf, type Fields } from '../dialects/json.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { Asking, PreparedRequest } from './asking.ts'
import { passingForm, type ReplyForm } from './reply-form.ts'
import type { ReadBody } from './stages/read-request.ts'
import { upstreamBody } from './upstream-body.ts'
import { geminiModelName, geminiModelPath } from './upstream-path.ts'

/** Texts to be turned into vectors, asked for in OpenAI's way or in Google's. */
export class EmbeddingsAsking implements Asking {
  readonly stream = false
  readonly #body: ReadBody
  readonly #method: EmbedMethod | 'openai'

  constructor(body: ReadBody, method: EmbedMethod | 'openai') {
    this.#body = body
    this.#method = method
  }

  prepare(target: Target): PreparedRequest {
    const { dialects, name } = target.account
    if (dialects.includes('cohere-chat')) return this.#toCohere(target)
    const isGoogle = dialects.includes('gemini')
    if (!isGoogle && !dialects.some((dialect) => dialect.startsWith('openai-'))) {
      throw new GatehouseError(
        'unsupported_endpoint',
        `The account "${name}" offers no embeddings: name a model of another account.`
      )
    }
    if (isGoogle === (this.#method !== 'openai')) return this.#passing(target, isGoogle)
    return isGoogle ? this.#toGoogle(target) : this.#toOpenai(target)
  }

  #passing({ account, model }: Target, isGoogle: boolean): PreparedRequest {
    const dialect = isGoogle ? 'gemini' : 'openai-chat'
    const spliced = isGoogle ? 'gemini' : 'openai-responses'
    return {
      path: isGoogle ? `${geminiModelPath(model.upstreamId)}:${this.#method}` : '/embeddings',
      // Only the model's name changes.
      body:
        this.#method === 'batchEmbedContents'
          ? this.#batch(model.upstreamId)
          : upstreamBody(this.#body, model.upstreamId, account.provider, spliced).bytes,
      dialect,
      notes: [],
      form: passingForm(DIALECTS[dialect], { removeUsage: false, context: null })
    }
  }

  /** Each request of a batch names the model again: Google refuses one that is not that of the path. */
  #batch(upstreamId: string): Buffer {
    const fields = this.#fields()
    const requests = recordsOf(fields['requests']).map((one) => ({
      ...one,
      model: geminiModelName(upstreamId)
    }))
    return Buffer.from(JSON.stringify({ ...fields, requests }))
  }

  #toGoogle({ model: { upstreamId } }: Target): PreparedRequest {
    const request = this.#fields()
    const { method, body, notes } = toGeminiEmbeddings(request, upstreamId)
    return {
      path: `${geminiModelPath(upstreamId)}:${method}`,
      body: Buffer.from(JSON.stringify(body)),
      dialect: 'gemini',
      notes,
      form: convertingForm('usageMetadata', (reply) => writeOpenaiEmbeddings(reply, request, upstreamId))
    }
  }

  #toOpenai({ model: { upstreamId } }: Target): PreparedRequest {
    const method = this.#method === 'openai' ? 'batchEmbedContents' : this.#method
    const { body, notes } = toOpenaiEmbeddings(method, this.#fields(), upstreamId)
    return {
      path: '/embeddings',
      body: Buffer.from(JSON.stringify(body)),
      dialect: 'openai-chat',
      notes,
      form: convertingForm('usage', (reply) => writeGeminiEmbeddings(method, reply))
    }
  }

  /** From Google's form it goes over OpenAI's. */
  #toCohere({ model: { upstreamId } }: Target): PreparedRequest {
    const method = this.#method
    const asked = this.#fields()
    const request =
      method === 'openai' ? { body: asked, notes: [] } : toOpenaiEmbeddings(method, asked, upstreamId)
    const type = method === 'openai' ? undefined : taskTypeOf(asked)
    const body = type === undefined ? request.body : { ...request.body, input_type: type }
    const encoded = toCohereEmbeddings(body, upstreamId)
    const notes = [...request.notes, ...encoded.notes]
    return {
      path: '/embed',
      body: Buffer.from(JSON.stringify(encoded.body)),
      dialect: 'cohere-chat',
      notes: type === undefined ? notes : notes.filter((note) => !note.startsWith('taskType ')),
      form: convertingForm('meta', (reply) => {
        const read = readCohereEmbeddings(reply)
        if (method === 'openai') return writeOpenaiEmbeddings(read, asked, upstreamId)
        if (method === 'batchEmbedContents') return read
        const { embeddings, ...rest } = read
        return { embedding: recordsOf(embeddings)[0] ?? {}, ...rest }
      })
    }
  }

  #fields(): Fields {
    const fields = parseFields(this.#body.bytes.toString('utf8'))
    if (fields === undefined) throw new GatehouseError('invalid_json', 'The request body is not valid JSON.')
    return fields
  }
}

/** What Google's request wants its vectors for, where all of its texts want the same. */
function taskTypeOf(request: Fields): string | undefined {
  const requests = recordsOf(request['requests'])
  const types = new Set(
    (requests.length === 0 ? [request] : requests).map((one) =>
      inputTypeOf(one['taskType'] ?? one['task_type'])
    )
  )
  const [type] = types
  return types.size === 1 ? type : undefined
}

function convertingForm(usageName: string, convert: (reply: Fields) => Fields): ReplyForm {
  return {
    openStream: noStream,
    readWhole: (bytes) => {
      const reply = parseFields(bytes.toString('utf8'))
      if (reply === undefined) return { kind: 'not-a-reply', message: 'something that is not JSON.' }
      try {
        const body = Buffer.from(JSON.stringify(convert(reply)))
        return { kind: 'reply', usageRaw: reply[usageName] ?? undefined, body, asStream: null }
      } catch (error) {
        if (error instanceof NotAReply)
          return { kind: 'not-a-reply', message: `no embeddings: ${error.message}` }
        throw error
      }
    }
  }
}

function noStream(): never {
  throw new Error('embeddings are no stream')
}
