import type { IncomingMessage } from 'node:http'
import { GatehouseError } from '../../shared/errors.ts'

/** The Host values that are this server: nothing else may be asked for on its port. */
export function allowedHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
}

/**
 * Loopback is no trust boundary: a web page can make a browser call it. A foreign Host is DNS rebinding, a foreign
 * Origin is a page of another site; programs send neither.
 */
export function checkOrigin(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const { host, origin } = request.headers
  if (host === undefined || !hosts.has(host.toLowerCase())) {
    throw new GatehouseError(
      'forbidden_host',
      `Requests for the host "${host ?? ''}" are refused: use http://127.0.0.1 and this port.`
    )
  }
  if (origin === undefined) return
  const [, ofOrigin] = /^http:\/\/(.+)$/i.exec(origin) ?? []
  if (ofOrigin === undefined || !hosts.has(ofOrigin.toLowerCase())) {
    throw new GatehouseError('forbidden_origin', `Requests from web pages of ${origin} are refused.`)
  }
}
