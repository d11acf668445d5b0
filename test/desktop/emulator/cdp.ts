// playwright-core carries the protocol's types but does not export them by name.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }
type Commands = Protocol.CommandParameters
type Results = Protocol.CommandReturnValues
type Events = Protocol.Events

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** One page's end of the connection. */
export interface CdpSession {
  readonly id: string
  send<Method extends keyof Commands>(method: Method, parameters?: Commands[Method]): Promise<Results[Method]>
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void
}

/** The DevTools protocol over a WebSocket, with sessions in one stream ("flatten"). */
export class CdpConnection {
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Map<string, ((event: unknown) => void)[]>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', (event) => this.#receive(String(event.data)))
    socket.addEventListener('close', () => {
      for (const call of this.#pending.values()) call.reject(new Error('the browser is gone'))
      this.#pending.clear()
    })
  }

  /** Connects to the `webSocketDebuggerUrl` of a browser. */
  static async connect(url: string): Promise<CdpConnection> {
    const socket = new WebSocket(url)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true })
      socket.addEventListener('error', () => reject(new Error(`no browser answers at ${url}`)), {
        once: true
      })
    })
    return new CdpConnection(socket)
  }

  send<Method extends keyof Commands>(
    method: Method,
    parameters?: Commands[Method],
    sessionId?: string
  ): Promise<Results[Method]> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      // The edge: what comes back under an id is what the protocol says of its method.
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.#socket.send(JSON.stringify({ id, method, params: parameters ?? {}, sessionId }))
    })
  }

  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void, sessionId = ''): void {
    const key = `${sessionId}:${name}`
    // The edge: an event has the form that the protocol says of its name.
    const listeners = [...(this.#listeners.get(key) ?? []), listener as (event: unknown) => void]
    this.#listeners.set(key, listeners)
  }

  session(id: string): CdpSession {
    return {
      id,
      send: (method, parameters) => this.send(method, parameters, id),
      on: (name, listener) => this.on(name, listener, id)
    }
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as {
      id?: number
      result?: unknown
      error?: { message: string }
      method?: string
      params?: unknown
      sessionId?: string
    }
    if (message.id === undefined) {
      const key = `${message.sessionId ?? ''}:${message.method ?? ''}`
      for (const listener of this.#listeners.get(key) ?? []) listener(message.params)
      return
    }
    const call = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result)
    else call?.reject(new Error(message.error.message))
  }
}
