import type { ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'

/** https://ai.google.dev/gemini-api/docs/troubleshooting, https://google.aip.dev/193#http11json-representation */
const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  402: 'RESOURCE_EXHAUSTED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  413: 'INVALID_ARGUMENT',
  415: 'INVALID_ARGUMENT',
  422: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  529: 'UNAVAILABLE'
}

/** An error as Google's clients read it: `error.code` is the HTTP status, `error.status` Google's word for it. */
export function encodeError(error: ToldError): Fields {
  const { status, message } = error
  const word = STATUSES[status] ?? (status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT')
  if (error.reason === 'context-too-long') {
    return { error: { code: status, message: tooLong(message), status: 'INVALID_ARGUMENT' } }
  }
  return { error: { code: status, message, status: word } }
}

/** Clients know a prompt that is too long by Google's own sentence. */
function tooLong(message: string): string {
  if (message.includes('exceeds the maximum number of tokens')) return message
  const { used, most } = tokensIn(message)
  const sentence = `The input token count${used === null ? '' : ` (${used})`} exceeds the maximum number of tokens allowed`
  return most === null ? `${sentence}. ${message}` : `${sentence} (${most}).`
}

/** The tokens that a provider's sentence tells, such as "200010 tokens > 200000 maximum". */
function tokensIn(message: string): { used: number | null; most: number | null } {
  const numbers = [...message.matchAll(/\d[\d,_.]*\d/g)].map(([digits]) =>
    Number(digits.replace(/[,_.]/g, ''))
  )
  const large = numbers.filter((number) => number >= 1000)
  if (large.length < 2) return { used: null, most: null }
  return { used: Math.max(...large), most: Math.min(...large) }
}

const CODES: Readonly<Record<string, number>> = {
  RESOURCE_EXHAUSTED: 429,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  UNAVAILABLE: 503,
  overloaded_error: 503,
  INVALID_ARGUMENT: 400,
  invalid_request_error: 400,
  context_length_exceeded: 400
}

/** The HTTP status that a provider's word for an error in a stream stands for: Google's clients need a number. */
export function statusOfCode(code: string | null): number {
  const status = Number(code)
  if (Number.isInteger(status) && status >= 400 && status < 600) return status
  return CODES[code ?? ''] ?? 500
}
