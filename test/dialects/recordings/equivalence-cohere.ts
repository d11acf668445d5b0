import { change, changeEach, without } from './change-json.ts'
import { isObject, type Json } from './walk-json.ts'

export function cohereRequest(body: Json): Json {
  // Not to stream is what is done where nothing is said.
  const quiet = without(body, 'stream', false)
  return changeEach(quiet, 'messages', (message) => change(message, 'content', asParts))
}

/** A text is short for a list of one; an empty one says nothing. */
function asParts(value: unknown): unknown {
  const list = typeof value === 'string' ? [{ type: 'text', text: value }] : value
  if (!Array.isArray(list)) return value
  const filled = list.filter((part) => !isObject(part) || part['text'] !== '')
  return filled.length === 0 ? undefined : filled
}

/** Calls without arguments come with "null", which is "{}" to all others. */
export function cohereReply(body: Json): Json {
  return change(body, 'message', (message) =>
    isObject(message)
      ? changeEach(message, 'tool_calls', (call) =>
          change(call, 'function', (inner) =>
            isObject(inner) ? change(inner, 'arguments', (args) => (args === 'null' ? '{}' : args)) : inner
          )
        )
      : message
  )
}
