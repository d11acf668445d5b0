import { endOfLastEvent } from './stream-events.ts'

const NOTHING = Buffer.alloc(0)
/** An empty line may lie across two chunks: so much of its end may be in the first (CR LF CR). */
const SEAM_BYTES = 3

/**
 * Cuts bytes as they come behind their last whole event. An event of many chunks is put together once, at its end: a
 * picture may have 20 MB, and to join its chunks one by one would take a time that grows with the square of that.
 */
export class WholeEvents {
  #pending: Buffer[] = []
  #seam: Buffer = NOTHING

  /** The events that this chunk completes; null for none. */
  push(chunk: Buffer): Buffer | null {
    const end = this.#endOfEvents(chunk)
    if (end === 0) {
      this.#pending.push(chunk)
      const seam = chunk.length < SEAM_BYTES ? Buffer.concat([this.#seam, chunk]) : chunk
      this.#seam = seam.subarray(-SEAM_BYTES)
      return null
    }
    const last = end === chunk.length ? chunk : chunk.subarray(0, end)
    const events = this.#pending.length === 0 ? last : Buffer.concat([...this.#pending, last])
    const rest = chunk.subarray(end)
    this.#pending = rest.length === 0 ? [] : [rest]
    this.#seam = rest.subarray(-SEAM_BYTES)
    return events
  }

  /** What came behind the last whole event; it is given once. */
  rest(): Buffer {
    const rest = Buffer.concat(this.#pending)
    this.#pending = []
    this.#seam = NOTHING
    return rest
  }

  #endOfEvents(chunk: Buffer): number {
    const end = endOfLastEvent(chunk)
    if (end > 0 || this.#seam.length === 0) return end
    const across = endOfLastEvent(Buffer.concat([this.#seam, chunk.subarray(0, SEAM_BYTES)]))
    return Math.max(0, across - this.#seam.length)
  }
}
