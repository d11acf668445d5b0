import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeReply, encodeReply } from '../../../electron/store/worker/reply-codec.ts'
import { streamedReply, wholeReply } from '../make-entry.ts'

test('gives a whole reply back with its content type', () => {
  const reply = wholeReply('Grüße')
  const decoded = decodeReply(encodeReply(reply))
  expect(decoded.contentType).toBe('application/json')
  expect(Buffer.from(decoded.body).equals(Buffer.from(reply.body))).toBe(true)
  expect(decoded.eventEnds).toEqual([])
})

test('tells a missing content type from an empty one', () => {
  const bare = { body: Buffer.from('x'), eventEnds: [], eventTimes: [] }
  expect(decodeReply(encodeReply({ ...bare, contentType: null })).contentType).toBeNull()
  expect(decodeReply(encodeReply({ ...bare, contentType: '' })).contentType).toBe('')
})

test('keeps the arrival of each event to a tenth of a millisecond', () => {
  const reply = streamedReply('one two three four')
  expect(decodeReply(encodeReply(reply)).eventTimes).toEqual(reply.eventTimes)
  const odd = { ...reply, eventTimes: reply.eventEnds.map((_, index) => 1.26 + index / 3) }
  const decoded = decodeReply(encodeReply(odd)).eventTimes
  expect(decoded).toHaveLength(odd.eventTimes.length)
  for (const [index, time] of decoded.entries()) {
    expect(Math.abs(time - (odd.eventTimes[index] ?? 0))).toBeLessThanOrEqual(0.05 + 1e-9)
  }
})

test('gives a reply back whatever its events are said to be, also wrongly', () => {
  fc.assert(
    fc.property(
      fc.record({
        body: fc.uint8Array({ maxLength: 300 }),
        contentType: fc.option(fc.string({ unit: 'grapheme', maxLength: 30 })),
        eventEnds: fc.array(fc.nat(400), { maxLength: 20 }),
        eventTimes: fc.array(
          fc.integer({ min: 0, max: 6_000_000 }).map((ticks) => ticks / 10),
          { maxLength: 20 }
        )
      }),
      (reply) => {
        const decoded = decodeReply(encodeReply(reply))
        expect(Buffer.from(decoded.body).equals(Buffer.from(reply.body))).toBe(true)
        expect({ ...decoded, body: null }).toEqual({ ...reply, body: null })
      }
    ),
    { numRuns: 1000 }
  )
})
