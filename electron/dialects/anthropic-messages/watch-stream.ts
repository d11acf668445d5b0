import type { ServerEvent, StreamWatch, WatchedEvent } from '../dialect.ts'
import { isShallow } from '../is-shallow.ts'
import { fieldsOf, parseFields, textOf, type Fields } from '../json.ts'
import { eventType, readError } from './decode-stream.ts'
import { mergeUsage } from './merge-usage.ts'

const NOTHING: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: false }
const OUTPUT: WatchedEvent = { ...NOTHING, output: true }

/** Names of events that say all by themselves, so that most of a stream need not be read. */
const BY_NAME: Readonly<Record<string, WatchedEvent>> = {
  ping: NOTHING,
  content_block_delta: OUTPUT,
  content_block_stop: NOTHING
}

export const watchStream: StreamWatch = {
  read(event: ServerEvent): WatchedEvent | null {
    const byName = event.name === null ? undefined : BY_NAME[event.name]
    // What was cut in the middle is not readable, whatever its name says.
    if (byName !== undefined && event.data.endsWith('}')) return byName
    const fields = parseFields(event.data)
    return fields === undefined ? null : readEvent(fields, event.name)
  },
  mergeUsage
}

function readEvent(event: Fields, name: string | null): WatchedEvent {
  switch (eventType(event, name)) {
    case 'content_block_delta':
      return OUTPUT
    case 'content_block_start':
      return isEmpty(fieldsOf(event['content_block']) ?? {}) ? NOTHING : OUTPUT
    case 'message_start':
      return { ...NOTHING, usage: readable(fieldsOf(event['message'])?.['usage']) }
    case 'message_delta': {
      const finish = textOf(fieldsOf(event['delta'])?.['stop_reason']) ?? null
      return { ...NOTHING, finish, usage: readable(event['usage']) }
    }
    case 'message_stop':
      return { ...NOTHING, done: true }
    case 'error':
      return { ...NOTHING, error: readError(event) }
    case null:
    default:
      return NOTHING
  }
}

/** A text or a thought that only begins; anything else is a piece of the reply already. */
function isEmpty({ type, text, thinking }: Fields): boolean {
  return (type === 'text' && (text ?? '') === '') || (type === 'thinking' && (thinking ?? '') === '')
}

function readable(usage: unknown): unknown {
  return fieldsOf(usage) !== undefined && isShallow(usage) ? usage : undefined
}
