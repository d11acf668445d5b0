import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startFakeProvider, WORDS, type FakeProvider } from '../support/fake-provider.ts'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'

let provider: FakeProvider
let gateway: TestGateway
let client: OpenAI
const messages = [{ role: 'user' as const, content: 'hello' }]

beforeAll(async () => {
  provider = await startFakeProvider()
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'fake',
          provider: 'openai-compatible',
          base_url: provider.url,
          api_key: 'env://KEY',
          models: [
            '*',
            { id: 'fine', price: { input: 2.5, output: 10, cache_read: 1.25 } },
            { id: 'alias', upstream_id: 'fine' }
          ]
        },
        { name: 'closed', provider: 'openai-compatible', base_url: 'http://127.0.0.1:9', models: ['never'] }
      ]
    },
    { env: { KEY: 'sk-upstream' } }
  )
  client = new OpenAI({ baseURL: gateway.url, apiKey: TOKEN, maxRetries: 0 })
})
beforeEach(() => {
  gateway.entries.length = 0
  provider.requests.length = 0
  provider.key = 'sk-upstream'
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

describe('a whole reply', () => {
  test('comes back byte for byte and is logged with tokens, cost and its arithmetic', async () => {
    const reply = await client.chat.completions.create({ model: 'fine', messages })
    expect(reply.choices[0]?.message.content).toBe(WORDS.join(''))
    const row = await gateway.row()
    expect(row).toMatchObject({
      status: 200,
      account: 'fake',
      model_asked: 'fine',
      model: 'fine',
      token: 'app',
      stream: false,
      error: null
    })
    expect(row.usage).toEqual({ input: 40, cache_read: 60, cache_write: null, output: 20, reasoning: 5 })
    // 40 x 2.5 + 60 x 1.25 + 20 x 10 USD per million tokens
    expect(row.cost_nanos).toBe(100_000 + 75_000 + 200_000)
    expect(row.attempts).toMatchObject([
      { target: 'fake/fine', status: 200, reason: null, cost_nanos: 375_000 }
    ])
  })

  test('the request reaches the provider with its key and every byte but the model name', async () => {
    const body = `{ "messages":[{"role":"user","content":"naïve \\u2713"}] ,"model":"fake/alias", "x_unknown": 1.50e2 }`
    const response = await gateway.fetch('/v1/chat/completions', { method: 'POST', body })
    expect(response.status).toBe(200)
    const [received] = provider.requests
    expect(received?.body.toString()).toBe(body.replace('fake/alias', 'fine'))
    expect(received?.headers.authorization).toBe('Bearer sk-upstream')
  })

  test('an unknown price is unknown, never 0', async () => {
    await client.chat.completions.create({ model: 'other', messages })
    expect(await gateway.row()).toMatchObject({ cost_nanos: null, cost: null, usage: { input: 40 } })
  })

  test('the body’s own metadata is logged, and a tier with other rates makes the cost an estimate', async () => {
    const metadata = { run: 'nightly', long: 'x'.repeat(500) }
    await gateway.chat({ model: 'fine', metadata, service_tier: 'priority' })
    const row = await gateway.row()
    expect(row.metadata).toEqual({ run: 'nightly', long: 'x'.repeat(128) })
    expect(row).toMatchObject({ cost_estimated: true, cost_nanos: 375_000 })
    expect(row.notes.join()).toContain('priority')
  })

  test('no usage is unknown usage', async () => {
    await client.chat.completions.create({ model: 'no-usage', messages })
    expect((await gateway.row()).usage).toEqual({
      input: null,
      cache_read: null,
      cache_write: null,
      output: null,
      reasoning: null
    })
  })

  test.each(['gzip', 'br', 'zstd', 'deflate'])(
    'a request body packed as %s is unpacked',
    async (encoding) => {
      const zlib = await import('node:zlib')
      const pack = {
        gzip: zlib.gzipSync,
        br: zlib.brotliCompressSync,
        zstd: zlib.zstdCompressSync,
        deflate: zlib.deflateSync
      }[encoding]
      const body = new Uint8Array(pack?.(JSON.stringify({ model: 'fine', messages })) ?? [])
      const response = await gateway.fetch('/v1/chat/completions', {
        method: 'POST',
        body,
        headers: { 'content-encoding': encoding }
      })
      expect(response.status).toBe(200)
      expect(JSON.parse(provider.requests[0]?.body.toString() ?? '')).toEqual({ model: 'fine', messages })
    }
  )
})

describe('a stream', () => {
  async function collect(model: string, options: object = {}) {
    const stream = await client.chat.completions.create({ model, messages, stream: true, ...options })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of stream) chunks.push(chunk)
    return { chunks, text: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('') }
  }

  test('passes on; its usage is asked for and logged, and the client sees no usage chunk unasked', async () => {
    const { chunks, text } = await collect('fine')
    expect(text).toBe(WORDS.join(''))
    expect(chunks.some((chunk) => chunk.usage)).toBe(false)
    expect(JSON.parse(provider.requests[0]?.body.toString() ?? '')).toMatchObject({
      stream_options: { include_usage: true }
    })
    const row = await gateway.row()
    expect(row).toMatchObject({
      status: 200,
      stream: true,
      cost_nanos: 375_000,
      usage: { input: 40, output: 20 }
    })
    expect(row.ttft_ms).not.toBeNull()
  })

  test('keeps the usage chunk where the client asks for it', async () => {
    const { chunks } = await collect('fine', { stream_options: { include_usage: true } })
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 100 } })
  })

  test('cut inside events and characters comes out whole', async () => {
    expect((await collect('half')).text).toBe(WORDS.join(''))
  })

  test('arrives as it is made', async () => {
    const stream = await client.chat.completions.create({ model: 'slow-5', messages, stream: true })
    const settled = (): boolean => gateway.entries.some((entry) => entry.row.model === 'slow-5')
    const seen: boolean[] = []
    // Each piece is read while the request is still under way: nothing is held back to the end.
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) seen.push(settled())
    expect(seen).toEqual([false, false, false, false, false])
    const row = await gateway.row()
    expect(row.gap_mean_ms).toBeGreaterThan(0)
    expect(row.gap_p95_ms).toBeGreaterThanOrEqual(row.gap_mean_ms ?? 0)
  })

  test('which breaks in the middle ends with an error event, and the row says so', async () => {
    await expect(collect('cut-3')).rejects.toThrow(/closed before|in the middle/)
    expect(await gateway.row()).toMatchObject({ status: 502, error: { reason: 'network' } })
  })

  test('which just stops, without a finish reason, is not passed off as whole', async () => {
    await expect(collect('no-done')).rejects.toThrow(/in the middle/)
    expect((await gateway.row()).error).toMatchObject({ code: 'cut_stream' })
  })

  test('with an error event in the middle passes it on and logs it', async () => {
    await expect(collect('mid-error')).rejects.toThrow(/scripted stream error/)
    expect((await gateway.row()).error).toMatchObject({ message: 'scripted stream error' })
  })

  test('that fails before any output is an error status, not a stream', async () => {
    const response = await gateway.chat({ model: 'preamble-error', stream: true })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ error: { message: 'scripted stream error' } })
    expect(await gateway.row()).toMatchObject({ status: 503, error: { reason: 'overloaded' } })
  })

  test('whose client hangs up is ended at the provider at once, and is nobody’s fault', async () => {
    const aborted = provider.aborted()
    const stop = new AbortController()
    const stream = await client.chat.completions.create(
      { model: 'slow-400', messages, stream: true },
      { signal: stop.signal }
    )
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) stop.abort()
    await aborted
    expect(await gateway.row()).toMatchObject({ status: 499, error: { reason: 'client-closed' } })
  })

  test('that stalls before its first output is ended when the client hangs up', async () => {
    const aborted = provider.aborted()
    const stop = new AbortController()
    const response = client.chat.completions.create(
      { model: 'stall', messages, stream: true },
      { signal: stop.signal }
    )
    const refused = response.then(
      () => null,
      (error: unknown) => error
    )
    while (provider.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    stop.abort()
    expect(await refused).toBeInstanceOf(OpenAI.APIUserAbortError)
    await aborted
    expect(await gateway.row()).toMatchObject({ status: 499, attempts: [{ reason: 'client-closed' }] })
  })
})

describe('failures', () => {
  test.each([
    [400, 'bad-request'],
    [429, 'rate-limited'],
    [500, 'unknown'],
    [503, 'overloaded']
  ])('status %i of the provider passes with its body and headers, named %s', async (status, reason) => {
    const response = await gateway.chat({ model: `status-${status}` })
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toMatchObject({
      error: { message: `scripted ${status}`, code: `code_${status}` }
    })
    const row = await gateway.row()
    expect(row).toMatchObject({ status, attempts: [{ status, reason }] })
    expect(['unknown', 'overloaded']).toContain(status === 500 ? row.error?.reason : 'unknown')
  })

  test('a refused provider key says which account’s key it is, not that the app’s token is wrong', async () => {
    provider.key = 'sk-other'
    const response = await gateway.chat({ model: 'fine' })
    expect(response.status).toBe(502)
    expect(await response.text()).toMatch(/refused the key of the account .*fake/)
    expect((await gateway.row()).error).toMatchObject({ reason: 'bad-credential' })
  })

  test('a closed port says so', async () => {
    const response = await gateway.chat({ model: 'closed/never' })
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({
      error: { type: 'upstream_error', message: expect.stringContaining('refused') as string }
    })
  })

  test('a redirect is not followed', async () => {
    const response = await gateway.chat({ model: 'redirect' })
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('Redirects are not followed')
    expect(provider.requests).toHaveLength(1)
  })

  test('a reply that is no JSON is an error, not passed on', async () => {
    const response = await gateway.chat({ model: 'junk' })
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('not JSON')
  })

  test('a connection that breaks before any reply is tried once more', async () => {
    const response = await gateway.chat({ model: 'reset' })
    expect(response.status).toBe(200)
    expect((await gateway.row()).attempts.map(({ reason }) => reason)).toEqual(['network', null])
  })
})

describe('embeddings', () => {
  test('pass through and are logged', async () => {
    const reply = await client.embeddings.create({ model: 'fine', input: 'text', encoding_format: 'float' })
    expect(reply.data[0]?.embedding).toEqual([0.25, -0.5])
    expect(await gateway.row()).toMatchObject({
      endpoint: '/v1/embeddings',
      usage: { input: 8, output: 0 },
      cost_nanos: 20_000
    })
  })
})
