import type { IncomingHttpHeaders } from 'node:http'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import type { ToldError } from '../dialects/dialect.ts'
import type { WholeReply } from './reply-form.ts'
import type { StreamSummary } from './reply-stream.ts'

/** Why an attempt gave no answer; `body` is the provider's own error where it sent one. */
export interface AttemptFailure {
  readonly reason: FailureReason
  readonly status: number | null
  readonly code: string | null
  readonly message: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer | null
  /** How long the provider asks to wait; Google says it in the body alone. */
  readonly retryAfterMs: number | null
  /** The request never got an answer on a connection that broke: it may be sent once more. */
  readonly resend: boolean
}

export type AttemptOutcome =
  | {
      readonly kind: 'whole'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly reply: Extract<WholeReply, { kind: 'reply' }>
    }
  | {
      readonly kind: 'stream'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly stream: CommittedStream
      /** Whether it is a file, not events. */
      readonly isBytes: boolean
    }
  | { readonly kind: 'failed'; readonly failure: AttemptFailure }
  | { readonly kind: 'client-closed' }

/** Where a stream goes once it is committed. */
export interface StreamSink {
  /** Returns false to pause the provider until `resume`. */
  write(chunk: Buffer): boolean
  /** The stream came to its end, or broke: `failure` says why. */
  end(summary: StreamSummary, failure: AttemptFailure | null): void
}

/** A stream whose first output has come. */
export interface CommittedStream {
  attach(sink: StreamSink): void
  resume(): void
  /** As `ReplyStream.breakOff`. */
  breakOff(told: ToldError): string | null
}
