import type { ChatReply } from '../../../electron/dialects/chat.ts'
import { isObject } from './walk-json.ts'

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Lengths of the pieces that a stream of this many bytes is cut into, at random. */
export function randomCuts(length: number, random: () => number): readonly number[] {
  const cuts: number[] = []
  for (let rest = length; rest > 0;) {
    const piece = 1 + Math.floor(random() ** 3 * 700)
    cuts.push(piece)
    rest -= piece
  }
  return cuts
}

/** The same stream with Windows' line ends. */
export function withCrlf(raw: string): string {
  return raw.replace(/\r\n/g, '\n').replace(/\n/g, '\r\n')
}

/** The same stream with comments between its events and within them, as OpenRouter and proxies send them. */
export function withComments(raw: string): string {
  return `: PROCESSING\n\n${raw
    .replace(/\r\n/g, '\n')
    .replace(/\n\n/g, '\n\n: keep-alive\n\n')
    .replace(/^data:/gm, ': before\ndata:')}`
}

/**
 * A reply as it can be compared with another way of the same: what is undefined is as good as absent, and so is an
 * answer that has nothing in it and did not end (a response in the background, which is only queued).
 */
export function comparable(reply: ChatReply): unknown {
  const choices = reply.choices.filter(({ parts, finish }) => parts.length > 0 || finish !== undefined)
  return bare({ ...reply, choices })
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, bare(inner)])
  )
}
