import type { IncomingMessage } from 'node:http'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Attempt, RequestLogRow } from '../../shared/domain/request-log.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import type { AccountRuntime, ModelRuntime, Snapshot, TokenRuntime } from '../config/snapshot.ts'
import { requestIdText } from '../store/request-id.ts'
import type { RecordedReply } from '../store/store.ts'
import type { ClientReply } from './client-reply.ts'
import type { ReadBody } from './stages/read-request.ts'

/** What the stages find out for the log row; `settle` makes the row of it. */
export interface CallFacts {
  token: TokenRuntime | null
  body: ReadBody | null
  account: AccountRuntime | null
  model: ModelRuntime | null
  /** What the client's request is written in; null before it is known. */
  dialectIn: DialectId | null
  /** What the last target was spoken to in. */
  dialect: DialectId | null
  readonly attempts: Attempt[]
  error: RequestLogRow['error']
  ttftMs: number | null
  /** Arrival of each chunk of a stream after its first output, milliseconds since the request arrived. */
  readonly chunkTimes: number[]
  usageRaw: unknown
  /** How it is read, where not as that of the last target's dialect. */
  readUsage: ((raw: unknown) => Usage) | null
  reply: RecordedReply | null
  cache: string | null
  readonly notes: string[]
}

/** One request of a client, from arrival to log row. */
export class GatewayCall {
  readonly id: number
  readonly idText: string
  readonly request: IncomingMessage
  /** Where answers go; a call in the background has another one than its client's. */
  reply: ClientReply
  readonly path: string
  /** What stands behind the path, `?` included, without a key; '' for nothing. */
  readonly query: string
  /** The token, where it came in the query as Google's clients may send it. */
  readonly queryKey: string | null
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number
  readonly snapshot: Snapshot
  readonly facts: CallFacts
  readonly #started: number
  readonly #monotonic: () => number
  #hangUpListener: (() => void) | null = null
  #hungUp = false
  #detached = false
  #goneListener: (() => void) | null = null

  constructor(options: {
    id: number
    request: IncomingMessage
    reply: ClientReply
    path: string
    query: string
    queryKey: string | null
    snapshot: Snapshot
    arrivedAt: number
    monotonic: () => number
  }) {
    this.id = options.id
    this.idText = requestIdText(options.id)
    this.request = options.request
    this.reply = options.reply
    this.path = options.path
    this.query = options.query
    this.queryKey = options.queryKey
    this.snapshot = options.snapshot
    this.arrivedAt = options.arrivedAt
    this.#monotonic = options.monotonic
    this.#started = options.monotonic()
    this.facts = {
      token: null,
      body: null,
      account: null,
      model: null,
      dialectIn: null,
      dialect: null,
      attempts: [],
      error: null,
      ttftMs: null,
      chunkTimes: [],
      usageRaw: undefined,
      readUsage: null,
      reply: null,
      cache: null,
      notes: []
    }
  }

  /** Milliseconds since the request arrived, to a hundredth. */
  elapsedMs(): number {
    return Math.round((this.#monotonic() - this.#started) * 100) / 100
  }

  /** Whether the client went away before its reply was complete. */
  get hungUp(): boolean {
    return this.#hungUp
  }

  /** Sets what to end when the client hangs up; null: nothing is under way. A full AbortSignal costs 5 % a request. */
  onHangUp(listener: (() => void) | null): void {
    this.#hangUpListener = listener
    if (this.#hungUp) listener?.()
  }

  hangUp(): void {
    if (this.#detached) {
      this.#goneListener?.()
      return
    }
    this.#hungUp = true
    this.#hangUpListener?.()
  }

  /** From here on the call goes on whether its client is there or not; only `cancel` ends it. */
  detach(): void {
    this.#detached = true
  }

  /** Sets whom to tell when the client of a detached call goes away. */
  onClientGone(listener: (() => void) | null): void {
    this.#goneListener = listener
  }

  /** Ends a detached call. */
  cancel(): void {
    this.#detached = false
    this.hangUp()
  }
}
