import { type LogBatch, NO_BODY } from '../protocol.ts'
import type { RecordedReply } from '../store.ts'
import { STORED_COLUMNS, type StoredValues } from '../stored-row.ts'
import type { Slice } from './chains.ts'

/** A row's values are its stored columns, then its time and the reply's content type. */
const FIELDS_PER_ROW = STORED_COLUMNS.length + 2

/** An entry as it came out of a batch. */
export interface ReceivedEntry {
  /** The stored columns, in order. */
  readonly values: StoredValues
  readonly time: number
  readonly request: { readonly body: Buffer; readonly slices: readonly Slice[] } | null
  readonly reply: RecordedReply | null
}

/** Reads a batch entry by entry. */
export function readBatch(batch: LogBatch): ReceivedEntry[] {
  const { fields, layout } = batch
  const entries: ReceivedEntry[] = []
  let field = 0
  let at = 0
  let byte = 0
  const next = (): number => layout[at++] ?? NO_BODY
  const list = (count: number): readonly number[] => {
    at += count
    return layout.slice(at - count, at)
  }
  const bytes = (length: number): Buffer => {
    byte += length
    return Buffer.from(batch.bodies, byte - length, length)
  }

  for (let row = 0; row < batch.rows; row += 1) {
    // The edge between the threads: `packRow` pushed exactly these columns.
    const values = fields.slice(field, field + STORED_COLUMNS.length) as unknown as StoredValues
    const time = Number(fields[field + STORED_COLUMNS.length])
    const type = fields[field + STORED_COLUMNS.length + 1]
    field += FIELDS_PER_ROW

    const requestLength = next()
    let request: ReceivedEntry['request'] = null
    if (requestLength !== NO_BODY) {
      const count = next()
      const ends = list(count)
      const places = list(count)
      const body = bytes(requestLength)
      request = { body, slices: cut(body, ends, places) }
    }

    const replyLength = next()
    let reply: RecordedReply | null = null
    if (replyLength !== NO_BODY) {
      const eventEnds = list(next())
      const eventTimes = list(next())
      const contentType = typeof type === 'string' ? type : null
      reply = { body: bytes(replyLength), contentType, eventEnds, eventTimes }
    }
    entries.push({ values, time, request, reply })
  }
  return entries
}

/**
 * The slices of a body. A chain puts its parts together in the order of their places, so a body whose places are out
 * of order, or whose ends are not its own, is kept as one slice: its bytes come back whatever the caller got wrong.
 */
function cut(body: Buffer, ends: readonly number[], places: readonly number[]): Slice[] {
  const slices: Slice[] = []
  let start = 0
  let before = 0
  for (const [index, end] of ends.entries()) {
    const place = places[index] ?? 0
    if (end < start || end > body.length || place < before) return [{ bytes: body, place: 0 }]
    slices.push({ bytes: body.subarray(start, end), place })
    start = end
    before = place
  }
  if (start < body.length) slices.push({ bytes: body.subarray(start), place: ends.length === 0 ? 0 : 2 })
  return slices
}
