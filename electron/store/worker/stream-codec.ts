import { VARINT_MAX_BYTES, VarintReader, writeVarint } from './varint.ts'

/**
 * The events of a stream repeat each other but for a few letters, so each is kept as what differs from the one before:
 * how many bytes it shares at its front and at its end, and the bytes between. Those middles, laid side by side, are
 * nearly the assembled reply; next to the same text in the following request they compress away. Both lengths are
 * counted on the real bytes, so putting front, middle and end together gives the event back byte for byte.
 */

/** A shared part grows only by at least this much, and only when so many events in a row would allow it. */
const LEAST_GROWTH = 4
const GROWTH_EVENTS = 3

/**
 * Encodes `body`, whose events end at `ends` (rising, at most the body's length; bytes after the last one are kept
 * too). Returns null where the result would not be shorter than the body.
 */
export function encodeEvents(body: Uint8Array, ends: readonly number[]): Uint8Array | null {
  const fronts: number[] = []
  const tails: number[] = []
  const middles: number[] = []
  const out = new Uint8Array(body.length + VARINT_MAX_BYTES)
  let table = writeVarint(out, 0, ends.length)
  // Gathered apart: they follow the table, whose length is not known before the last event.
  const text = new Uint8Array(body.length)
  let textEnd = 0
  let previous = 0
  let start = 0
  const settledFront = new SharedLength()
  const settledTail = new SharedLength()
  for (const end of ends) {
    const most = Math.min(start - previous, end - start)
    const front = settledFront.settle(sharedFront(body, previous, start, most))
    const tail = settledTail.settle(sharedTail(body, start, end, most - front))
    fronts.push(front)
    tails.push(tail)
    const middle = end - start - front - tail
    middles.push(middle)
    text.set(body.subarray(start + front, end - tail), textEnd)
    textEnd += middle
    previous = start
    start = end
  }
  // Column by column: each holds nearly the same number over and over, which compresses to nothing.
  for (const column of [fronts, tails, middles]) {
    for (const value of column) {
      if (table >= body.length) return null
      table = writeVarint(out, table, value)
    }
  }
  const rest = body.subarray(start)
  const length = table + textEnd + rest.length
  if (length >= body.length) return null
  out.set(text.subarray(0, textEnd), table)
  out.set(rest, table + textEnd)
  return out.subarray(0, length)
}

/** The body and the ends of its events, as they were given to `encodeEvents`. */
export function decodeEvents(encoded: Uint8Array): { body: Uint8Array; ends: number[] } {
  const reader = new VarintReader(encoded)
  const count = reader.next()
  const fronts = reader.list(count)
  const tails = reader.list(count)
  const middles = reader.list(count)
  let length = 0
  const ends = fronts.map((front, index) => (length += front + (tails[index] ?? 0) + (middles[index] ?? 0)))
  let from = reader.at
  const rest = encoded.length - from - middles.reduce((sum, middle) => sum + middle, 0)
  const body = new Uint8Array(length + rest)
  let previous = 0
  let start = 0
  for (const [index, end] of ends.entries()) {
    const front = fronts[index] ?? 0
    const tail = tails[index] ?? 0
    const middle = middles[index] ?? 0
    body.copyWithin(start, previous, previous + front)
    body.set(encoded.subarray(from, from + middle), start + front)
    body.copyWithin(end - tail, start - tail, start)
    from += middle
    previous = start
    start = end
  }
  body.set(encoded.subarray(from), start)
  return { body, ends }
}

/**
 * How many bytes are taken as shared. Not simply all that are: " that" after " the" shares three letters by chance, and
 * taking them would tear the text apart. So the length stays where it is while the events allow it, shrinks at once
 * where one does not, and grows when several show that another kind of event has begun.
 */
class SharedLength {
  #length = 0
  #least = Infinity
  #seen = 0

  /** The length to take of an event that shares `shared` bytes: at most that. */
  settle(shared: number): number {
    if (shared < this.#length + LEAST_GROWTH) {
      this.#length = Math.min(this.#length, shared)
      this.#least = Infinity
      this.#seen = 0
      return this.#length
    }
    this.#least = Math.min(this.#least, shared)
    this.#seen += 1
    if (this.#seen >= GROWTH_EVENTS) {
      this.#length = this.#least
      this.#least = Infinity
      this.#seen = 0
    }
    return this.#length
  }
}

function sharedFront(body: Uint8Array, previous: number, start: number, most: number): number {
  let length = 0
  while (length < most && body[previous + length] === body[start + length]) length += 1
  return length
}

/** Bytes that the event before (it ends at `start`) and the one that ends at `end` share at their ends. */
function sharedTail(body: Uint8Array, start: number, end: number, most: number): number {
  let length = 0
  while (length < most && body[start - 1 - length] === body[end - 1 - length]) length += 1
  return length
}
