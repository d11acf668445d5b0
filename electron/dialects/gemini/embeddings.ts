import { GatehouseError } from '../../../shared/errors.ts'
import { countOf, fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { NotAReply, type EncodedRequest } from '../dialect.ts'
import { readNames } from './read-names.ts'

/** Google's two methods: one text, or a list of requests. */
export type EmbedMethod = 'embedContent' | 'batchEmbedContents'

/** Fields that only Google's models know; newer ones want what they mean in the text itself. */
const LEFT_OUT = ['taskType', 'title', 'autoTruncate']

/**
 * Google's request (https://ai.google.dev/api/embeddings) as OpenAI's `/v1/embeddings`
 * (https://platform.openai.com/docs/api-reference/embeddings/create).
 */
export function toOpenaiEmbeddings(method: EmbedMethod, body: Fields, model: string): EncodedRequest {
  const read = readNames(body)
  const isBatch = method === 'batchEmbedContents'
  const requests = isBatch ? recordsOf(read['requests']) : [read]
  if (requests.length === 0) {
    throw new GatehouseError('invalid_request', 'requests: empty; there is nothing to embed')
  }
  const texts = requests.map((request, at) => textOfRequest(request, isBatch ? `requests[${at}].` : ''))
  const sizes = new Set(requests.map((request) => request['outputDimensionality']))
  if (sizes.size > 1) {
    throw new GatehouseError(
      'not_translatable',
      'requests: this model gives all embeddings of a request the same size; ask for each outputDimensionality apart'
    )
  }
  const [dimensions] = sizes
  const left = LEFT_OUT.filter((name) => requests.some((request) => request[name] !== undefined))
  return {
    body: {
      model,
      input: isBatch ? texts : (texts[0] ?? ''),
      encoding_format: 'float',
      ...(dimensions === undefined ? {} : { dimensions })
    },
    notes: left.map((name) => `${name} was left out: only Google's models know it`)
  }
}

function textOfRequest(request: Fields, path: string): string {
  const content = request['content']
  if (typeof content === 'string') return content
  const held = fieldsOf(content)
  if (held === undefined)
    throw new GatehouseError('invalid_request', `${path}content: missing; it has the text`)
  const parts = Array.isArray(held['parts']) ? recordsOf(held['parts']) : recordsOf([held['parts'] ?? held])
  if (parts.some((part) => textOf(part['text']) === undefined)) {
    throw new GatehouseError(
      'not_translatable',
      `${path}content.parts: this model embeds texts alone; choose one of Google's for pictures, sound and files`
    )
  }
  return parts.map((part) => textOf(part['text'])).join('\n')
}

/** OpenAI's request as Google's: always a batch, which has one result for each text. */
export function toGeminiEmbeddings(
  body: Fields,
  model: string
): EncodedRequest & { readonly method: EmbedMethod } {
  const { input, dimensions, user } = body
  const texts = typeof input === 'string' ? [input] : input
  if (!Array.isArray(texts) || texts.length === 0) {
    throw new GatehouseError('invalid_request', 'input: a text or a list of texts is needed')
  }
  const requests = texts.map((text) => {
    if (typeof text !== 'string') {
      throw new GatehouseError(
        'not_translatable',
        "input: lists of token numbers mean other texts to Google's models; send the texts"
      )
    }
    return {
      model: `models/${model}`,
      content: { parts: [{ text }] },
      ...(typeof dimensions === 'number' ? { outputDimensionality: dimensions } : {})
    }
  })
  return {
    method: 'batchEmbedContents',
    body: { requests },
    notes: typeof user === 'string' ? ['user was left out: Gemini has no such field'] : []
  }
}

/** OpenAI's reply for a client of Google's. Throws `NotAReply` where it is none. */
export function writeGeminiEmbeddings(method: EmbedMethod, reply: Fields): Fields {
  const rows = recordsOf(reply['data'])
  if (!Array.isArray(reply['data'])) throw new NotAReply('the reply has no list of embeddings')
  const ordered = rows.toSorted((a, b) => (countOf(a['index']) ?? 0) - (countOf(b['index']) ?? 0))
  const embeddings = ordered.map((row) => ({ values: numbersOf(row['embedding']) }))
  const usage = usageOf(reply['usage'])
  return method === 'batchEmbedContents'
    ? { embeddings, ...usage }
    : { embedding: embeddings[0] ?? {}, ...usage }
}

function usageOf(value: unknown): Fields {
  const tokens = countOf(fieldsOf(value)?.['prompt_tokens'])
  return tokens === null ? {} : { usageMetadata: { promptTokenCount: tokens, totalTokenCount: tokens } }
}

/** OpenAI's SDKs ask for base64 unasked: 32-bit numbers, the lowest byte first. */
function numbersOf(embedding: unknown): readonly number[] {
  if (Array.isArray(embedding)) return embedding.filter((value) => typeof value === 'number')
  if (typeof embedding !== 'string') return []
  const bytes = Buffer.from(embedding, 'base64')
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4))
}

/**
 * Google's reply for a client of OpenAI's, in the encoding that it asked for. Token counts are only given by newer models;
 * OpenAI's clients need numbers. Throws `NotAReply` where it is none.
 */
export function writeOpenaiEmbeddings(reply: Fields, request: Fields, model: string): Fields {
  const read = 'usage_metadata' in reply ? readNames(reply) : reply
  const one = fieldsOf(read['embedding'])
  const list = one === undefined ? read['embeddings'] : [one]
  if (!Array.isArray(list)) throw new NotAReply('the reply has no embeddings')
  const asBase64 = request['encoding_format'] === 'base64'
  const usage = fieldsOf(read['usageMetadata'])
  const tokens = countOf(usage?.['promptTokenCount']) ?? 0
  return {
    object: 'list',
    data: list.filter(isFields).map((embedding, index) => {
      const values = numbersOf(embedding['values'])
      return { object: 'embedding', index, embedding: asBase64 ? base64Of(values) : values }
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens }
  }
}

function base64Of(values: readonly number[]): string {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) bytes.writeFloatLE(value, at * 4)
  return bytes.toString('base64')
}
