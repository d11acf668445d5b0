import type { StreamError } from '../chat.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'

/**
 * The error of a chunk, which has the same form as a body's (https://google.aip.dev/193): its code is Google's word, such
 * as `UNAVAILABLE`, or else the number. null where there is none.
 */
export function readStreamError(chunk: Fields): StreamError | null {
  const value = chunk['error']
  if (typeof value === 'string') return { code: null, message: value }
  const error = fieldsOf(value)
  if (error === undefined) return null
  const code = error['code']
  return {
    code: textOf(error['status']) ?? (typeof code === 'number' ? String(code) : (textOf(code) ?? null)),
    message: textOf(error['message']) ?? 'the provider ended the stream with an error'
  }
}
