import { readEvent } from '../read-events.ts'
import { splitEvents } from '../stream-events.ts'
import { WholeEvents } from '../whole-events.ts'

const NOTHING = Buffer.alloc(0)
const LINE_FEED = Buffer.from('\n')

/** Turns passing server-sent events into one JSON array. */
export interface ArrayFraming {
  /** Bytes of the stream, cut anywhere, as the bytes of the array that they make; often none. */
  push(chunk: Buffer | string): Buffer
  /** The stream is over: what closes the array. */
  end(): Buffer
}

/**
 * `streamGenerateContent` without `alt=sse` answers with a JSON array whose items are the events' data, the first behind
 * `[` and each other one behind `,` and a line's end (https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent).
 * The data's bytes are passed as they are. Where no event comes, the array is empty.
 */
export function openArrayFraming(): ArrayFraming {
  const whole = new WholeEvents()
  let isFirst = true
  const frame = (bytes: Buffer): Buffer => {
    const framed: Buffer[] = []
    for (const event of splitEvents(bytes)) {
      const data = dataOf(event)
      if (data === null) continue
      framed.push(Buffer.from(isFirst ? '[' : ',\r\n'), data)
      isFirst = false
    }
    return framed.length === 0 ? NOTHING : Buffer.concat(framed)
  }
  return {
    push(chunk) {
      const events = whole.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
      return events === null ? NOTHING : frame(events)
    },
    end() {
      const rest = whole.rest()
      const last = rest.length === 0 ? NOTHING : frame(rest)
      return Buffer.concat([last, Buffer.from(isFirst ? '[]' : ']')])
    }
  }
}

/** The bytes of an event's data lines; null for comments, other lines and Gatehouse's own `[DONE]`. */
function dataOf(event: Buffer): Buffer | null {
  const lines: Buffer[] = []
  let start = 0
  while (start < event.length) {
    const found = event.indexOf(LINE_FEED, start)
    const end = found < 0 ? event.length : found
    const line = event.subarray(start, event[end - 1] === 0x0d ? end - 1 : end)
    if (line.subarray(0, 5).equals(DATA)) lines.push(line.subarray(line[5] === 0x20 ? 6 : 5))
    start = end + 1
  }
  const [first] = lines
  if (first === undefined) return bareData(event)
  const data = lines.length === 1 ? first : Buffer.concat(lines.flatMap((line) => [line, LINE_FEED]))
  return data.length === 0 || data.equals(DONE) ? null : data
}

/** Google ends a stream that fails in the middle with an object that no `data:` stands before. */
function bareData(event: Buffer): Buffer | null {
  const data = readEvent(event)?.data ?? ''
  return data.startsWith('{') ? Buffer.from(data) : null
}

const DATA = Buffer.from('data:')
const DONE = Buffer.from('[DONE]')
