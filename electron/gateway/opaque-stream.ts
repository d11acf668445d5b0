import type { ReplyStream, StreamSummary } from './reply-stream.ts'

const NOTHING = Buffer.alloc(0)
const WHOLE: StreamSummary = {
  usageRaw: undefined,
  finishReason: null,
  error: null,
  complete: true,
  done: false,
  closing: 0
}

/** A file on its way to the client, such as spoken sound: its bytes go on as they come, and say nothing to Gatehouse. */
export class OpaqueStream implements ReplyStream {
  readonly failure = null
  readonly ended = false
  #committed = false

  get committed(): boolean {
    return this.#committed
  }

  push(chunk: Buffer): Buffer {
    this.#committed = true
    return chunk
  }

  /** An empty file is a file: only a connection that breaks is a failure. */
  finish(): Buffer | null {
    if (this.#committed) return null
    this.#committed = true
    return NOTHING
  }

  breakOff(): null {
    return null
  }

  summary(): StreamSummary {
    return WHOLE
  }
}
