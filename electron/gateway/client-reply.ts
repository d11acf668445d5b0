import type { OutgoingHttpHeaders } from 'node:http'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { GatehouseError } from '../../shared/errors.ts'
import type { ToldError } from '../dialects/dialect.ts'
import { openArrayFraming } from '../dialects/gemini/array-framing.ts'
import { errorBody, errorEvent, toldOf } from './told-error.ts'

const OPEN = Buffer.from('[')
const CLOSE = Buffer.from(']')

/** Where bytes go: a `ServerResponse`, or what stands in for one. */
export interface ReplySink {
  readonly writableEnded: boolean
  readonly destroyed: boolean
  writeHead(status: number, headers: OutgoingHttpHeaders): unknown
  write(chunk: Buffer | string): boolean
  end(chunk?: Buffer): unknown
  /** Breaks the connection. */
  destroy(): unknown
  once(event: 'drain', listener: () => void): unknown
}

/** Writes to the client, whole or as a stream, and knows what has already been said. */
export class ClientReply {
  readonly #response: ReplySink
  readonly #requestId: string
  /** What the client reads: the form of refusals and of errors in a stream. */
  dialect: DialectId
  #status = 0
  #streaming = false
  #isBytes = false
  #brokenOff = false
  /** Set where the client reads a stream as one JSON list (Google without `alt=sse`). */
  #framing: ReturnType<typeof openArrayFraming> | null = null

  constructor(response: ReplySink, requestId: string, dialect: DialectId) {
    this.#response = response
    this.#requestId = requestId
    this.dialect = dialect
  }

  /** Status that was sent; 0 before any. */
  get status(): number {
    return this.#status
  }

  get started(): boolean {
    return this.#status !== 0
  }

  /** Whether Gatehouse itself broke the connection, since a file has no other way to say that it is not whole. */
  get brokenOff(): boolean {
    return this.#brokenOff
  }

  /** Streams go out as a JSON list of their events' data. */
  streamAsList(): void {
    this.#framing = openArrayFraming()
  }

  sendWhole(status: number, headers: OutgoingHttpHeaders, body: Buffer): void {
    this.#head(status, { ...headers, 'content-length': body.length })
    this.#response.end(body)
  }

  sendJson(status: number, value: object): void {
    this.sendWhole(status, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(value)))
  }

  /** Opens a stream of events; does nothing where one is open. */
  startStream(headers: OutgoingHttpHeaders): void {
    if (this.#streaming) return
    this.#streaming = true
    const type = this.#framing === null ? 'text/event-stream; charset=utf-8' : 'application/json'
    this.#head(200, { ...headers, 'content-type': type, 'cache-control': 'no-cache' })
  }

  /** Opens a file: what is written goes out as it is. */
  startBytes(status: number, headers: OutgoingHttpHeaders): void {
    this.#isBytes = true
    this.#head(status, headers)
  }

  /** Tells a waiting client that the connection lives, in a way that every parser passes over. */
  comment(): void {
    this.startStream({})
    this.#response.write(this.#framing === null ? ': waiting for the first output\n\n' : '\n')
  }

  /** Returns false where the client reads slower than the provider writes: wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    return this.#response.write(this.#framing === null ? chunk : this.#framing.push(chunk))
  }

  onDrain(listener: () => void): void {
    this.#response.once('drain', listener)
  }

  end(): void {
    if (this.#framing === null) this.#response.end()
    else this.#response.end(this.#framing.end())
  }

  /** A refusal of Gatehouse's own. */
  refuse(error: GatehouseError, headers: OutgoingHttpHeaders = {}): void {
    this.tell(toldOf(error), headers)
  }

  /**
   * An error in the client's dialect: with its status where none was sent, else as an event that ends the stream; a file
   * is broken off.
   * `body`: the provider's own, where it is in that dialect already.
   */
  tell(told: ToldError, headers: OutgoingHttpHeaders = {}, body?: Buffer): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    if (!this.started) {
      const whole = body ?? errorBody(this.dialect, told)
      // Whoever reads a list reads one of one error, as Google sends it.
      const framed = this.#framing === null ? whole : Buffer.concat([OPEN, whole, CLOSE])
      this.sendWhole(told.status, { ...headers, 'content-type': 'application/json' }, framed)
      return
    }
    this.breakOff(told, null)
  }

  /** Ends a stream that broke, with what its encoder says of it; null: the dialect's own event of errors. */
  breakOff(told: ToldError, event: string | null): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    if (this.#isBytes) {
      this.#brokenOff = true
      this.#response.destroy()
      return
    }
    this.write(Buffer.from(event ?? errorEvent(this.dialect, told)))
    this.end()
  }

  #head(status: number, headers: OutgoingHttpHeaders): void {
    this.#status = status
    this.#response.writeHead(status, { ...headers, 'x-gatehouse-request-id': this.#requestId })
  }
}
