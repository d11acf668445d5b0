import type { StreamError } from '../chat.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'

/** What went wrong in the middle of a stream: at its end (`delta.error`), or a body as of an error without any type. */
export function readStreamError(event: Fields): StreamError | null {
  const delta = fieldsOf(event['delta'])
  const said = textOf(delta?.['error']) ?? ''
  if (said !== '') return { code: textOf(delta?.['finish_reason']) ?? null, message: said }
  const message = textOf(event['message'])
  if (message === undefined || 'delta' in event) return null
  return { code: textOf(event['error_type']) ?? null, message }
}
