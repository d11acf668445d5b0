import { EventStreamCodec } from '@smithy/eventstream-codec'
import type { EventSource, ServerEvent } from '../dialect.ts'
import { parseFields } from '../json.ts'

const NOTHING = Buffer.alloc(0)
/** AWS sends no longer message (https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html); one that claims to be is none. */
const MESSAGE_MAX = 16 * 1024 * 1024
const LENGTH_BYTES = 4

/**
 * AWS's event stream out of bytes as they come (application/vnd.amazon.eventstream,
 * https://smithy.io/2.0/aws/amazon-eventstream.html): each message begins with its length and holds headers, of which one
 * names the event, a payload of JSON, and checksums of both. An exception becomes an event of its name with its kind as
 * `__type`, as AWS's JSON errors have it. Throws where a checksum is wrong.
 */
export class AwsEventReader implements EventSource {
  readonly #codec = new EventStreamCodec(
    (bytes) => Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes) : bytes).toString('utf8'),
    (text) => Buffer.from(text, 'utf8')
  )
  #rest: Buffer = NOTHING

  push(chunk: Buffer): ServerEvent[] {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const events: ServerEvent[] = []
    while (bytes.length >= LENGTH_BYTES) {
      const length = bytes.readUInt32BE(0)
      if (length > MESSAGE_MAX) throw new Error('a message of the event stream is too long')
      if (bytes.length < length) break
      events.push(this.#read(bytes.subarray(0, length)))
      bytes = bytes.subarray(length)
    }
    this.#rest = bytes
    return events
  }

  /** A message that was cut says nothing. */
  end(): ServerEvent[] {
    this.#rest = NOTHING
    return []
  }

  #read(message: Buffer): ServerEvent {
    const { headers, body } = this.#codec.decode(message)
    const header = (name: string): string | null => {
      const value = headers[name]?.value
      return typeof value === 'string' ? value : null
    }
    const data = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
    const type = header(':message-type')
    if (type === 'event' || type === null) return { name: header(':event-type'), data }
    const kind = header(':exception-type') ?? header(':error-code') ?? 'internalServerException'
    const told = parseFields(data)
    const words = told?.['message'] ?? told?.['Message'] ?? header(':error-message')
    return { name: kind, data: JSON.stringify({ ...told, message: words ?? undefined, __type: kind }) }
  }
}
