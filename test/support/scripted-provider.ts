import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What reached the provider. */
export interface ScriptedRequest {
  readonly path: string
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly bytes: Buffer
}

export interface ScriptedProvider {
  readonly url: string
  readonly requests: ScriptedRequest[]
  /** What it answers; may be set anew before each request. */
  answer: (request: ScriptedRequest, response: ServerResponse) => void
  close(): Promise<void>
}

/** A provider that answers as the test says, on a real socket. */
export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const requests: ScriptedRequest[] = []
  const provider: { answer: ScriptedProvider['answer'] } = {
    answer: (_request, response) => response.writeHead(500).end()
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const bytes = Buffer.concat(parts)
      const text = bytes.toString('utf8')
      const isJson = text !== '' && request.headers['content-type']?.includes('json') === true
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        text,
        bytes,
        body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {}
      }
      requests.push(received)
      provider.answer(received, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(provider, {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  })
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: object = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** Events one by one; `cut` breaks the connection behind them. */
export function sendEvents(
  response: ServerResponse,
  events: readonly (object | string)[],
  options: { named?: boolean; cut?: boolean } = {}
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) response.write(eventText(event, options.named === true))
  if (options.cut === true) setTimeout(() => response.destroy(), 20)
  else response.end()
}

function eventText(event: object | string, named: boolean): string {
  if (typeof event === 'string') return `data: ${event}\n\n`
  const name = named && 'type' in event ? `event: ${String(event.type)}\n` : ''
  return `${name}data: ${JSON.stringify(event)}\n\n`
}
