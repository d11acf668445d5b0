import type { Part, ToolResultPart } from '../chat.ts'
import { isFields, parseFields, textOf, type Fields } from '../json.ts'

/**
 * `functionResponse.response` is an object of any keys; Google's own are `output` and `error`, its samples also say
 * `result` (https://ai.google.dev/api/caching#FunctionResponse). A text alone in one of them is the result's text, any
 * other object is its JSON. Writing is the way back, so that `{result: text}` comes out as `{output: text}` and everything
 * else as it was.
 */
export function readResponse(response: unknown): Pick<ToolResultPart, 'parts' | 'isError'> {
  if (typeof response === 'string') return { parts: [text(response)] }
  if (!isFields(response)) return { parts: response === undefined ? [] : [text(JSON.stringify(response))] }
  const isError = response['error'] !== undefined && response['error'] !== null
  const names = Object.keys(response)
  if (names.length === 0) return { parts: [] }
  const [name] = names
  const alone = names.length === 1 && name !== undefined ? textOf(response[name]) : undefined
  const unwrapped =
    alone !== undefined && (name === 'output' || name === 'result' || name === 'error') && !isWritten(alone)
      ? alone
      : JSON.stringify(response)
  return isError ? { parts: [text(unwrapped)], isError } : { parts: [text(unwrapped)] }
}

/** The object for a result's texts. */
export function writeResponse(texts: readonly string[], isError: boolean): Fields {
  if (texts.length === 0) return {}
  const joined = texts.join('\n')
  const object = isWritten(joined) ? parseFields(joined) : undefined
  if (object !== undefined && (!isError || 'error' in object)) return object
  return isError ? { error: joined } : { output: joined }
}

/**
 * Whether a text is an object's JSON as it would be written again: anything else would lose something on the way through
 * an object (digits of long numbers, keys that come twice, spaces).
 */
function isWritten(joined: string): boolean {
  if (!joined.startsWith('{') || !joined.endsWith('}')) return false
  const object = parseFields(joined)
  return object !== undefined && JSON.stringify(object) === joined
}

function text(value: string): Part {
  return { type: 'text', text: value }
}
