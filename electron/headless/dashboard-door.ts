import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Clock } from '../app/ports.ts'
import { serveFetch } from '../app/serve-fetch.ts'
import { createDashboardGate, type SessionStore } from './dashboard-gate.ts'
import { LoginLinks } from './login-links.ts'
import { refusalResponse } from './refusal-response.ts'

export interface DashboardDoorOptions {
  /** The port to try first; one that is taken is replaced by a free one. 0: any free one. */
  readonly port: number
  readonly control: (request: Request) => Promise<Response>
  readonly sessions: SessionStore
  readonly clock: Clock
  readonly onError: (error: unknown) => void
}

export interface DashboardDoor {
  /** Such as `http://127.0.0.1:6481`. */
  readonly origin: string
  readonly port: number
  /** A fresh link to the dashboard that signs in whoever opens it first. */
  loginLink(): string
  close(): Promise<void>
}

/**
 * Serves the window as a web page on loopback, for hosts without a window. Files of the page are open to whoever can
 * reach the port; everything else needs a session, which a login link is swapped for. Sessions are a header and not a
 * cookie, since cookies don't tell ports apart.
 */
export async function openDashboardDoor(options: DashboardDoorOptions): Promise<DashboardDoor> {
  const links = new LoginLinks(options.clock)
  const gate = createDashboardGate(options, links)
  const server = createServer()
  const port = await listenOnLoopback(server, options.port)
  const origin = `http://127.0.0.1:${port}`
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
  server.on(
    'request',
    serveFetch({
      origin,
      guard: async (incoming) => refuseForeign(incoming, hosts) ?? (await gate.refuseStranger(incoming)),
      handle: (request) =>
        new URL(request.url).pathname === '/session' ? gate.signIn(request) : options.control(request),
      onError: options.onError
    })
  )
  return {
    origin,
    port,
    loginLink: () => `${origin}/#login=${links.create()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** Only pages of this very origin, addressed by a loopback name: a rebound DNS name or another page is turned away. */
function refuseForeign(incoming: IncomingMessage, hosts: ReadonlySet<string>): Response | null {
  const host = incoming.headers.host?.toLowerCase()
  if (host === undefined || !hosts.has(host)) {
    return refusalResponse(
      'forbidden_host',
      'The dashboard answers on 127.0.0.1 and localhost only. Open it by the link of `gatehouse dashboard`.'
    )
  }
  const origin = incoming.headers.origin
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) {
    return refusalResponse('forbidden_origin', 'Another web page may not call the dashboard.')
  }
  return null
}

async function listenOnLoopback(server: Server, wanted: number): Promise<number> {
  try {
    return await listenAt(server, wanted)
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken || wanted === 0) throw error
    return await listenAt(server, 0)
  }
}

function listenAt(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the dashboard got no port'))
      else resolve(address.port)
    })
  })
}
