import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * An OpenAI-compatible provider that misbehaves on demand. The model's name says what happens:
 * `fine`, `slow-N` (N chunks 30 ms apart), `many-N` (N chunks at once), `stall` (headers, a role chunk, then nothing),
 * `hang` (no answer), `cut-N` (the connection breaks after N chunks), `preamble-error` (an error event before any
 * output), `mid-error` (one after), `no-usage`, `junk`, `redirect`, `status-429` and other statuses, `gzip`, `half`
 * (chunks cut inside events and characters), `reset` (the first request of each connection is cut off), `no-done`.
 */
export interface FakeProvider {
  readonly url: string
  readonly requests: ReceivedRequest[]
  /** Resolves when the provider has seen a client go away in the middle of a reply. */
  readonly aborted: () => Promise<number>
  /** Status 401 for other keys than this one; any is taken where null. */
  key: string | null
  close(): Promise<void>
}

export interface ReceivedRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export const WORDS = ['The', ' gate', ' is', ' open', ' — naïve ✓ 日本語'] as const
const USAGE = {
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
  prompt_tokens_details: { cached_tokens: 60 },
  completion_tokens_details: { reasoning_tokens: 5 }
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: ReceivedRequest[] = []
  let aborts: ((time: number) => void)[] = []
  const provider = { key: null as string | null }
  const resets = new Set<unknown>()

  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      requests.push({ path: request.url ?? '', headers: request.headers, body })
      response.on('close', () => {
        if (response.writableFinished) return
        for (const resolve of aborts) resolve(performance.now())
        aborts = []
      })
      if (provider.key !== null && request.headers.authorization !== `Bearer ${provider.key}`) {
        sendError(response, 401, {
          message: 'Incorrect API key provided.',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key'
        })
        return
      }
      if (request.method === 'GET')
        sendJson(response, 200, {
          object: 'list',
          data: [
            { id: 'fine', object: 'model' },
            { id: 'other/nested', object: 'model' }
          ]
        })
      else answer(request, response, JSON.parse(body.toString('utf8')) as ChatBody, resets)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(provider, {
    url: `http://127.0.0.1:${port}`,
    requests,
    aborted: () => new Promise<number>((resolve) => aborts.push(resolve)),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  })
}

interface ChatBody {
  readonly model: string
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
  readonly input?: unknown
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: ChatBody,
  resets: Set<unknown>
): void {
  const { model } = body
  const status = Number(/^status-(\d{3})$/.exec(model)?.[1] ?? 0)
  if (status > 0) {
    sendError(
      response,
      status,
      { message: `scripted ${status}`, type: 'scripted', param: null, code: `code_${status}` },
      { 'retry-after': '7' }
    )
  } else if (model === 'hang') response.socket?.setTimeout(0)
  else if (model === 'redirect') response.writeHead(302, { location: 'http://192.0.2.1/elsewhere' }).end()
  else if (model === 'junk')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>not an API</html>')
  else if (model === 'reset' && !resets.has('once')) {
    resets.add('once')
    request.socket.destroy()
  } else if (request.url?.endsWith('/embeddings') === true) {
    const data = [{ object: 'embedding', index: 0, embedding: [0.25, -0.5] }]
    sendJson(response, 200, { object: 'list', data, model, usage: { prompt_tokens: 8, total_tokens: 8 } })
  } else if (body.stream === true) void stream(response, body)
  else whole(response, model)
}

function whole(response: ServerResponse, model: string): void {
  const message = { role: 'assistant', content: WORDS.join('') }
  const reply = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    ...(model === 'no-usage' ? {} : { usage: USAGE })
  }
  sendJson(response, 200, reply)
}

async function stream(response: ServerResponse, { model, stream_options: options }: ChatBody): Promise<void> {
  const chunk = (delta: object, finish: string | null = null): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model, choices: [{ index: 0, delta, finish_reason: finish }], ...(options?.include_usage === true ? { usage: null } : {}) })}\n\n`
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'x-request-id': 'upstream-1'
  })
  const [kind, count] = splitName(model)
  const events = [chunk({ role: 'assistant', content: '' })]
  const words = count > 0 ? Array.from({ length: count }, (_, at) => ` word${at}`) : WORDS
  for (const word of words) events.push(chunk({ content: word }))
  if (kind === 'stall') {
    response.write(events[0])
    return
  }
  if (kind === 'preamble-error' || kind === 'mid-error') {
    const before = kind === 'mid-error' ? events.slice(0, 3) : events.slice(0, 1)
    const error = { error: { message: 'scripted stream error', type: 'server_error', code: 503 } }
    response.end(`${before.join('')}data: ${JSON.stringify(error)}\n\n`)
    return
  }
  if (kind === 'cut') {
    response.write(events.slice(0, count + 1).join(''))
    await pause(20)
    response.destroy()
    return
  }
  if (kind !== 'no-done') events.push(chunk({}, 'stop'))
  if (options?.include_usage === true && kind !== 'no-usage') {
    events.push(
      `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model, choices: [], usage: USAGE })}\n\n`
    )
  }
  if (kind !== 'no-done') events.push('data: [DONE]\n\n')
  await writeEvents(response, events, kind)
}

async function writeEvents(response: ServerResponse, events: readonly string[], kind: string): Promise<void> {
  if (kind === 'half') {
    const bytes = Buffer.from(events.join(''))
    for (let at = 0; at < bytes.length; at += 37) {
      response.write(bytes.subarray(at, at + 37))
      await pause(1)
    }
  } else {
    for (const event of events) {
      if (response.destroyed) return
      response.write(event)
      if (kind === 'slow') await pause(30)
    }
  }
  response.end()
}

function splitName(model: string): [string, number] {
  const match = /^(.*?)-(\d+)$/.exec(model)
  return match === null ? [model, 0] : [match[1] ?? '', Number(match[2])]
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

function sendError(
  response: ServerResponse,
  status: number,
  error: object,
  headers: Record<string, string> = {}
): void {
  sendJson(response, status, { error }, headers)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
