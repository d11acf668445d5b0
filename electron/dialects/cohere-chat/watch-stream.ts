import type { ServerEvent, StreamWatch, WatchedEvent } from '../dialect.ts'
import { fieldsOf, parseFields, textOf } from '../json.ts'
import { readStreamError } from './read-stream-error.ts'

const DONE: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: true }

/** Events that bring a piece of the reply; the others say that one begins or ends. */
const OUTPUT: ReadonlySet<unknown> = new Set([
  'content-delta',
  'tool-plan-delta',
  'tool-call-start',
  'tool-call-delta',
  'citation-start'
])

/** How a stream is watched while it passes (https://docs.cohere.com/docs/streaming). Usage comes whole, at the end. */
export const watchCohereEvents: StreamWatch = {
  read({ name, data }: ServerEvent): WatchedEvent | null {
    if (data.trim() === '[DONE]') return DONE
    const event = parseFields(data)
    if (event === undefined) return null
    const type = textOf(event['type']) ?? name
    const isEnd = type === 'message-end'
    const delta = isEnd ? (fieldsOf(event['delta']) ?? {}) : {}
    return {
      output: OUTPUT.has(type),
      error: readStreamError(event),
      finish: textOf(delta['finish_reason']) ?? null,
      usage: delta['usage'] ?? undefined,
      done: isEnd
    }
  },
  mergeUsage: (before, after) => after ?? before
}
