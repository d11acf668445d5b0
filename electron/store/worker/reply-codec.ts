import type { RecordedReply } from '../store.ts'
import { decodeEvents, encodeEvents } from './stream-codec.ts'
import { unzigzag, VARINT_MAX_BYTES, VarintReader, writeVarint, zigzag } from './varint.ts'

/** First byte of a stored reply. */
const WHOLE = 0
const RAW_STREAM = 1
const DELTA_STREAM = 2

/** Arrival times are kept in tenths of a millisecond. */
const TICKS_PER_MS = 10

/**
 * A reply as the bytes of one piece: its kind, content type and, for a stream, the arrival of each event and the
 * events as differences (`stream-codec.ts`), or raw where that would be longer.
 */
export function encodeReply(reply: RecordedReply): Uint8Array {
  const type = reply.contentType === null ? null : Buffer.from(reply.contentType)
  const { body, eventEnds, eventTimes } = reply
  const deltas = eventEnds.length > 0 && rises(eventEnds, body.length) ? encodeEvents(body, eventEnds) : null
  const numbers = eventEnds.length + eventTimes.length + 4
  const out = new Uint8Array(1 + numbers * VARINT_MAX_BYTES + (type?.length ?? 0) + body.length)
  const streamed = eventEnds.length > 0 || eventTimes.length > 0
  out[0] = deltas !== null ? DELTA_STREAM : streamed ? RAW_STREAM : WHOLE
  let at = writeVarint(out, 1, type === null ? 0 : type.length + 1)
  if (type !== null) {
    out.set(type, at)
    at += type.length
  }
  if (streamed) at = writeDifferences(out, at, eventTimes, TICKS_PER_MS)
  if (streamed && deltas === null) at = writeDifferences(out, at, eventEnds, 1)
  out.set(deltas ?? body, at)
  return out.subarray(0, at + (deltas ?? body).length)
}

/** The reply of its stored bytes: the body byte for byte, times to a tenth of a millisecond. */
export function decodeReply(stored: Uint8Array): RecordedReply {
  const reader = new VarintReader(stored, 1)
  const typeLength = reader.next()
  const typeEnd = reader.at + Math.max(0, typeLength - 1)
  const contentType = typeLength === 0 ? null : Buffer.from(stored.subarray(reader.at, typeEnd)).toString()
  reader.at = typeEnd
  const kind = stored[0]
  if (kind === WHOLE) {
    return { body: new Uint8Array(stored.subarray(reader.at)), contentType, eventEnds: [], eventTimes: [] }
  }
  const eventTimes = readDifferences(reader, TICKS_PER_MS)
  if (kind === DELTA_STREAM) {
    const { body, ends } = decodeEvents(stored.subarray(reader.at))
    return { body, contentType, eventEnds: ends, eventTimes }
  }
  const eventEnds = readDifferences(reader, 1)
  return { body: new Uint8Array(stored.subarray(reader.at)), contentType, eventEnds, eventTimes }
}

function writeDifferences(into: Uint8Array, from: number, values: readonly number[], scale: number): number {
  let at = writeVarint(into, from, values.length)
  let previous = 0
  for (const value of values) {
    const scaled = Math.round(value * scale)
    at = writeVarint(into, at, zigzag(scaled - previous))
    previous = scaled
  }
  return at
}

function readDifferences(reader: VarintReader, scale: number): number[] {
  let sum = 0
  return reader.list(reader.next()).map((difference) => (sum += unzigzag(difference)) / scale)
}

/** Whether the ends of the events never go back and stay within the body. */
function rises(ends: readonly number[], length: number): boolean {
  let previous = 0
  for (const end of ends) {
    if (!(end >= previous && end <= length)) return false
    previous = end
  }
  return true
}
