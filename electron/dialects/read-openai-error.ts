import { isShallow } from './is-shallow.ts'
import type { StreamError } from './chat.ts'
import { fieldsOf, textOf, type Fields } from './json.ts'

/**
 * The error that a body or a chunk tells: OpenAI's `error` object, the text that some have in its place, vLLM's
 * `{object: "error", message}`, FastAPI's `{detail}`; null where it tells none.
 */
export function readOpenaiError(body: Fields): StreamError | null {
  const { error } = body
  if (typeof error === 'string' && error !== '') return { code: null, message: short(error) }
  const fields = fieldsOf(error)
  if (fields !== undefined) return { code: codeOf(fields), message: messageOf(fields) }
  if (body['object'] === 'error') return { code: codeOf(body), message: messageOf(body) }
  const detail = body['choices'] === undefined ? textOf(body['detail']) : undefined
  return detail === undefined ? null : { code: null, message: short(detail) }
}

function codeOf({ code }: Fields): string | null {
  return typeof code === 'string' || typeof code === 'number' ? short(String(code)) : null
}

function messageOf(error: Fields): string {
  return short(textOf(error['message']) ?? (isShallow(error) ? JSON.stringify(error) : ''))
}

/** Whoever answers with half a body, or with the prompt, must not fill the log with it. */
function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}

const LONGEST = 400
