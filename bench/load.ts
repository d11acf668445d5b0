import { connect, type Socket } from 'node:net'

/** What a run of requests took. Times are milliseconds. */
export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
}

export interface StreamResult {
  /** Request sent to first chunk received. */
  readonly ttft50: number
  /** Provider's clock in a chunk to its arrival. */
  readonly lag50: number
  readonly chunks: number
}

/**
 * Sends the same request over so many connections, each one at a time, for so long. Sockets and a minimal reader of
 * HTTP/1.1 instead of a client library, so that the load costs little beside what it measures.
 */
export async function load(
  port: number,
  body: string,
  connections: number,
  seconds: number
): Promise<LoadResult> {
  const request = requestBytes(port, body)
  const times: number[] = []
  const started = performance.now()
  const end = started + seconds * 1000
  await Promise.all(Array.from({ length: connections }, () => runConnection(port, request, end, times)))
  const took = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  return { requests: times.length, seconds: took, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

/** Streams one after another; reads the provider's clock out of each chunk. */
export async function streams(port: number, body: string, count: number): Promise<StreamResult> {
  const ttfts: number[] = []
  const lags: number[] = []
  for (let at = 0; at < count; at++) await oneStream(port, body, ttfts, lags)
  ttfts.sort((a, b) => a - b)
  lags.sort((a, b) => a - b)
  return { ttft50: quantile(ttfts, 0.5), lag50: quantile(lags, 0.5), chunks: lags.length }
}

/** Many streams at once, to the end of each; returns how many ended well. */
export async function manyStreams(port: number, path: string, body: string, count: number): Promise<number> {
  const ends = await Promise.all(Array.from({ length: count }, () => wholeStream(port, path, body)))
  return ends.filter(Boolean).length
}

/** Whether a stream came to the end that its dialect has. */
function wholeStream(port: number, path: string, body: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let tail = ''
    socket.on('connect', () => socket.write(requestBytes(port, body, path)))
    socket.on('error', reject)
    socket.on('data', (part) => {
      tail = (tail + part.toString('latin1', Math.max(0, part.length - 512))).slice(-512)
      if (!tail.endsWith('0\r\n\r\n')) return
      socket.destroy()
      resolve(
        /\[DONE\]|message_stop|response\.completed/.test(tail) || tail.includes('"finishReason":"STOP"')
      )
    })
    socket.on('close', () => resolve(false))
  })
}

function requestBytes(port: number, body: string, path = '/v1/chat/completions'): string {
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer bench-client-token-0001\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function runConnection(port: number, request: string, end: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let sent = 0
    let received = Buffer.alloc(0)
    const send = (): void => {
      received = Buffer.alloc(0)
      sent = performance.now()
      socket.write(request)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (part) => {
      received = received.length === 0 ? part : Buffer.concat([received, part])
      const complete = isComplete(received)
      if (complete === null) return
      if (complete !== 200) {
        reject(new Error(`status ${complete}: ${received.toString().slice(0, 300)}`))
        return
      }
      const now = performance.now()
      times.push(now - sent)
      if (now < end) send()
      else {
        socket.destroy()
        resolve()
      }
    })
  })
}

/** The status of a reply with a content length once all of it is there; null before. */
function isComplete(bytes: Buffer): number | null {
  const head = bytes.indexOf('\r\n\r\n')
  if (head < 0) return null
  const text = bytes.toString('latin1', 0, head)
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error(`a reply without a content length: ${text}`)
  return bytes.length >= head + 4 + length ? Number(text.slice(9, 12)) : null
}

function oneStream(port: number, body: string, ttfts: number[], lags: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    let sent = 0
    let first = true
    let tail = ''
    socket.on('connect', () => {
      sent = performance.now()
      socket.write(requestBytes(port, body))
    })
    socket.on('error', reject)
    socket.on('data', (part) => {
      const now = performance.timeOrigin + performance.now()
      const text = part.toString('latin1')
      for (const [, stamp] of text.matchAll(/ t(\d+\.\d+)/g)) {
        lags.push(now - Number(stamp))
        if (first) ttfts.push(performance.now() - sent)
        first = false
      }
      tail = (tail + text).slice(-64)
      if (tail.includes('0\r\n\r\n') && tail.includes('[DONE]')) {
        socket.destroy()
        resolve()
      }
    })
    socket.on('close', () => resolve())
  })
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
