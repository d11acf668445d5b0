import { assertNever } from '../../../shared/assert-never.ts'
import type { ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'

const TOO_LONG =
  'Your input exceeds the context window of this model. Please adjust your input and try again.'
/** Words by which clients know that the conversation is too long. */
const SAYS_TOO_LONG = /context (window|length)|maximum context|context_length_exceeded/i

/** An error as clients of OpenAI read it (https://platform.openai.com/docs/guides/error-codes). */
export function encodeError(error: ToldError): Fields {
  const { code, message } = tellError(error)
  return { error: { message, type: typeOfError(error), param: null, code } }
}

/** The code and the words that clients act on. */
export function tellError(error: ToldError): { readonly code: string | null; readonly message: string } {
  switch (error.reason) {
    case 'context-too-long': {
      const message = SAYS_TOO_LONG.test(error.message) ? error.message : `${TOO_LONG} (${error.message})`
      return { code: 'context_length_exceeded', message }
    }
    case 'rate-limited':
      return { code: 'rate_limit_exceeded', message: error.message }
    case 'out-of-credit':
      return { code: 'insufficient_quota', message: error.message }
    case 'overloaded':
      return { code: error.code ?? 'server_is_overloaded', message: error.message }
    case 'bad-credential':
      return { code: error.code ?? 'invalid_api_key', message: error.message }
    case 'no-model-access':
      return { code: error.code ?? 'model_not_found', message: error.message }
    case 'network':
    case 'timeout':
    case 'bad-request':
    case 'unknown':
    case 'refused':
      return { code: error.code, message: error.message }
    default:
      return assertNever(error.reason)
  }
}

/** OpenAI's `error.type`. */
export function typeOfError({ type, status, reason }: ToldError): string {
  if (type !== undefined) return type
  if (reason === 'out-of-credit') return 'insufficient_quota'
  if (reason === 'rate-limited' || status === 429) return 'rate_limit_error'
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
