import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEvents, encodeEvents } from '../../../electron/store/worker/stream-codec.ts'
import { randomText, seededRandom, streamedReply } from '../make-entry.ts'

/** Events that resemble each other, as those of a stream do, with the odd stranger and empty one among them. */
const eventsArbitrary = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .string({ maxLength: 12 })
        .map((text) => `data: {"choices":[{"delta":{"content":${JSON.stringify(text)}}}]}\n\n`)
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '',
        'data: [DONE]\n\n',
        ': ping\n\n',
        'data: {"choices":[{"delta":{"content":"aaaa"}}]}\n\n'
      )
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) }
  ),
  { maxLength: 60 }
)

function join(events: readonly string[], rest: string): { body: Buffer; ends: number[] } {
  const parts = events.map((event) => Buffer.from(event))
  let end = 0
  return {
    body: Buffer.concat([...parts, Buffer.from(rest)]),
    ends: parts.map((part) => (end += part.length))
  }
}

test('gives every stream back byte for byte, with the ends of its events', () => {
  let encodedOnes = 0
  fc.assert(
    fc.property(eventsArbitrary, fc.string({ maxLength: 40 }), (events, rest) => {
      const { body, ends } = join(events, rest)
      const encoded = encodeEvents(body, ends)
      if (encoded === null) return
      encodedOnes += 1
      expect(encoded.length).toBeLessThan(body.length)
      const decoded = decodeEvents(encoded)
      expect(decoded.ends).toEqual(ends)
      expect(Buffer.from(decoded.body).equals(body)).toBe(true)
    }),
    { numRuns: 1000 }
  )
  expect(encodedOnes).toBeGreaterThan(200)
})

test('gives arbitrary bytes back, cut anywhere', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(fc.nat(400), { maxLength: 20 }),
      (bytes, cuts) => {
        const ends = cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b)
        const encoded = encodeEvents(bytes, ends)
        if (encoded === null) return
        expect(Buffer.from(decodeEvents(encoded).body).equals(Buffer.from(bytes))).toBe(true)
      }
    ),
    { numRuns: 1000 }
  )
})

test('keeps of a stream little more than the text that it carried', () => {
  const text = randomText(seededRandom(3), 4000)
  const { body, eventEnds } = streamedReply(text)
  const encoded = encodeEvents(body, eventEnds)
  expect(encoded?.length).toBeLessThan(body.length / 8)
  // In one stretch, so that it compresses away beside the same text in the request that follows.
  const words = text.trim().split(/\s+/).slice(5, 25).join(' ')
  expect(Buffer.from(encoded ?? []).toString()).toContain(words)
})

test('declines a stream of events that have nothing in common', () => {
  const random = seededRandom(11)
  const body = Buffer.from(Array.from({ length: 600 }, () => Math.floor(random() * 256)))
  expect(encodeEvents(body, [100, 200, 300, 400, 500, 600])).toBeNull()
})
