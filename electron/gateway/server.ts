import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GatehouseError } from '../../shared/errors.ts'
import { requestIdText } from '../store/request-id.ts'
import { allowedHosts, checkOrigin } from './check-origin.ts'
import { ClientReply } from './client-reply.ts'
import type { GatewayDependencies } from './dependencies.ts'
import { GatewayCall } from './gateway-call.ts'
import { dialectOfPath, ownPath } from './own-path.ts'
import { refuse } from './refuse.ts'
import { routeRequest } from './route-request.ts'
import { settle } from './stages/settle.ts'

/** The gateway's listener on 127.0.0.1. */
export interface GatewayServer {
  /** Port 0 picks a free one. Throws `conflict` where the port is taken. */
  listen(port: number): Promise<number>
  inFlight(): number
  /** Takes no more requests, lets those under way finish for so long, then ends them. */
  close(graceMs: number): Promise<void>
}

export function createGatewayServer(dependencies: GatewayDependencies): GatewayServer {
  let hosts: ReadonlySet<string> = new Set()
  let inFlight = 0
  let closing = false
  let idle: (() => void) | null = null

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    // Refused, so not worth waiting for: a client that tries again and again would hold up the end.
    if (closing) {
      void serve(request, response)
      return
    }
    inFlight++
    // Under way until its row is queued and its last byte is handed on: a slow reader may need long for what is sent.
    let open = 2
    const end = (): void => {
      open--
      if (open > 0) return
      inFlight--
      if (inFlight === 0) idle?.()
    }
    response.on('close', end)
    void serve(request, response).finally(end)
  }

  /** Stage 0, and the frame of all others: what they throw is told to the client, and every request is settled. */
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query, key } = readUrl(request.url ?? '/')
    const id = dependencies.nextRequestId()
    const reply = new ClientReply(response, requestIdText(id), dialectOfPath(path))
    const call = new GatewayCall({
      id,
      request,
      reply,
      path,
      query,
      queryKey: key,
      snapshot: dependencies.snapshot(),
      arrivedAt: dependencies.clock.now(),
      monotonic: () => dependencies.clock.monotonic()
    })
    response.on('close', () => {
      if (!response.writableFinished && !reply.brokenOff) call.hangUp()
    })
    // A socket that breaks while it is written to says so here; 'close' follows and is what counts.
    response.on('error', () => undefined)
    try {
      if (closing)
        throw new GatehouseError('shutting_down', 'Gatehouse is being closed. Try again when it is back.')
      checkOrigin(request, hosts)
      if (path === '/' || path === '/health') {
        reply.sendJson(200, { name: 'gatehouse', status: 'running' })
        return
      }
      await routeRequest(call, dependencies)
    } catch (error) {
      refuse(call, error, dependencies.notice)
    }
    try {
      settle(call, dependencies)
    } catch (error) {
      // The reply is out; a row that can't be made must not end the process and with it all other requests.
      dependencies.notice(`request ${call.idText} could not be logged: ${String(error)}`)
    }
  }

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, handle)
  return {
    listen: async (port) => {
      const taken = await listenOn(server, port)
      hosts = allowedHosts(taken)
      return taken
    },
    inFlight: () => inFlight,
    close: async (graceMs) => {
      closing = true
      // Only then: closing a server of Node's cuts off replies that were ended but are not written out yet.
      if (inFlight > 0) await withinMs(new Promise<void>((resolve) => (idle = resolve)), graceMs)
      const closed = new Promise<void>((resolve) => {
        if (server.listening) server.close(() => resolve())
        else resolve()
      })
      server.closeAllConnections()
      await closed
      // Requests that were just ended still have their rows to write.
      if (inFlight > 0) await withinMs(new Promise<void>((resolve) => (idle = resolve)), 1000)
    }
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        const message = `Port ${port} of 127.0.0.1 is in use by another program. End that program, or choose another port.`
        reject(new GatehouseError('conflict', message, { cause: error }))
      } else reject(error)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function withinMs(promise: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void promise.finally(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

interface ReadUrl {
  readonly path: string
  /** `?` included; '' for none. */
  readonly query: string
  /** Google's clients may put their key here; it goes no further. */
  readonly key: string | null
}

function readUrl(url: string): ReadUrl {
  const at = url.indexOf('?')
  if (at < 0) return { path: ownPath(url), query: '', key: null }
  const parameters = new URLSearchParams(url.slice(at + 1))
  const key = parameters.get('key')
  parameters.delete('key')
  return { path: ownPath(url.slice(0, at)), query: parameters.size > 0 ? `?${parameters}` : '', key }
}
