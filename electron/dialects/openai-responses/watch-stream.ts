import { isShallow } from '../is-shallow.ts'
import { fieldsOf, isFields, parseFields, textOf, type Fields } from '../json.ts'
import type { StreamError } from '../chat.ts'
import type { ServerEvent, StreamWatch, WatchedEvent } from '../dialect.ts'

const QUIET: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: false }
const OUTPUT: WatchedEvent = { ...QUIET, output: true }
const DONE: WatchedEvent = { ...QUIET, done: true }

/** Items that stand for what is yet to come. */
const EMPTY_ITEMS: ReadonlySet<unknown> = new Set(['message', 'reasoning'])

/**
 * Streams of responses as they pass (https://platform.openai.com/docs/api-reference/responses-streaming): usage comes
 * with the last event. A piece of text is told from its event's name alone where it has one.
 */
export const watchStream: StreamWatch = {
  read(event) {
    if (event.name?.endsWith('.delta') === true && !event.data.includes('"delta":""')) return OUTPUT
    if (isDone(event)) return DONE
    const data = parseFields(event.data)
    return data === undefined ? null : watchEvent(eventType(event, data), data)
  },
  mergeUsage: (before, after) => after ?? before
}

/** What ends streams of other APIs, and some servers send here. */
export function isDone({ data }: ServerEvent): boolean {
  return data.startsWith('[DONE]')
}

/** What an event is: some servers leave the `event:` line out, others the `type` member. */
export function eventType(event: ServerEvent, data: Fields): string {
  return textOf(data['type']) ?? event.name ?? ''
}

function watchEvent(type: string, data: Fields): WatchedEvent {
  if (type.endsWith('.delta')) return data['delta'] === '' ? QUIET : OUTPUT
  switch (type) {
    case 'response.output_item.added':
      return EMPTY_ITEMS.has(fieldsOf(data['item'])?.['type']) ? QUIET : OUTPUT
    case 'response.output_item.done':
      return OUTPUT
    case 'response.completed':
    case 'response.incomplete':
    case 'response.cancelled':
      return { ...QUIET, finish: finishWord(data), usage: fieldsOf(data['response'])?.['usage'], done: true }
    case 'response.failed':
      return { ...QUIET, error: streamError(data), usage: fieldsOf(data['response'])?.['usage'], done: true }
    case 'error':
      return { ...QUIET, error: streamError(data) }
    default:
      return isFields(data['error']) ? { ...QUIET, error: streamError(data) } : QUIET
  }
}

function finishWord(data: Fields): string {
  const response = fieldsOf(data['response'])
  const why = textOf(fieldsOf(response?.['incomplete_details'])?.['reason'])
  return why ?? textOf(response?.['status']) ?? 'completed'
}

/** The error of an `error` event, in its flat and its nested form, or of a failed response. */
export function streamError(data: Fields): StreamError {
  const nested = fieldsOf(data['error']) ?? fieldsOf(fieldsOf(data['response'])?.['error'])
  const error = nested ?? data
  const code = error['code'] ?? nested?.['type']
  const message = textOf(error['message']) ?? textOf(data['error'])
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : null,
    message: message ?? (isShallow(error) ? JSON.stringify(error) : '')
  }
}
