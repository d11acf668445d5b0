import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { formBody } from '../support/form-body.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'

/** Files to and from a provider: real sockets, at the pace of whoever is slower, and never in the log. */
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'oa',
          provider: 'openai',
          base_url: provider.url,
          api_keys: ['env://FIRST', 'env://SECOND'],
          models: [{ id: 'voice', upstream_id: 'tts-1', type: 'speech' }, 'whisper-1']
        }
      ],
      tokens: [
        { name: 'app', payloads: true },
        { name: 'quiet', payloads: false }
      ]
    },
    { env: { FIRST: 'sk-first', SECOND: 'sk-second' } }
  )
})
beforeEach(() => {
  provider.requests.length = 0
  gateway.entries.length = 0
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const MEGABYTE = Buffer.alloc(1024 * 1024, 'gate')
const speak = (headers: Record<string, string> = {}) =>
  gateway.fetch('/v1/audio/speech', {
    method: 'POST',
    body: '{"model":"oa/voice","input":"Hello","voice":"alloy"}',
    headers
  })
/** The same over a socket of its own, so that the reader sets the pace. */
async function speakSlowly(): Promise<IncomingMessage> {
  const request = httpRequest(`${gateway.url}/audio/speech`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  })
  request.end('{"model":"oa/voice","input":"Hello"}')
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}
const closed = (response: ServerResponse): Promise<unknown> => once(response, 'close')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** What the provider's next request is answered on. */
const nextResponse = (): Promise<ServerResponse> =>
  new Promise((resolve) => {
    provider.answer = (_request, response) => resolve(response)
  })

test('spoken sound passes as it is made, and is not stored', async () => {
  const asked = nextResponse()
  const answered = speak()
  const upstream = await asked
  upstream.writeHead(200, {
    'content-type': 'audio/mpeg',
    'content-disposition': 'attachment; filename="a.mp3"'
  })
  upstream.write(MEGABYTE.subarray(0, 3))
  // Nothing more has come yet: the client hears the first bytes all the same.
  const response = await answered
  const reader = response.body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('gat')
  upstream.end(MEGABYTE.subarray(3))
  const parts: Uint8Array[] = []
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
    parts.push(part.value)
  expect(Buffer.concat(parts).equals(MEGABYTE.subarray(3))).toBe(true)
  expect(response.headers.get('content-type')).toBe('audio/mpeg')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.mp3"')
  const row = await gateway.row()
  expect(row).toMatchObject({ status: 200, error: null, stream: false, cost_nanos: null, usage_raw: null })
  expect(row.ttft_ms).not.toBeNull()
  expect(row.notes).toEqual(['the file of 1048576 bytes (audio/mpeg) was not stored'])
  expect(gateway.entries[0]?.reply).toBeNull()
  expect(Buffer.from(gateway.entries[0]?.request?.body ?? []).toString()).toContain('Hello')
})

test('nothing is said of what was not stored where nothing is', async () => {
  provider.answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'audio/wav' }).end('RIFF')
  expect(await (await speak({ authorization: `Bearer ${TOKEN}-quiet` })).text()).toBe('RIFF')
  expect((await gateway.row()).notes).toEqual([])
})

test('a client that reads slowly slows its provider down', async () => {
  const asked = nextResponse()
  const answered = speakSlowly()
  const upstream = await asked
  upstream.writeHead(200, { 'content-type': 'audio/wav' })
  const total = 200
  let written = 0
  const pump = (): void => {
    while (written < total) {
      written++
      if (!upstream.write(MEGABYTE)) return
    }
    upstream.off('drain', pump)
    upstream.end()
  }
  upstream.on('drain', pump)
  pump()
  const response = await answered
  // Until the sockets between them are full, and nothing moves any more.
  for (let before = -1; before !== written;) {
    before = written
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect(written).toBeLessThan(total / 2)
  let bytes = 0
  response.on('data', (part: Buffer) => (bytes += part.length))
  await once(response, 'end')
  expect(bytes).toBe(total * MEGABYTE.length)
  expect((await gateway.row()).notes[0]).toContain(String(bytes))
})

test('a client that hangs up ends the request at its provider', async () => {
  const asked = nextResponse()
  const answered = speakSlowly()
  const upstream = await asked
  upstream.writeHead(200, { 'content-type': 'audio/wav' }).write('RIFF')
  const gone = closed(upstream)
  const response = await answered
  response.destroy()
  await gone
  expect(await gateway.row()).toMatchObject({ status: 499, error: { reason: 'client-closed' } })
})

test('a client that hangs up while its form is on its way ends the request, too', async () => {
  const asked = nextResponse()
  const { bytes, contentType } = await formBody([
    ['model', 'whisper-1'],
    ['file', MEGABYTE]
  ])
  const control = new AbortController()
  const answered = gateway.fetch('/v1/audio/transcriptions', {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': contentType },
    signal: control.signal
  })
  const upstream = await asked
  const gone = closed(upstream)
  control.abort()
  await expect(answered).rejects.toThrow(/abort/i)
  await gone
  expect(await gateway.row()).toMatchObject({ status: 499, error: { reason: 'client-closed' } })
})

test.each([
  ['in chunks', {}],
  ['of a known length', { 'content-length': '1000' }]
])('a file %s that breaks off is not passed off as whole', async (_how, headers) => {
  const asked = nextResponse()
  const answered = speak()
  const upstream = await asked
  upstream.writeHead(200, { 'content-type': 'audio/mpeg', ...headers }).write('RIFF')
  const response = await answered
  upstream.destroy()
  await expect(response.arrayBuffer()).rejects.toThrow(/terminated/)
  const row = await gateway.row()
  expect(row).toMatchObject({ status: 502, error: { reason: 'network' } })
})

test('a provider that fails before the first byte is replaced', async () => {
  provider.answer = (request, response) => {
    if (request.headers.authorization === 'Bearer sk-first')
      sendJson(response, 429, { error: { message: 'later' } })
    else response.writeHead(201, { 'content-type': 'audio/mpeg', 'content-length': '4' }).end('RIFF')
  }
  const response = await speak()
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
    201,
    '4',
    'RIFF'
  ])
  expect((await gateway.row()).attempts.map(({ reason }) => reason)).toEqual(['rate-limited', null])
})

test.each([
  ['no bytes', 'audio/mpeg', ''],
  ['no content type', undefined, 'RIFF']
])('a file of %s is one', async (_what, type, body) => {
  provider.answer = (_request, response) =>
    response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end(body)
  const response = await speak()
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    type ?? null,
    body
  ])
  expect(await gateway.row()).toMatchObject({ status: 200, error: null })
})

test('a file that its provider packs is unpacked, and its length is not that of the pack', async () => {
  const packed = gzipSync(MEGABYTE)
  provider.answer = (_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'audio/wav',
        'content-encoding': 'gzip',
        'content-length': packed.length
      })
      .end(packed)
  const response = await speak()
  expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(MEGABYTE))
})

test('a form of 30 MB reaches its provider whole, with its model in the middle of it', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, { text: 'Hello' })
  const sound = Buffer.concat(Array.from({ length: 15 }, (_, at) => Buffer.alloc(MEGABYTE.length, at + 1)))
  const { bytes, contentType } = await formBody([
    ['file', sound],
    ['model', 'oa/whisper-1'],
    ['mask', sound]
  ])
  const response = await gateway.fetch('/v1/audio/transcriptions', {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': contentType }
  })
  expect(response.status).toBe(200)
  const at = bytes.indexOf('oa/whisper-1')
  const expected = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 3)])
  const [received] = provider.requests
  expect(received?.headers['content-length']).toBe(String(expected.length))
  expect(sha256(received?.bytes ?? Buffer.alloc(0))).toBe(sha256(expected))
})
