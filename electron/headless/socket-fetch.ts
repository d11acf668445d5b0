import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

/** A `fetch` that goes through a Unix socket or named pipe, for calls with small bodies. */
export function createSocketFetch(socketPath: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer())
    const { pathname, search } = new URL(request.url)
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = httpRequest({
        socketPath,
        method: request.method,
        path: pathname + search,
        headers: { ...Object.fromEntries(request.headers), 'content-length': String(body.length) },
        signal: request.signal,
        // One connection a call: a command makes one or two and must not wait for an idle one to end.
        agent: false
      })
      outgoing.once('response', resolve)
      outgoing.once('error', reject)
      outgoing.end(body)
    })
    return new Response(responseBody(incoming), {
      status: incoming.statusCode ?? 502,
      headers: responseHeaders(incoming)
    })
  }
}

/** Statuses whose response may have no body: the constructor refuses one. */
function responseBody(incoming: IncomingMessage): ReadableStream<Uint8Array> | null {
  if (incoming.statusCode === 204 || incoming.statusCode === 304) {
    incoming.resume()
    return null
  }
  // Node's stream types and the DOM's describe the same object.
  return Readable.toWeb(incoming) as ReadableStream<Uint8Array>
}

function responseHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  return headers
}
