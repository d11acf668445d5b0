import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** More than any configuration file or secret; less than what would hurt. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024

/** What a fetch handler is mounted with. */
export interface ServeFetchOptions {
  /** Scheme and authority of the URLs that the handler sees, such as `http://127.0.0.1:6481`. */
  readonly origin: string
  /** Looks at a request before its body is read; a response ends it there. */
  readonly guard?: (request: IncomingMessage) => Promise<Response | null>
  readonly handle: (request: Request) => Promise<Response>
  /** A handler threw; the client gets a plain 500. */
  readonly onError: (error: unknown) => void
}

/**
 * Mounts a fetch handler on a node:http server. A client that goes away aborts the handler both ways: its
 * `request.signal` fires and its response body is cancelled, also when the response came too late to be sent.
 */
export function serveFetch(options: ServeFetchOptions): RequestListener {
  return (incoming, outgoing) => {
    answer(options, incoming, outgoing).catch((error: unknown) => {
      options.onError(error)
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('internal error\n')
    })
  }
}

async function answer(
  options: ServeFetchOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  const refusal = (await options.guard?.(incoming)) ?? null
  if (refusal !== null) return await refuse(refusal, incoming, outgoing, gone.signal)
  const body = await readBody(incoming)
  if (body === 'cut' || gone.signal.aborted) return
  if (body === 'too large') {
    return await refuse(new Response('body too large\n', { status: 413 }), incoming, outgoing, gone.signal)
  }
  const url = requestUrl(options.origin, incoming.url ?? '/')
  if (url === null)
    return await send(new Response('bad path\n', { status: 400 }), incoming, outgoing, gone.signal)
  const method = incoming.method ?? 'GET'
  const bodyless = method === 'GET' || method === 'HEAD'
  const request = new Request(url, {
    method,
    headers: requestHeaders(incoming),
    signal: gone.signal,
    ...(bodyless ? {} : { body })
  })
  await send(await options.handle(request), incoming, outgoing, gone.signal)
}

/** A refusal leaves the rest of the request unread, so the connection can't be used again. */
async function refuse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  gone: AbortSignal
): Promise<void> {
  if (!incoming.complete) outgoing.setHeader('connection', 'close')
  incoming.resume()
  await send(response, incoming, outgoing, gone)
}

/** `cut`: the client hung up within it. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | 'too large' | 'cut'> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Left alive on an early end: the refusal still has to be sent.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue
      bytes += chunk.length
      if (bytes > BODY_LIMIT_BYTES) return 'too large'
      chunks.push(chunk)
    }
  } catch {
    return 'cut'
  }
  const body = new Uint8Array(bytes)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

/** Only paths: an absolute or `//host` target would change the authority that the handler sees. */
function requestUrl(origin: string, target: string): string | null {
  if (!target.startsWith('/') || target.startsWith('//')) return null
  return URL.canParse(target, origin) ? new URL(target, origin).href : null
}

function requestHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
  }
  return headers
}

async function send(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  gone: AbortSignal
): Promise<void> {
  if (gone.aborted) {
    await response.body?.cancel(gone.reason)
    return
  }
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  if (response.body === null || incoming.method === 'HEAD') {
    await response.body?.cancel()
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  await pipe(response.body, outgoing, gone)
}

async function pipe(
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  gone: AbortSignal
): Promise<void> {
  const reader = body.getReader()
  const cancel = (): void => {
    // The body may fail while it is being cancelled; there is nobody left to tell.
    reader.cancel(gone.reason).catch(() => undefined)
  }
  gone.addEventListener('abort', cancel, { once: true })
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (gone.aborted) return
      if (!outgoing.write(next.value)) await drained(outgoing)
    }
    if (!gone.aborted) outgoing.end()
  } finally {
    gone.removeEventListener('abort', cancel)
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      outgoing.off('drain', settle)
      outgoing.off('close', settle)
      resolve()
    }
    outgoing.on('drain', settle)
    outgoing.on('close', settle)
  })
}
