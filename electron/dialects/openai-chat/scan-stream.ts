import { isShallow } from '../is-shallow.ts'
import { errorOf, finishReasonOf, hasOutput, parseChunk, records, type ChunkError } from './read-chunk.ts'
import { endOfLastEvent, eventData, splitEvents } from '../stream-events.ts'

/** What a stream turned out to hold, read from its last events. */
export interface StreamSummary {
  /** The provider's usage object; undefined where it sent none. */
  readonly usageRaw: unknown
  readonly finishReason: string | null
  /** An error event inside the stream; null where there was none. */
  readonly error: ChunkError | null
  /** Whether the stream came to its own end: a finish reason or `[DONE]`. */
  readonly complete: boolean
  /** Whether `[DONE]` came, after which nothing can. */
  readonly done: boolean
  /** How many of the last pieces that passed held no output: the finish reason, usage and `[DONE]`. */
  readonly closing: number
}

const USAGE_KEY = Buffer.from('"usage"')
const DATA = Buffer.from('data:')
const COLON = 0x3a
const NOTHING = Buffer.alloc(0)
/** An empty line may lie across two chunks: so much of its end may be in the first (CR LF CR). */
const SEAM_BYTES = 3
/** A preamble longer than this is passed on: no provider sends so much before the first word. */
const HELD_MAX = 64 * 1024
/** Chunks kept for the summary: finish reason, usage and `[DONE]` may come in one each. */
const TAIL_CHUNKS = 4

/**
 * Watches a stream of chat completion chunks as it passes, without building it anew. Until the first output (text,
 * reasoning, a tool call) everything is held, so that a provider which fails right after its role chunk can still be
 * replaced by another. Afterwards whole events pass on as they come; the usage chunk that Gatehouse itself asked for
 * is taken out.
 */
export class StreamScan {
  readonly #removeUsage: boolean
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

  constructor(options: { removeUsage: boolean }) {
    this.#removeUsage = options.removeUsage
  }

  /** Whether output has begun: from here on the client has bytes and no other target can take over. */
  get committed(): boolean {
    return this.#committed
  }

  /** The data of an error event that came before any output; null where none did. */
  get failure(): Buffer | null {
    return this.#failure
  }

  /** Takes bytes as they come; returns what may go to the client now, null for nothing. */
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

  /** The stream is over: what was still held or not ended by an empty line. */
  finish(): Buffer | null {
    const rest = Buffer.concat(this.#pending)
    this.#pending = []
    if (rest.length > 0) {
      this.#keep(rest)
      // An event that was cut in the middle is no first output.
      if (!this.#committed && isReadable(rest)) this.#beginsOutput(rest)
    }
    if (!this.#committed) return null
    const all = Buffer.concat([...this.#held, this.#removeUsage ? withoutUsage(rest) : rest])
    this.#held = []
    return all.length === 0 ? null : all
  }

  summary(): StreamSummary {
    let usageRaw: unknown
    let finishReason: string | null = null
    let error: ChunkError | null = null
    let done = false
    const events = splitEvents(Buffer.concat(this.#tail))
    for (let at = events.length - 1; at >= 0; at--) {
      const data = eventData(events[at] ?? Buffer.alloc(0))
      if (data === null) continue
      if (data === '[DONE]') {
        done = true
        continue
      }
      const chunk = parseChunk(data)
      if (chunk === null) continue
      usageRaw ??= readable(chunk.usage ?? chunk.x_groq?.usage)
      finishReason ??= finishReasonOf(chunk)
      error ??= errorOf(chunk)
      if (usageRaw !== undefined && finishReason !== null) break
    }
    return {
      usageRaw,
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
      if (splitEvents(events).some(isOutput)) break
      if (!this.#removed.has(events)) count++
    }
    return count
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
      const data = eventData(event)
      if (data === null) continue
      const chunk = data === '[DONE]' ? null : parseChunk(data)
      if (chunk !== null && errorOf(chunk) !== null) {
        this.#failure = Buffer.from(data)
        return false
      }
      if (data === '[DONE]' || chunk === null || hasOutput(chunk) || finishReasonOf(chunk) !== null) {
        this.#committed = true
        return true
      }
    }
    this.#held.push(this.#removeUsage ? withoutUsage(events) : events)
    this.#heldBytes += events.length
    this.#committed = this.#heldBytes > HELD_MAX
    if (!this.#committed) return false
    // Too long for a preamble: what is held now includes these events, so they must not be added again.
    this.#held.pop()
    return true
  }
}

function isOutput(event: Buffer): boolean {
  const data = eventData(event)
  const chunk = data === null || data === '[DONE]' ? null : parseChunk(data)
  return chunk !== null && hasOutput(chunk)
}

/** Usage that can be kept; undefined for none. */
function readable(usage: unknown): unknown {
  return usage !== null && isShallow(usage) ? usage : undefined
}

/** Whether the last bytes of a stream are an event that only lacks its empty line. */
function isReadable(rest: Buffer): boolean {
  const data = eventData(rest)
  return data !== null && (data === '[DONE]' || parseChunk(data) !== null)
}

/**
 * Takes out events that carry usage and no choice: the extra chunk that `include_usage` brings. Some servers leave
 * `choices` out of it.
 */
function withoutUsage(events: Buffer): Buffer {
  if (!mentionsUsage(events)) return events
  const kept = splitEvents(events).filter((event) => {
    if (!mentionsUsage(event)) return true
    const data = eventData(event)
    const chunk = data === null ? null : parseChunk(data)
    return !(chunk?.usage && records(chunk.choices).length === 0)
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
