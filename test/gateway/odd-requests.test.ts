import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startRawProvider, wholeReply, type RawProvider } from '../support/raw-provider.ts'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const LARGE = `{"choices":[],"pad":"${'p'.repeat(24 << 20)}"}`

let provider: RawProvider
let gateway: TestGateway
const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.fetch('/v1/chat/completions', { method: 'POST', body, headers })

beforeAll(async () => {
  provider = await startRawProvider({ GET: () => undefined, large: wholeReply(LARGE) })
})
beforeEach(async () => {
  gateway = await startGateway({
    accounts: [
      { name: 'raw', provider: 'openai-compatible', base_url: provider.url, models: ['*', 'x'] },
      { name: 'other', provider: 'openai-compatible', base_url: provider.url, models: ['listed'] }
    ]
  })
  provider.bodies.length = 0
  return async () => await gateway.close()
})
afterAll(async () => await provider.close())

test.each(['constructor', '__proto__', 'toString'])(
  'a body packed as "%s" is refused, not waited for',
  async (encoding) => {
    expect((await post('{}', { 'content-encoding': encoding })).status).toBe(415)
  }
)

test.each([
  '{"model":"x","Model":"forbidden"}',
  '{"model":"x","stream":false,"STREAM":true}',
  '{"model":"x","messages":[],"me\\u017fsages":[]}'
])('a key that repeats in another case is refused: %s', async (body) => {
  const response = await post(body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { code: 'duplicate_key' } })
  expect(provider.bodies).toHaveLength(0)
})

test.each([
  [
    '{"include_usage": false, "n": 12345678901234567890}',
    '{"include_usage": true, "n": 12345678901234567890}'
  ],
  [`{ "deep":${DEEP} }`, `{ "deep":${DEEP} ,"include_usage":true}`],
  ['{}', '{"include_usage":true}'],
  ['null', '{"include_usage":true}']
])('usage is asked for within the stream options that are there, byte for byte', async (sent, received) => {
  await (await post(`{"model":"x","stream":true,"stream_options":${sent}}`)).text()
  expect(provider.bodies[0]?.toString()).toBe(`{"model":"x","stream":true,"stream_options":${received}}`)
})

test('who sends too much is told so, also while still sending', async () => {
  const socket = connect(gateway.port, '127.0.0.1')
  const said = textOf(socket)
  const length = 101 * 1024 * 1024
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
  )
  const part = Buffer.alloc(1024 * 1024)
  for (let sent = 0; sent < length && !socket.destroyed; sent += part.length) {
    await new Promise<void>((resolve) => socket.write(part, () => resolve()))
  }
  expect(socket.destroyed).toBe(false)
  socket.end()
  expect(await said).toMatch(/^HTTP\/1\.1 413 /)
})

test('a close waits for the last byte of a slow reader', async () => {
  const socket = connect(gateway.port, '127.0.0.1')
  const body = '{"model":"large"}'
  socket.pause()
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  )
  await gateway.row()
  const closed = gateway.close()
  const said = textOf(socket)
  socket.resume()
  expect((await said).split('\r\n\r\n')[1]?.length).toBe(LARGE.length)
  await closed
})

test('an account that hangs does not keep an app from the models of the others', async () => {
  const list = (await (await gateway.fetch('/v1/models')).json()) as { data: { id: string }[] }
  expect(list.data.map(({ id }) => id)).toContain('other/listed')
  expect((await gateway.row()).notes.join()).toContain('has not answered within 3 seconds')
}, 14_000)

function textOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}
