import type { RecordedReply } from '../store/store.ts'
import { splitEvents } from '../dialects/stream-events.ts'

/** A stream beyond this is not kept: hours of text, or a provider that does not stop. */
const RECORDED_MAX = 64 * 1024 * 1024

/** Keeps what passed of a stream for the log: references to its chunks while it runs, events and times at its end. */
export class StreamRecorder {
  #chunks: Buffer[] = []
  readonly #times: number[] = []
  #bytes = 0

  add(chunk: Buffer, timeMs: number): void {
    this.#bytes += chunk.length
    if (this.#bytes > RECORDED_MAX) {
      this.#chunks = []
      return
    }
    this.#chunks.push(chunk)
    this.#times.push(timeMs)
  }

  /** The reply as it passed; null where it was too long to be kept. */
  finish(contentType: string | null): RecordedReply | null {
    if (this.#bytes > RECORDED_MAX) return null
    const eventEnds: number[] = []
    const eventTimes: number[] = []
    let offset = 0
    this.#chunks.forEach((chunk, index) => {
      for (const event of splitEvents(chunk)) {
        offset += event.length
        eventEnds.push(offset)
        eventTimes.push(this.#times[index] ?? 0)
      }
    })
    return { body: Buffer.concat(this.#chunks, offset), contentType, eventEnds, eventTimes }
  }
}
