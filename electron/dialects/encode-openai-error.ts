import { assertNever } from '../../shared/assert-never.ts'
import type { ToldError } from './dialect.ts'
import type { Fields } from './json.ts'

/** An error as clients of OpenAI's old forms read it (https://platform.openai.com/docs/guides/error-codes). */
export function encodeOpenaiError(error: ToldError): Fields {
  const message = error.reason === 'context-too-long' ? tooLong(error.message) : error.message
  return { error: { message, type: typeOf(error), param: null, code: codeOf(error) } }
}

/** What clients act on: they retry, ask for another key, or take something out of the conversation. */
function codeOf({ reason, code }: ToldError): string | null {
  switch (reason) {
    case 'context-too-long':
      return 'context_length_exceeded'
    case 'rate-limited':
      return 'rate_limit_exceeded'
    case 'out-of-credit':
      return 'insufficient_quota'
    case 'bad-credential':
      return code ?? 'invalid_api_key'
    case 'no-model-access':
      return code ?? 'model_not_found'
    case 'overloaded':
      return code ?? 'overloaded'
    case 'network':
    case 'timeout':
    case 'bad-request':
    case 'unknown':
    case 'refused':
      return code
    default:
      return assertNever(reason)
  }
}

function typeOf({ reason, type, status }: ToldError): string {
  if (reason === 'context-too-long') return 'invalid_request_error'
  if (type !== undefined) return type
  if (reason === 'out-of-credit') return 'insufficient_quota'
  if (reason === 'rate-limited' || status === 429) return 'rate_limit_error'
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

/** Agents find a conversation that is too long by these words, too, and make it shorter themselves. */
function tooLong(message: string): string {
  if (/maximum context length/i.test(message)) return message
  const [, used, limit] = TOLD_COUNTS.map((told) => told.exec(message)).find((found) => found !== null) ?? []
  if (used === undefined || limit === undefined) {
    return `This model's maximum context length was exceeded: ${message}`
  }
  return `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${used} tokens. Please reduce the length of the messages. (${message})`
}

/** How many tokens there were and may be: of Anthropic and of Google. */
const TOLD_COUNTS = [/(\d+) tokens? > (\d+)/, /token count \(?(\d+)\)? exceeds[^\d]+(\d+)/i]
