import type { StreamError } from '../chat.ts'
import type { ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'

/** Kinds of errors (https://docs.claude.com/en/api/errors). */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error'
}
const TYPES = new Set([...Object.values(BY_STATUS), 'api_error'])

/** An error as the API tells it. */
export function encodeError(error: ToldError): Fields {
  return {
    type: 'error',
    error: { type: typeOf(error), message: messageOf(error) },
    request_id: null
  }
}

/** An error in the middle of a stream: by its code, where that is one of this API. */
export function encodeStreamError({ code, message }: StreamError): Fields {
  const type = code !== null && TYPES.has(code) ? code : 'api_error'
  return { type: 'error', error: { type, message }, request_id: null }
}

/** What the reason says better than the status does. */
const BY_REASON: Partial<Readonly<Record<ToldError['reason'], string>>> = {
  'context-too-long': 'invalid_request_error',
  'rate-limited': 'rate_limit_error',
  overloaded: 'overloaded_error',
  'out-of-credit': 'billing_error'
}

function typeOf({ status, reason }: ToldError): string {
  const other = status < 500 ? 'invalid_request_error' : 'api_error'
  return BY_REASON[reason] ?? BY_STATUS[status] ?? other
}

/**
 * Where the conversation is too long, Claude Code and others find it by these words, and from the numbers how much to
 * take out: `prompt is too long: 205333 tokens > 200000 maximum`. Another API's sentence is said in them.
 */
function messageOf({ reason, message }: ToldError): string {
  if (reason !== 'context-too-long') return message
  // `input length and max_tokens exceed context limit: ...` is the API's other sentence, and read as well.
  if (/prompt is too long|exceed context limit/i.test(message)) return message
  const limit = limitIn(message)
  if (limit === undefined) return 'prompt is too long'
  const tokens = Math.max(...numbersIn(message))
  return tokens > limit ? `prompt is too long: ${tokens} tokens > ${limit} maximum` : 'prompt is too long'
}

const NUMBER = String.raw`(?<![\w,-])(\d[\d,]{2,})(?![\w-])`

/** `maximum context length is 128000 tokens`, `maximum number of tokens allowed (1048576)`, `131,072 limit`. */
function limitIn(message: string): number | undefined {
  // `exceeded the maximum by 500 tokens` names no limit.
  const before = new RegExp(
    String.raw`(?:max(?:imum)?|limit|context (?:length|window|size))(?:(?!\bby\b)\D){0,40}${NUMBER}`,
    'i'
  )
  const behind = new RegExp(String.raw`${NUMBER}\D{0,12}(?:maximum|limit)`, 'i')
  const digits = before.exec(message)?.[1] ?? behind.exec(message)?.[1]
  return digits === undefined ? undefined : countOfDigits(digits)
}

function numbersIn(message: string): readonly number[] {
  return [...message.matchAll(new RegExp(NUMBER, 'g'))].map(([, digits]) => countOfDigits(digits ?? ''))
}

function countOfDigits(digits: string): number {
  return Number(digits.replaceAll(',', ''))
}
