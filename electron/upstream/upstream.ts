import type { IncomingHttpHeaders } from 'node:http'
import Pool from 'undici/lib/dispatcher/pool.js'
import { decodeContent, type ContentDecoder } from './decode-content.ts'
import { guardedLookup } from './guarded-lookup.ts'

/** A request to a provider, ready to be sent. */
export interface UpstreamRequest {
  readonly origin: string
  readonly path: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  readonly allowLinkLocal: boolean
}

/** Told of a reply as it comes. Exactly one of `onEnd` and `onError` ends it. */
export interface UpstreamListener {
  onStart(status: number, headers: IncomingHttpHeaders): void
  /** Returns false to pause until `resume()`. */
  onData(chunk: Buffer): boolean
  onEnd(): void
  onError(error: Error): void
}

/** A request under way. */
export interface Exchange {
  /** Ends it: the connection is closed, so the provider stops working on it. `onError` follows. */
  abort(): void
  resume(): void
}

export interface Upstream {
  send(request: UpstreamRequest, listener: UpstreamListener): Exchange
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
/** Reasoning models think for minutes before the first byte of a reply that is not streamed. */
const REPLY_TIMEOUT_MS = 15 * 60_000
const CONNECTIONS = 256

/**
 * All HTTP towards providers: one pool of connections an origin. Redirects are never followed: a provider that
 * redirects is a wrong base URL, and following would carry the key to another host.
 */
export function createUpstream(): Upstream {
  const pools = new Map<string, InstanceType<typeof Pool>>()
  const poolOf = (origin: string, allowLinkLocal: boolean): InstanceType<typeof Pool> => {
    const key = allowLinkLocal ? `${origin} link-local` : origin
    let pool = pools.get(key)
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: CONNECTIONS,
        pipelining: 1,
        keepAliveTimeout: 30_000,
        headersTimeout: REPLY_TIMEOUT_MS,
        bodyTimeout: REPLY_TIMEOUT_MS,
        connect: { timeout: CONNECT_TIMEOUT_MS, ...(allowLinkLocal ? {} : { lookup: guardedLookup }) }
      })
      pools.set(key, pool)
    }
    return pool
  }
  return {
    send(request, listener) {
      const handler = new ExchangeHandler(listener)
      const options = {
        path: request.path,
        method: request.method,
        headers: request.headers,
        body: request.body
      }
      poolOf(request.origin, request.allowLinkLocal).dispatch(options, handler)
      return handler
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    }
  }
}

/** What undici lends a handler to steer the request with. */
interface Controller {
  abort(reason: Error): void
  pause(): void
  resume(): void
}

/** Thrown into an exchange that Gatehouse itself ended. */
export class AbortedExchange extends Error {
  constructor() {
    super('the request was ended by Gatehouse')
    this.name = 'AbortedExchange'
  }
}

class ExchangeHandler implements Exchange {
  #listener: UpstreamListener
  #controller: Controller | null = null
  #decoder: ContentDecoder | null = null
  #aborted = false

  constructor(listener: UpstreamListener) {
    this.#listener = listener
  }

  abort(): void {
    this.#aborted = true
    this.#controller?.abort(new AbortedExchange())
  }

  resume(): void {
    if (this.#decoder === null) this.#controller?.resume()
    else this.#decoder.resume()
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#aborted) controller.abort(new AbortedExchange())
  }

  onResponseStart(controller: Controller, status: number, headers: IncomingHttpHeaders): void {
    // 1xx replies announce nothing that counts here.
    if (status < 200) return
    const encoding = singleHeader(headers, 'content-encoding')
    singleHeader(headers, 'content-type')
    this.#listener.onStart(status, headers)
    if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity') return
    this.#decoder = decodeContent(encoding, this.#listener, controller)
    if (this.#decoder === null)
      controller.abort(new Error(`the provider answered in the unknown content encoding "${encoding}"`))
    else this.#listener = this.#decoder.listener
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (!this.#listener.onData(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#listener.onEnd()
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#listener.onError(error)
  }
}

/** A header that may come once only. undici makes a list of one that a provider sends twice: the first counts, as in Node. */
function singleHeader(
  headers: IncomingHttpHeaders,
  name: 'content-type' | 'content-encoding'
): string | undefined {
  const value: unknown = headers[name]
  if (!Array.isArray(value)) return headers[name]
  const first: unknown = value[0]
  headers[name] = typeof first === 'string' ? first : ''
  return headers[name]
}
