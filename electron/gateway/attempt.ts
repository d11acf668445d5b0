import type { IncomingHttpHeaders } from 'node:http'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import type { ToldError } from '../dialects/dialect.ts'
import { readFailure } from '../providers/read-failure.ts'
import { nameNetworkFailure } from '../upstream/name-network-failure.ts'
import type { Exchange, UpstreamListener } from '../upstream/upstream.ts'
import type { AttemptFailure, AttemptOutcome, CommittedStream, StreamSink } from './attempt-outcome.ts'
import { isEventStream } from './collecting-form.ts'
import type { ReplyForm, WholeReply } from './reply-form.ts'
import type { ReplyStream } from './reply-stream.ts'
import { statusOfStreamError } from './stream-failure.ts'
import { withoutSecrets } from './without-secrets.ts'

const NO_HEADERS: IncomingHttpHeaders = {}
/** What a reply that is not a stream may hold: a bound on memory, also against one that unpacks into very much. */
const REPLY_MAX = 100 * 1024 * 1024
/** How long a provider may take to close a stream behind its last event. */
const HELD_OPEN_MS = 1000

/**
 * One attempt at one target, fed by the upstream connection. Its outcome is known when a whole reply is in, when a
 * stream has its first output, or when it failed; a committed stream then flows to a sink, chunk by chunk, without a
 * promise for each.
 */
export class AttemptExchange implements UpstreamListener, CommittedStream {
  readonly outcome: Promise<AttemptOutcome>
  readonly #origin: string
  readonly #form: ReplyForm
  /** What was sent to sign in: providers quote it in their errors. */
  readonly #secrets: () => readonly string[]
  /** null for a reply that is not a stream. */
  #stream: ReplyStream | null = null
  /** Whether the stream is a file. */
  #isBytes = false
  #settle: (outcome: AttemptOutcome) => void = () => undefined
  #settled = false
  #exchange: Exchange | null = null
  #clientClosed = false
  #status = 0
  #headers: IncomingHttpHeaders = NO_HEADERS
  #parts: Buffer[] = []
  #length = 0
  #sink: StreamSink | null = null
  #waiting: Buffer[] = []
  #lastEvent: NodeJS.Timeout | null = null
  #isOver = false
  #end: { readonly failure: AttemptFailure | null } | null = null

  constructor(origin: string, options: { form: ReplyForm; secrets: () => readonly string[] }) {
    this.#origin = origin
    this.#form = options.form
    this.#secrets = options.secrets
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Status of the provider; null where none came. */
  get status(): number | null {
    return this.#status === 0 ? null : this.#status
  }

  start(exchange: Exchange): void {
    this.#exchange = exchange
    if (this.#clientClosed) exchange.abort()
  }

  /** The client hung up: the provider is told at once. */
  abort(): void {
    this.#clientClosed = true
    if (this.#lastEvent !== null) clearTimeout(this.#lastEvent)
    this.#resolve({ kind: 'client-closed' })
    this.#exchange?.abort()
  }

  resume(): void {
    this.#exchange?.resume()
  }

  breakOff(told: ToldError): string | null {
    try {
      return this.#stream?.breakOff(told) ?? null
    } catch {
      // What broke the stream may be what the codec can't go on from.
      return null
    }
  }

  attach(sink: StreamSink): void {
    this.#sink = sink
    // Written whatever the client's pace: it is the preamble and the first output, no more.
    for (const chunk of this.#waiting) sink.write(chunk)
    this.#waiting = []
    if (this.#end !== null) this.#tellEnd(sink, this.#end.failure)
  }

  onStart(status: number, headers: IncomingHttpHeaders): void {
    this.#status = status
    this.#headers = headers
    if (status >= 300) return
    if (isStream(headers['content-type'], this.#form.streamType)) {
      if (this.#form.collectsStreams !== true) this.#stream = this.#form.openStream()
    } else {
      this.#stream = this.#form.openBytes?.(headers['content-type'] ?? '') ?? null
      this.#isBytes = this.#stream !== null
    }
  }

  onData(chunk: Buffer): boolean {
    const stream = this.#stream
    if (stream === null) return this.#addPart(chunk)
    let passed: Buffer | null
    try {
      passed = stream.push(chunk)
    } catch (error) {
      this.#unreadable(error)
      return true
    }
    if (stream.failure !== null) {
      this.#fail(this.#readFailure(statusOfStreamError(stream.failure), stream.failure))
      this.#exchange?.abort()
      return true
    }
    if (stream.ended) this.#lastEvent ??= setTimeout(() => this.#endEarly(), HELD_OPEN_MS)
    return passed === null ? true : this.#deliver(passed)
  }

  /** Some servers hold the connection open behind their last event, which the client's dialect may not have. */
  #endEarly(): void {
    this.onEnd()
    this.#exchange?.abort()
  }

  onEnd(): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#lastEvent !== null) clearTimeout(this.#lastEvent)
    const stream = this.#stream
    if (stream === null) {
      this.#endWhole()
      return
    }
    let rest: Buffer | null
    try {
      rest = stream.finish()
    } catch (error) {
      this.#unreadable(error)
      return
    }
    if (stream.failure !== null) {
      this.#fail(this.#readFailure(statusOfStreamError(stream.failure), stream.failure))
      return
    }
    if (!stream.committed) {
      const message = `The provider at ${this.#origin} ended its stream before any output.`
      this.#fail({ reason: 'network', code: 'empty_stream', message })
      return
    }
    if (rest !== null) this.#deliver(rest)
    const { complete, error } = stream.summary()
    const broken = `The provider at ${this.#origin} ended its stream in the middle of the reply.`
    this.#finish(
      complete || error !== null
        ? null
        : this.#failure({ reason: 'network', code: 'cut_stream', message: broken })
    )
  }

  onError(error: Error): void {
    if (this.#isOver) return
    const named = nameNetworkFailure(error, this.#origin)
    if (this.#stream?.committed === true) {
      // Some servers close the connection hard behind `[DONE]`: the reply was whole.
      if (this.#stream.summary().done) this.onEnd()
      else this.#finish(this.#failure({ ...named, resend: false }))
      return
    }
    // Only a connection that broke before any byte of a reply may have been an idle one that was just closed.
    this.#fail({ ...named, resend: named.resend && this.#status === 0 })
  }

  /** What a provider sends may be odder than any codec knows: that ends this reply, never the program. */
  #unreadable(error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error)
    const message = `The reply of the provider at ${this.#origin} can't be read: ${cause.slice(0, 200)}`
    const parts: FailureParts = { reason: 'unknown', code: 'invalid_reply', message }
    if (this.#stream?.committed === true) this.#finish(this.#failure(parts))
    else this.#fail(parts)
    this.#exchange?.abort()
  }

  #addPart(chunk: Buffer): boolean {
    this.#length += chunk.length
    if (this.#length <= REPLY_MAX) this.#parts.push(chunk)
    else if (!this.#settled) {
      this.#parts = []
      const message = `The provider at ${this.#origin} sent a reply of more than ${REPLY_MAX / 1024 / 1024} MB that is not a stream.`
      this.#fail({ reason: 'unknown', code: 'reply_too_large', message })
      this.#exchange?.abort()
    }
    return true
  }

  #endWhole(): void {
    const body =
      this.#parts.length === 1 && this.#parts[0] !== undefined ? this.#parts[0] : Buffer.concat(this.#parts)
    if (this.#status >= 300 && this.#status < 400) {
      const where = this.#headers.location ?? 'elsewhere'
      const message = `The provider at ${this.#origin} redirects to ${where.slice(0, 200)}. Redirects are not followed: correct the account's base URL.`
      this.#fail({ reason: 'bad-request', code: 'redirected', message })
      return
    }
    if (this.#status >= 400) {
      this.#fail(this.#readFailure(this.#status, body))
      return
    }
    let reply: WholeReply
    try {
      reply = this.#form.readWhole(body, this.#headers['content-type'])
    } catch (error) {
      this.#unreadable(error)
      return
    }
    if (reply.kind === 'error') this.#fail(this.#readFailure(reply.status, reply.data ?? body))
    else if (reply.kind === 'not-a-reply') {
      const message = `The provider at ${this.#origin} answered with ${reply.message}`
      this.#fail({ reason: 'unknown', code: 'invalid_reply', message })
    } else this.#resolve({ kind: 'whole', status: this.#status, headers: this.#headers, reply })
  }

  #deliver(chunk: Buffer): boolean {
    if (this.#sink !== null) return this.#sink.write(chunk)
    this.#waiting.push(chunk)
    const [status, headers, isBytes] = [this.#status, this.#headers, this.#isBytes]
    this.#resolve({ kind: 'stream', status, headers, stream: this, isBytes })
    return true
  }

  #finish(failure: AttemptFailure | null): void {
    if (this.#end !== null) return
    this.#end = { failure }
    if (this.#sink !== null) this.#tellEnd(this.#sink, failure)
  }

  #tellEnd(sink: StreamSink, failure: AttemptFailure | null): void {
    if (this.#stream === null) return
    const summary = this.#stream.summary()
    const { error } = summary
    sink.end(error === null ? summary : { ...summary, error: this.#withoutSecrets(error) }, failure)
  }

  #withoutSecrets<Told extends { readonly message: string }>(told: Told): Told {
    return { ...told, message: withoutSecrets(Buffer.from(told.message), this.#secrets()).toString() }
  }

  #readFailure(status: number, body: Buffer): FailureParts {
    const safe = withoutSecrets(body, this.#secrets())
    return { ...readFailure(status, safe, this.#headers), status, body: safe }
  }

  #failure(parts: FailureParts): AttemptFailure {
    const { reason, code, message, status = this.status, body = null, resend = false } = parts
    const { retryAfterMs = null } = parts
    const headers = this.#headers
    return this.#withoutSecrets({ reason, code, message, status, body, resend, retryAfterMs, headers })
  }

  #fail(parts: FailureParts): void {
    this.#resolve({ kind: 'failed', failure: this.#failure(parts) })
  }

  #resolve(outcome: AttemptOutcome): void {
    if (this.#settled) return
    this.#settled = true
    this.#settle(outcome)
  }
}

interface FailureParts {
  readonly reason: FailureReason
  readonly code: string | null
  readonly message: string
  /** Left out: the status that came. */
  readonly status?: number
  readonly body?: Buffer
  readonly resend?: boolean
  readonly retryAfterMs?: number | null
}

function isStream(contentType: string | undefined, type: string | undefined): boolean {
  if (type === undefined) return isEventStream(contentType)
  return contentType?.toLowerCase().startsWith(type) === true
}
