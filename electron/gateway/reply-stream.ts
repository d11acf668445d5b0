import type { StreamError } from '../dialects/chat.ts'
import type { ToldError } from '../dialects/dialect.ts'

/** What a stream turned out to hold. */
export interface StreamSummary {
  /** The provider's usage object; undefined where it sent none. */
  readonly usageRaw: unknown
  readonly finishReason: string | null
  /** An error event inside the stream; null where there was none. */
  readonly error: StreamError | null
  /** Whether the stream came to its own end: a finish reason or what its dialect ends with. */
  readonly complete: boolean
  /** Whether the dialect's last event came, after which nothing can. */
  readonly done: boolean
  /** How many of the last pieces that passed held no output: the finish reason, usage and what ends the stream. */
  readonly closing: number
}

/**
 * A provider's stream on its way to the client, as it came (`PassingStream`) or in another dialect (`TranslatedStream`).
 * Until the first output (text, reasoning, a tool call) everything is held, so that a provider which fails right after
 * its preamble can still be replaced by another.
 */
export interface ReplyStream {
  /** Whether output has begun: from here on the client has bytes and no other target can take over. */
  readonly committed: boolean
  /** The data of an error event that came before any output; null where none did. */
  readonly failure: Buffer | null
  /** Whether the dialect's last event has passed; of a stream that is not read as it passes, never. */
  readonly ended: boolean
  /** Takes bytes as they come; returns what may go to the client now, null for nothing. */
  push(chunk: Buffer): Buffer | null
  /** The provider's stream is over: what was still held. */
  finish(): Buffer | null
  /** What tells a client that has the beginning of it that no more comes; null: the dialect's own event of errors. */
  breakOff(told: ToldError): string | null
  summary(): StreamSummary
}
