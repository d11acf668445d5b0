import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { GatehouseError } from '../../shared/errors.ts'
import { errorBody, type ErrorDialect } from './error-body.ts'

/** Writes to the client, whole or as a stream, and knows what has already been said. */
export class ClientReply {
  readonly #response: ServerResponse
  readonly #requestId: string
  readonly #dialect: ErrorDialect
  #status = 0
  #streaming = false

  constructor(response: ServerResponse, requestId: string, dialect: ErrorDialect) {
    this.#response = response
    this.#requestId = requestId
    this.#dialect = dialect
  }

  /** Status that was sent; 0 before any. */
  get status(): number {
    return this.#status
  }

  get started(): boolean {
    return this.#status !== 0
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
    this.#head(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      ...headers
    })
  }

  /** Tells a waiting client that the connection lives, in a way that every parser of events passes over. */
  comment(): void {
    this.startStream({})
    this.#response.write(': waiting for the first output\n\n')
  }

  /** Returns false where the client reads slower than the provider writes: wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    return this.#response.write(chunk)
  }

  onDrain(listener: () => void): void {
    this.#response.once('drain', listener)
  }

  end(): void {
    this.#response.end()
  }

  /** A refusal in the client's dialect: as a status where none was sent, else as an error event that ends the stream. */
  refuse(error: GatehouseError, headers: OutgoingHttpHeaders = {}): void {
    this.refuseWith(error.status, headers, Buffer.from(JSON.stringify(errorBody(this.#dialect, error))))
  }

  /** The same with a body at hand, such as the provider's own error. */
  refuseWith(status: number, headers: OutgoingHttpHeaders, body: Buffer): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    if (!this.started) {
      this.sendWhole(status, { 'content-type': 'application/json', ...headers }, body)
      return
    }
    const event = this.#dialect === 'anthropic' ? 'event: error\n' : ''
    this.#response.end(Buffer.concat([Buffer.from(`${event}data: `), body, Buffer.from('\n\n')]))
  }

  #head(status: number, headers: OutgoingHttpHeaders): void {
    this.#status = status
    this.#response.writeHead(status, { ...headers, 'x-gatehouse-request-id': this.#requestId })
  }
}
