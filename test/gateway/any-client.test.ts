import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'

/** What all dialects have in common: URLs as people write them, ways to sign in, packed and large bodies, model lists. */
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  provider.answer = ({ path }, response) =>
    sendJson(response, 200, path.includes('count_tokens') ? { input_tokens: 42 } : REPLY)
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'claude',
          provider: 'anthropic',
          base_url: provider.url,
          api_key: 'env://KEY',
          models: ['claude-sonnet-4-5']
        },
        { name: 'chat', provider: 'openai-compatible', base_url: provider.url, models: ['local'] }
      ],
      tokens: [
        { name: 'app', models: '*', payloads: true },
        { name: 'quiet', models: '*', payloads: false }
      ]
    },
    { env: { KEY: 'sk-provider' } }
  )
})
beforeEach(() => {
  provider.requests.length = 0
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const REPLY = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [{ type: 'text', text: 'Hello' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 8, output_tokens: 5 }
}
const BODIES = {
  '/v1/chat/completions': { model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: 'hi' }] },
  '/v1/responses': { model: 'claude-sonnet-4-5', input: 'hi' },
  '/v1/messages': { model: 'claude-sonnet-4-5', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] },
  '/v1/completions': { model: 'claude-sonnet-4-5', prompt: 'hi' },
  '/v1beta/models/claude-sonnet-4-5:generateContent': { contents: [{ parts: [{ text: 'hi' }] }] }
} as const
const PATHS = Object.keys(BODIES) as (keyof typeof BODIES)[]

const send = (
  path: string,
  body: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }
) =>
  fetch(gateway.origin + path, {
    method: 'POST',
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers }
  })

test.each(PATHS)('%s takes a token in each of the ways that clients know', async (path) => {
  for (const headers of [
    { authorization: `Bearer ${TOKEN}` },
    { 'x-api-key': TOKEN },
    { 'x-goog-api-key': TOKEN },
    { authorization: 'Bearer sk-ant-oat-of-another', 'x-api-key': TOKEN }
  ]) {
    const response = await send(path, BODIES[path], headers)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Hello')])
  }
  expect((await send(`${path}?key=${TOKEN}`, BODIES[path], {})).status).toBe(200)
  expect((await send(path, BODIES[path], {})).status).toBe(401)
  expect(JSON.stringify(provider.requests)).not.toContain(TOKEN)
})

test.each(PATHS)('%s is found however its URL was put together', async (path) => {
  const plain = path.replace(/^\/v1(beta)?/, '')
  for (const variant of [
    `${path}/`,
    plain,
    `/v1${path}`,
    `/api/llm${path}`,
    `/api/llm${plain}`,
    path.replace('/', '//')
  ]) {
    expect([variant, (await send(variant, BODIES[path])).status]).toEqual([variant, 200])
  }
})

test.each(PATHS)('%s takes packed bodies', async (path) => {
  const body = Buffer.from(JSON.stringify(BODIES[path]))
  for (const [encoding, packed] of [
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
    ['zstd', zstdCompressSync(body)]
  ] as const) {
    const response = await send(path, packed, { 'x-api-key': TOKEN, 'content-encoding': encoding })
    expect([encoding, response.status]).toEqual([encoding, 200])
  }
})

test('an image of twelve megabytes goes through a translation', async () => {
  const data = Buffer.alloc(9_000_000, 7).toString('base64')
  const content = [
    { type: 'text', text: 'what is it?' },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }
  ]
  const response = await send('/v1/chat/completions', {
    model: 'claude-sonnet-4-5',
    messages: [{ role: 'user', content }]
  })
  expect(response.status).toBe(200)
  expect(provider.requests[0]?.text).toContain(data.slice(0, 1000))
  expect(provider.requests[0]?.body).toMatchObject({
    messages: [{ content: [{ type: 'text' }, { type: 'image' }] }]
  })
})

test('nulls, empty lists and unknown fields are no errors', async () => {
  const bodies = {
    '/v1/chat/completions': {
      tools: null,
      stop: null,
      tool_choice: null,
      temperature: null,
      unknown: { a: 1 },
      messages: [
        { role: 'user', content: 'hi', name: null },
        { role: 'assistant', content: null, tool_calls: [] },
        { role: 'user', content: [] },
        { role: 'user', content: 'so?' }
      ]
    },
    '/v1/responses': {
      tools: [],
      instructions: null,
      reasoning: null,
      text: null,
      metadata: null,
      previous_response_id: null,
      unknown: [],
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'hi', odd: null }] }]
    },
    '/v1/messages': {
      system: [],
      tools: [],
      tool_choice: null,
      metadata: null,
      stop_sequences: null,
      thinking: null,
      unknown: null,
      max_tokens: 10,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi', citations: null }] }]
    },
    '/v1beta/models/claude-sonnet-4-5:generateContent': {
      tools: [],
      systemInstruction: null,
      generationConfig: null,
      safetySettings: [],
      unknown: 1,
      contents: [{ role: 'user', parts: [{ text: 'hi', thought: null }] }]
    }
  }
  for (const [path, body] of Object.entries(bodies)) {
    const response = await send(path, path.includes(':') ? body : { model: 'claude-sonnet-4-5', ...body })
    expect([path, response.status, await response.text()]).toEqual([
      path,
      200,
      expect.stringContaining('Hello')
    ])
  }
})

test('what is no request of its dialect is refused in words, in the client’s own form', async () => {
  const odd = {
    model: 'claude-sonnet-4-5',
    messages: 'hi',
    input: 5,
    max_tokens: 5,
    prompt: { a: 1 },
    contents: 'x'.repeat(3)
  }
  for (const path of PATHS) {
    const body = path.includes('generateContent') ? { contents: 5 } : odd
    const response = await send(path, path === '/v1/messages' ? { ...odd, model: 'local' } : body)
    const text = await response.text()
    expect([path, response.status, text]).toEqual([path, 400, expect.stringContaining('"error"')])
    expect(JSON.parse(text)).toMatchObject({ error: { message: expect.stringMatching(/\w+ \w+/) } })
  }
})

test('a body nested without end ends in a refusal', async () => {
  const deep = `{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`
  const response = await send('/v1/chat/completions', Buffer.from(deep))
  expect(response.status).toBe(400)
})

test('tokens are counted by the provider, or estimated and said to be', async () => {
  const count = async (path: string, body: object) => (await send(path, body)).json()
  const messages = [{ role: 'user', content: 'How many tokens are these few words?' }]
  expect(await count('/v1/messages/count_tokens', { model: 'claude-sonnet-4-5', messages })).toEqual({
    input_tokens: 42
  })
  expect(provider.requests[0]?.path).toBe('/v1/messages/count_tokens')
  expect(provider.requests[0]?.body).toEqual({ model: 'claude-sonnet-4-5', messages })
  expect(
    await count('/v1beta/models/claude-sonnet-4-5:countTokens', { contents: [{ parts: [{ text: 'hi' }] }] })
  ).toMatchObject({ totalTokens: 42 })
  expect(
    await count('/v1/responses/input_tokens', { model: 'claude-sonnet-4-5', input: 'hi' })
  ).toMatchObject({ input_tokens: 42 })
  const estimate = await count('/v1/messages/count_tokens', { model: 'local', messages })
  expect(estimate).toEqual({ input_tokens: expect.any(Number) })
  expect((estimate as { input_tokens: number }).input_tokens).toBeGreaterThan(6)
  expect((estimate as { input_tokens: number }).input_tokens).toBeLessThan(30)
  expect((await gateway.row()).notes.join()).toContain('estimate')
})

test.each([
  [{ 'x-claude-code-session-id': 'c75ba3cd' }, 'c75ba3cd'],
  [{ 'x-codex-window-id': '01a1fe5b-b7c5:3' }, '01a1fe5b-b7c5'],
  [{ session_id: 's1' }, 's1'],
  [{ 'x-session-id': 's2' }, 's2'],
  [{}, null]
] as [Record<string, string>, string | null][])(
  'an agent that sends %o is in session %s',
  async (headers, session) => {
    gateway.entries.length = 0
    await send('/v1/messages', BODIES['/v1/messages'], { 'x-api-key': TOKEN, ...headers })
    expect((await gateway.row()).session).toBe(session)
  }
)

test('what a provider says of a prompt is not kept for a token without payloads', async () => {
  const usual = provider.answer
  provider.answer = (_request, response) =>
    sendJson(response, 400, {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'bad prompt: my secret plan' }
    })
  gateway.entries.length = 0
  const response = await send('/v1/messages?beta=true&api_key=sk-else', BODIES['/v1/messages'], {
    'x-api-key': `${TOKEN}-quiet`
  })
  expect(await response.text()).toContain('my secret plan')
  expect(provider.requests[0]?.path).toBe('/v1/messages?beta=true')
  expect(JSON.stringify(await gateway.row())).not.toContain('secret plan')
  await send('/v1/messages', BODIES['/v1/messages'])
  expect((await gateway.row(2)).error?.message).toContain('secret plan')
  provider.answer = usual
})

test('models say what is known of them, in each dialect’s own fields', async () => {
  const get = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(gateway.origin + path, { headers: { 'x-api-key': TOKEN, ...headers } })).json()
  expect(await get('/v1/models/claude-sonnet-4-5')).toMatchObject({
    id: 'claude-sonnet-4-5',
    object: 'model',
    owned_by: 'claude',
    context_length: expect.any(Number),
    architecture: { input_modalities: expect.arrayContaining(['text', 'image']) },
    pricing: { prompt: '0.000003', completion: '0.000015' }
  })
  expect(
    await get('/v1/models/claude/claude-sonnet-4-5', { 'anthropic-version': '2023-06-01' })
  ).toMatchObject({
    type: 'model',
    id: 'claude/claude-sonnet-4-5',
    display_name: expect.stringContaining('Sonnet 4.5'),
    max_tokens: expect.any(Number)
  })
  expect(await get('/v1beta/models/claude-sonnet-4-5')).toMatchObject({
    name: 'models/claude-sonnet-4-5',
    inputTokenLimit: expect.any(Number),
    outputTokenLimit: expect.any(Number),
    supportedGenerationMethods: expect.arrayContaining(['generateContent'])
  })
  const { data } = (await get('/v1/models')) as { data: { id: string }[] }
  expect(data.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['claude-sonnet-4-5', 'claude/claude-sonnet-4-5', 'local'])
  )
  const { models } = (await get('/v1beta/models')) as { models: { name: string }[] }
  expect(models.map(({ name }) => name)).toContain('models/local')
  const local = (await get('/v1/models/local')) as object
  expect(local).not.toHaveProperty('pricing')
})
