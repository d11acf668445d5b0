import type { ServerEvent, StreamWatch, WatchedEvent } from '../dialect.ts'
import { isShallow } from '../is-shallow.ts'
import { fieldsOf, parseFields, textOf } from '../json.ts'
import { isException, readError } from './decode-stream.ts'

const NOTHING: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: false }

export const watchStream: StreamWatch = {
  read({ name, data }: ServerEvent): WatchedEvent | null {
    const event = parseFields(data)
    if (event === undefined) return null
    switch (name) {
      case 'contentBlockDelta':
        return { ...NOTHING, output: true }
      case 'contentBlockStart':
        return { ...NOTHING, output: fieldsOf(event['start'])?.['toolUse'] !== undefined }
      case 'messageStop':
        return { ...NOTHING, finish: textOf(event['stopReason']) ?? null }
      case 'metadata': {
        const usage = fieldsOf(event['usage'])
        return { ...NOTHING, usage: usage !== undefined && isShallow(usage) ? usage : undefined, done: true }
      }
      case null:
      default:
        return isException(name, event) ? { ...NOTHING, error: readError(event) } : NOTHING
    }
  },
  mergeUsage: (before, after) => after ?? before
}
