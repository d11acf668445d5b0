import { packRow } from './pack-row.ts'
import { type LogBatch, NO_BODY } from './protocol.ts'
import type { LogEntry, Place, RecordedReply, SlicedBody } from './store.ts'
import type { Scalar } from './stored-row.ts'

/** Places of slices as numbers; a chain keeps them (`worker/chains.ts`). */
const PLACE_NUMBERS: Readonly<Record<Place, number>> = { before: 0, message: 1, after: 2 }

/**
 * Makes one flat message of entries (see `LogBatch`). Bodies are copied side by side into a buffer of their own, which
 * can then be transferred: a body may be a view of a pooled buffer that others still use.
 */
export function packBatch(sequence: number, entries: readonly LogEntry[]): LogBatch {
  const fields: Scalar[] = []
  const layout: number[] = []
  let bytes = 0
  for (const { request, reply } of entries) bytes += (request?.body.length ?? 0) + (reply?.body.length ?? 0)
  const bodies = Buffer.allocUnsafeSlow(bytes)
  let at = 0
  for (const { id, time, row, request, reply } of entries) {
    packRow(row, id, fields)
    fields.push(time, reply === null ? null : reply.contentType)
    if (request === null) layout.push(NO_BODY)
    else {
      layoutRequest(request, layout)
      bodies.set(request.body, at)
      at += request.body.length
    }
    if (reply === null) layout.push(NO_BODY)
    else {
      layoutReply(reply, layout)
      bodies.set(reply.body, at)
      at += reply.body.length
    }
  }
  return { sequence, rows: entries.length, fields, layout, bodies: bodies.buffer }
}

function layoutRequest({ body, ends, places }: SlicedBody, layout: number[]): void {
  layout.push(body.length, ends.length)
  for (const end of ends) layout.push(end)
  for (let index = 0; index < ends.length; index += 1) layout.push(PLACE_NUMBERS[places[index] ?? 'before'])
}

function layoutReply({ body, eventEnds, eventTimes }: RecordedReply, layout: number[]): void {
  layout.push(body.length, eventEnds.length)
  for (const end of eventEnds) layout.push(end)
  layout.push(eventTimes.length)
  for (const time of eventTimes) layout.push(time)
}
