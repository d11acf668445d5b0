import type { RecordedReply } from '../store/store.ts'
import { splitEvents } from '../dialects/openai-chat/stream-events.ts'

/** Keeps what passed of a stream for the log: references to its chunks while it runs, events and times at its end. */
export class StreamRecorder {
  readonly #chunks: Buffer[] = []
  readonly #times: number[] = []

  add(chunk: Buffer, timeMs: number): void {
    this.#chunks.push(chunk)
    this.#times.push(timeMs)
  }

  finish(contentType: string | null): RecordedReply {
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
