import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ReadableStream } from 'node:stream/web'

export type SchemeHandler = (request: Request) => Response | Promise<Response>

/** What Chromium's network stack adds for HTTP, and Electron's scheme handlers never see. */
const ADDED_BY_HTTP = /^(host|connection|accept-encoding|content-length|cookie|referer|sec-fetch-.*)$/

/**
 * Serves custom schemes to a real Chromium, which can't be taught one from outside: `app://HOST/PATH` appears to the
 * page as `http://HOST.app.localhost:PORT/PATH` (a secure context that resolves to loopback), and to the handler under
 * its own name. Bodies stream in both directions as they do in Electron.
 */
export class SchemeServer {
  readonly #handlers = new Map<string, SchemeHandler>()
  readonly #private = new Map<string, (body: string) => string>()
  readonly #server = createServer((incoming, outgoing) => {
    this.#answer(incoming, outgoing).catch((error: unknown) => {
      // Electron logs what a handler throws and fails the load.
      console.error(error)
      outgoing.destroy()
    })
  })
  #port = 0

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    this.#port = address.port
    // It must not keep a program alive that has nothing else to do.
    this.#server.unref()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    this.#handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  }

  isHandled(scheme: string): boolean {
    return this.#handlers.has(scheme)
  }

  /** Answers POSTs to `path` by itself, for the emulator's own scripts in a page; no handler sees them. */
  answerPrivately(path: string, answer: (body: string) => string): void {
    this.#private.set(path, answer)
  }

  /** The address under which the browser finds `url`; any URL of another scheme stays as it is. */
  toBrowser(url: string): string {
    const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/.exec(url) ?? []
    if (scheme === undefined || host === undefined || !this.#handlers.has(scheme)) return url
    return `http://${host}.${scheme}.localhost:${this.#port}${rest === undefined || rest === '' ? '/' : rest}`
  }

  /** The inverse of `toBrowser`. */
  toApp(url: string): string {
    const [, host, scheme, port, rest] =
      /^http:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.localhost:(\d+)(.*)$/.exec(url) ?? []
    if (host === undefined || scheme === undefined || Number(port) !== this.#port) return url
    return `${scheme}://${host}${rest ?? ''}`
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = this.#private.get(incoming.url ?? '')
    if (answer !== undefined) {
      outgoing.end(answer(await text(incoming)))
      return
    }
    const url = this.toApp(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`)
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')))
    if (handler === undefined) {
      outgoing.destroy()
      return
    }
    const response = await handler(this.#request(url, incoming))
    if (response.type === 'error') {
      outgoing.destroy()
      return
    }
    // Electron passes headers on as one object: of several with one name, the last is left.
    outgoing.writeHead(response.status, response.statusText, Object.fromEntries(response.headers))
    outgoing.flushHeaders()
    if (response.body === null) {
      outgoing.end()
      return
    }
    // As in Electron's protocol.handle: a page that stops reading destroys this stream, which cancels the body of the
    // handler's response. Nothing reaches the signal of its request.
    // The edge: node:stream/web and the global ReadableStream are one class with two declarations.
    const body = Readable.fromWeb(response.body as ReadableStream)
    body.on('error', () => outgoing.destroy())
    outgoing.on('close', () => body.destroy())
    if (outgoing.destroyed) body.destroy()
    else body.pipe(outgoing)
  }

  #request(url: string, incoming: IncomingMessage): Request {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value === undefined || ADDED_BY_HTTP.test(name)) continue
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    }
    const origin = headers.get('origin')
    if (origin === 'null') headers.delete('origin')
    else if (origin !== null) headers.set('origin', this.toApp(origin))
    const method = incoming.method ?? 'GET'
    if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers,
      body: Readable.toWeb(incoming) as RequestInit['body'] & object,
      duplex: 'half'
    }
    return new Request(url, init)
  }
}
