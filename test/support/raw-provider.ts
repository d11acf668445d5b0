import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A provider that says exactly the bytes it is told to, by the model's name: what no HTTP library would let it send. */
export interface RawProvider {
  readonly url: string
  /** Bodies that came, in order. */
  readonly bodies: Buffer[]
  close(): Promise<void>
}

export type RawAnswer = string | Buffer | ((socket: Socket) => void)

export async function startRawProvider(answers: Readonly<Record<string, RawAnswer>>): Promise<RawProvider> {
  const bodies: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let received = Buffer.alloc(0)
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part])
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, headEnd))?.[1] ?? 0)
      if (received.length < headEnd + 4 + length) return
      const body = received.subarray(headEnd + 4, headEnd + 4 + length)
      received = received.subarray(headEnd + 4 + length)
      bodies.push(body)
      const { model } = JSON.parse(length === 0 ? '{"model":"GET"}' : body.toString()) as { model: string }
      const answer = answers[model] ?? wholeReply(REPLY)
      if (typeof answer === 'function') answer(socket)
      else socket.write(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}

export const REPLY =
  '{"id":"1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}'

export function wholeReply(
  body: string | Buffer,
  options: { status?: number; headers?: string } = {}
): Buffer {
  const { status = 200, headers = 'content-type: application/json\r\n' } = options
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} OK\r\n${headers}content-length: ${bytes.length}\r\n\r\n`),
    bytes
  ])
}

export const STREAM_HEAD =
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'
export const STREAM_END = '0\r\n\r\n'

/** One chunk of a chunked body. */
export function chunked(bytes: string | Buffer): Buffer {
  const body = Buffer.from(bytes)
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')])
}

/** A stream of events that ends well, each piece in a chunk of its own. */
export function streamReply(...pieces: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from(STREAM_HEAD), ...pieces.map(chunked), Buffer.from(STREAM_END)])
}

export const EVENTS = {
  role: 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
  word: 'data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":null}]}\n\n',
  stop: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  usage: 'data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}\n\n',
  done: 'data: [DONE]\n\n'
} as const
