import type { EventSource, ServerEvent } from './dialect.ts'
import { splitEvents } from './stream-events.ts'
import { WholeEvents } from './whole-events.ts'

const BYTE_ORDER_MARK = 0xfeff

/**
 * Server-sent events out of bytes as they come, wherever they are cut (also inside a character): an event is read when
 * its empty line has come, LF LF or CR LF CR LF as providers write it. Comments are passed over
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export class EventReader implements EventSource {
  readonly #whole = new WholeEvents()

  push(chunk: Buffer): ServerEvent[] {
    const events = this.#whole.push(chunk)
    return events === null ? [] : readEvents(events)
  }

  /** What came without an empty line behind it. */
  end(): ServerEvent[] {
    const rest = this.#whole.rest()
    return rest.length === 0 ? [] : readEvents(rest)
  }
}

/** The events of bytes that hold whole ones. */
export function readEvents(bytes: Buffer): ServerEvent[] {
  const events: ServerEvent[] = []
  for (const event of splitEvents(bytes)) {
    const read = readEvent(event)
    if (read !== null) events.push(read)
  }
  return events
}

/**
 * One event's name and data; null for comments and other lines alone. A JSON object that stands there bare is data: so
 * Google ends a stream that fails in the middle (https://github.com/theopenco/llmgateway/pull/3616).
 */
export function readEvent(event: Buffer): ServerEvent | null {
  let name: string | null = null
  let data: string | null = null
  const bytes = event.toString('utf8')
  // The mark that some servers begin with is no part of the first line.
  const text = bytes.charCodeAt(0) === BYTE_ORDER_MARK ? bytes.slice(1) : bytes
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.startsWith('data:')) {
      const value = line.charCodeAt(5) === 0x20 ? line.slice(6) : line.slice(5)
      data = data === null ? value : `${data}\n${value}`
    } else if (line.startsWith('event:')) name = line.slice(6).trim()
  }
  if (data === null && /^\s*\{/.test(text)) return { name: null, data: text.trim() }
  return data === null ? null : { name, data }
}

/** An event as bytes for a client. The data is one line. */
export function writeEvent(data: string, name?: string): string {
  return name === undefined ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`
}
