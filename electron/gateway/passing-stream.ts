import type { StreamError } from '../dialects/chat.ts'
import type { StreamWatch, ToldError, WatchedEvent } from '../dialects/dialect.ts'
import { isShallow } from '../dialects/is-shallow.ts'
import { parseFields, recordsOf } from '../dialects/json.ts'
import { readEvent } from '../dialects/read-events.ts'
import { endOfLastEvent, splitEvents } from '../dialects/stream-events.ts'
import type { ReplyStream, StreamSummary } from './reply-stream.ts'

const USAGE_KEY = Buffer.from('"usage"')
const DATA = Buffer.from('data:')
const COLON = 0x3a
const NOTHING = Buffer.alloc(0)
/** An empty line may lie across two chunks: so much of its end may be in the first (CR LF CR). */
const SEAM_BYTES = 3
/** A preamble longer than this is passed on: no provider sends so much before the first word. */
const HELD_MAX = 64 * 1024
/** Chunks kept for the summary: finish reason, usage and what ends the stream may come in one each. */
const TAIL_CHUNKS = 4
const DONE: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: true }

/** What ends a stream whose first bytes were these, and which broke. */
export type BreakOff = (begun: Buffer, told: ToldError) => string

/**
 * A stream that passes in its own dialect, watched but not built anew: whole events go on as they come. What each says
 * is read until the first output, and at the end for the summary; in between nothing is. The usage chunk that Gatehouse
 * itself asked for is taken out (OpenAI chat).
 */
export class PassingStream implements ReplyStream {
  readonly ended = false
  readonly #watch: StreamWatch
  readonly #removeUsage: boolean
  readonly #breakOff: BreakOff | null
  /** What the client got first, where it is needed to tell it how the stream ended. */
  #begun: Buffer = NOTHING
  #held: Buffer[] = []
  #heldBytes = 0
  /** Chunks of an event whose end has not come, and the last bytes of them. */
  #pending: Buffer[] = []
  #seam: Buffer = NOTHING
  #tail: Buffer[] = []
  /** Those of the tail of which nothing passed. */
  readonly #removed = new Set<Buffer>()
  #committed = false
  #failure: Buffer | null = null
  /** Usage told before the first output (Anthropic's input tokens). */
  #earlyUsage: unknown

  constructor(watch: StreamWatch, options: { removeUsage: boolean; breakOff?: BreakOff | null }) {
    this.#watch = watch
    this.#removeUsage = options.removeUsage
    this.#breakOff = options.breakOff ?? null
  }

  get committed(): boolean {
    return this.#committed
  }

  get failure(): Buffer | null {
    return this.#failure
  }

  push(chunk: Buffer): Buffer | null {
    const events = this.#wholeEvents(chunk)
    if (events === null) return null
    this.#keep(events)
    if (!this.#committed && !this.#beginsOutput(events)) return null
    const passed = this.#removeUsage ? withoutUsage(events) : events
    if (passed.length === 0) this.#removed.add(events)
    if (this.#held.length === 0) return passed.length === 0 ? null : passed
    const all = Buffer.concat([...this.#held, passed])
    this.#held = []
    return all.length === 0 ? null : all
  }

  finish(): Buffer | null {
    const rest = closed(Buffer.concat(this.#pending))
    this.#pending = []
    if (rest.length > 0) {
      this.#keep(rest)
      // An event that was cut in the middle is no first output.
      if (!this.#committed && this.#read(rest) !== null) this.#beginsOutput(rest)
    }
    if (!this.#committed) return null
    const all = Buffer.concat([...this.#held, this.#removeUsage ? withoutUsage(rest) : rest])
    this.#held = []
    return all.length === 0 ? null : all
  }

  breakOff(told: ToldError): string | null {
    return this.#breakOff?.(this.#begun, told) ?? null
  }

  summary(): StreamSummary {
    let usageRaw: unknown
    let finishReason: string | null = null
    let error: StreamError | null = null
    let done = false
    const events = splitEvents(Buffer.concat(this.#tail))
    for (let at = events.length - 1; at >= 0; at--) {
      const event = this.#read(events[at] ?? NOTHING)
      if (event === null) continue
      done ||= event.done
      usageRaw ??= readable(event.usage)
      finishReason ??= event.finish
      error ??= event.error
      if (usageRaw !== undefined && finishReason !== null) break
    }
    return {
      usageRaw:
        this.#earlyUsage === undefined || usageRaw === undefined
          ? (usageRaw ?? this.#earlyUsage)
          : this.#watch.mergeUsage(this.#earlyUsage, usageRaw),
      finishReason,
      error,
      complete: done || finishReason !== null,
      done,
      closing: this.#closing()
    }
  }

  #closing(): number {
    let count = 0
    for (const events of this.#tail.toReversed()) {
      if (splitEvents(events).some((event) => this.#read(event)?.output === true)) break
      if (!this.#removed.has(events)) count++
    }
    return count
  }

  #read(event: Buffer): WatchedEvent | null {
    const read = readEvent(event)
    if (read === null) return null
    return read.data.trim() === '[DONE]' ? DONE : this.#watch.read(read)
  }

  /** The events that this chunk completes; null for none. An event of many chunks is put together once, at its end. */
  #wholeEvents(chunk: Buffer): Buffer | null {
    const end = this.#endOfEvents(chunk)
    if (end === 0) {
      this.#pending.push(chunk)
      this.#seam = chunk.length < SEAM_BYTES ? Buffer.concat([this.#seam, chunk]) : chunk
      this.#seam = this.#seam.subarray(-SEAM_BYTES)
      return null
    }
    const last = end === chunk.length ? chunk : chunk.subarray(0, end)
    const events = this.#pending.length === 0 ? last : Buffer.concat([...this.#pending, last])
    this.#pending = []
    this.#seam = NOTHING
    if (end < chunk.length) {
      this.#pending.push(chunk.subarray(end))
      this.#seam = chunk.subarray(end).subarray(-SEAM_BYTES)
    }
    return events
  }

  #endOfEvents(chunk: Buffer): number {
    const end = endOfLastEvent(chunk)
    if (end > 0 || this.#seam.length === 0) return end
    const across = endOfLastEvent(Buffer.concat([this.#seam, chunk.subarray(0, SEAM_BYTES)]))
    return Math.max(0, across - this.#seam.length)
  }

  /** Comments alone (pings) say nothing of the end, and there may be many of them. */
  #keep(events: Buffer): void {
    if (events[0] === COLON && !events.includes(DATA)) return
    this.#tail.push(events)
    const left = this.#tail.length > TAIL_CHUNKS ? this.#tail.shift() : undefined
    if (left !== undefined) this.#removed.delete(left)
  }

  #beginsOutput(events: Buffer): boolean {
    for (const event of splitEvents(events)) {
      const text = readEvent(event)
      if (text === null) continue
      const read = text.data.trim() === '[DONE]' ? DONE : this.#watch.read(text)
      if (read !== null && read.error !== null) {
        this.#failure = Buffer.from(text.data)
        return false
      }
      this.#earlyUsage ??= readable(read?.usage)
      // What can't be read is not for Gatehouse to hold back.
      if (read === null || read.done || read.output || read.finish !== null) {
        this.#committed = true
        if (this.#breakOff !== null) this.#begun = Buffer.concat([...this.#held, events])
        return true
      }
    }
    this.#held.push(this.#removeUsage ? withoutUsage(events) : events)
    this.#heldBytes += events.length
    this.#committed = this.#heldBytes > HELD_MAX
    if (!this.#committed) return false
    // Too long for a preamble: what is held now includes these events, so they must not be added again.
    if (this.#breakOff !== null) this.#begun = Buffer.concat(this.#held)
    this.#held.pop()
    return true
  }
}

/** The last event with the empty line that it lacks; nothing of one whose data was cut: no client could read it. */
function closed(rest: Buffer): Buffer {
  if (rest.length === 0) return rest
  const data = readEvent(rest)?.data.trim() ?? ''
  if (data.startsWith('{') && parseFields(data) === undefined) return NOTHING
  return Buffer.concat([rest, Buffer.from('\n\n')])
}

/** Usage that can be kept; undefined for none. */
function readable(usage: unknown): unknown {
  return usage !== null && isShallow(usage) ? usage : undefined
}

/**
 * Takes out events that carry usage and no choice: the extra chunk that `include_usage` brings. Some servers leave
 * `choices` out of it.
 */
function withoutUsage(events: Buffer): Buffer {
  if (!mentionsUsage(events)) return events
  const kept = splitEvents(events).filter((event) => {
    if (!mentionsUsage(event)) return true
    const chunk = parseFields(readEvent(event)?.data ?? '')
    return !(chunk?.['usage'] && recordsOf(chunk['choices']).length === 0)
  })
  return Buffer.concat(kept)
}

/** Whether there is a `"usage"` whose value is not null: OpenAI writes `"usage":null` into every other chunk. */
function mentionsUsage(bytes: Buffer): boolean {
  let at = bytes.indexOf(USAGE_KEY)
  while (at >= 0) {
    let next = at + USAGE_KEY.length
    while (bytes[next] === 0x20 || bytes[next] === 0x3a) next++
    if (bytes[next] === 0x7b) return true
    at = bytes.indexOf(USAGE_KEY, next)
  }
  return false
}
