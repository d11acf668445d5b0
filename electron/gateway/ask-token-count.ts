import type { DialectId } from '../../shared/domain/dialect.ts'
import { DIALECTS } from '../dialects/all-dialects.ts'
import type { ChatRequest } from '../dialects/chat.ts'
import { fitTools } from '../dialects/fit-tools.ts'
import { encodeCountTokens, readTokenCount, writeTokenCount } from '../dialects/gemini/count-tokens.ts'
import { countOf, parseFields, type Fields } from '../dialects/json.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { Asking, PreparedRequest } from './asking.ts'
import type { ReplyForm } from './reply-form.ts'
import { geminiModelPath } from './upstream-path.ts'

/** Dialects whose providers count the tokens of a request that they don't answer. */
const COUNTING: readonly DialectId[] = ['anthropic-messages', 'gemini', 'openai-responses']

/** Which of an account's dialects can be asked to count; the client's own first. */
export function countingDialect(dialects: readonly DialectId[], own: DialectId): DialectId | undefined {
  const able = COUNTING.filter((dialect) => dialects.includes(dialect))
  return able.includes(own) ? own : able[0]
}

/** The number of tokens, in the form of each dialect's own endpoint. */
export function countReply(dialect: DialectId, tokens: number): Fields {
  // https://docs.claude.com/en/api/messages-count-tokens
  if (dialect === 'anthropic-messages') return { input_tokens: tokens }
  if (dialect === 'gemini') return writeTokenCount(tokens)
  // https://platform.openai.com/docs/api-reference/responses/input-tokens
  return { object: 'response.input_tokens', input_tokens: tokens }
}

/** A request whose tokens a target shall count. */
export class TokenCountAsking implements Asking {
  readonly stream = false
  readonly #chat: ChatRequest
  readonly #dialect: DialectId
  readonly #spoken: DialectId

  constructor(chat: ChatRequest, dialect: DialectId, spoken: DialectId) {
    this.#chat = chat
    this.#dialect = dialect
    this.#spoken = spoken
  }

  prepare(target: Target): PreparedRequest {
    const spoken = DIALECTS[this.#spoken]
    const { quirks = {} } = target.account.provider
    const model = target.model.upstreamId
    const tools = fitTools(this.#chat, spoken.toolLimits)
    const { body, notes } = spoken.encodeRequest(tools.chat, { model, maxOutput: null, quirks })
    return {
      path: countPath(this.#spoken, model),
      body: Buffer.from(JSON.stringify(countBody(this.#spoken, model, body))),
      dialect: this.#spoken,
      notes: [...tools.notes, ...notes],
      form: this.#form()
    }
  }

  #form(): ReplyForm {
    return {
      openStream: () => {
        throw new Error('a count is no stream')
      },
      readWhole: (bytes) => {
        const reply = parseFields(bytes.toString('utf8'))
        const tokens = countOf(reply?.['input_tokens']) ?? readTokenCount(reply ?? {})
        if (tokens === null) return { kind: 'not-a-reply', message: 'no number of tokens.' }
        const body = Buffer.from(JSON.stringify(countReply(this.#dialect, tokens)))
        return { kind: 'reply', usageRaw: undefined, body, asStream: null }
      }
    }
  }
}

function countPath(dialect: DialectId, model: string): string {
  if (dialect === 'anthropic-messages') return '/messages/count_tokens'
  return dialect === 'gemini' ? `${geminiModelPath(model)}:countTokens` : '/responses/input_tokens'
}

/** What says how to answer is refused where nothing is answered. */
function countBody(dialect: DialectId, model: string, body: Fields): Fields {
  if (dialect === 'gemini') return encodeCountTokens(body, model)
  const left = dialect === 'anthropic-messages' ? NOT_COUNTED_BY_ANTHROPIC : NOT_COUNTED_BY_OPENAI
  return Object.fromEntries(Object.entries(body).filter(([name]) => !left.has(name)))
}

const NOT_COUNTED_BY_ANTHROPIC: ReadonlySet<string> = new Set([
  'max_tokens',
  'stream',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'metadata',
  'service_tier'
])
const NOT_COUNTED_BY_OPENAI: ReadonlySet<string> = new Set([
  'stream',
  'stream_options',
  'store',
  'include',
  'max_output_tokens',
  'temperature',
  'top_p',
  'top_logprobs',
  'service_tier',
  'metadata',
  'user',
  'safety_identifier',
  'prompt_cache_key'
])
