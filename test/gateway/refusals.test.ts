import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.ts'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'

let provider: FakeProvider
let gateway: TestGateway
let time = Date.parse('2026-06-01T00:00:00Z')
const chat = JSON.stringify({ model: 'one/fine', messages: [] })

beforeAll(async () => {
  provider = await startFakeProvider()
  const account = { provider: 'openai-compatible', base_url: `${provider.url}/v1` }
  gateway = await startGateway(
    {
      accounts: [
        { name: 'one', ...account, models: ['fine', 'shared'] },
        { name: 'two', ...account, models: ['shared', 'mine'] },
        { name: 'off', ...account, models: ['fine2'], enabled: false },
        { name: 'keyless', ...account, api_key: 'env://NOT_SET', models: ['fine3'] }
      ],
      tokens: [
        { name: 'app', models: '*', expires: '2026-07-01T00:00:00Z' },
        { name: 'scoped', models: ['one/*'] },
        { name: 'switched-off', enabled: false }
      ]
    },
    { now: () => time }
  )
})
beforeEach(() => {
  gateway.entries.length = 0
  provider.requests.length = 0
  time = Date.parse('2026-06-01T00:00:00Z')
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

/** A request with any headers, also those that fetch would not let through. */
function raw(options: {
  path?: string
  method?: string
  headers?: Record<string, string>
  body?: string
}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      ...options.headers
    }
    for (const [name, value] of Object.entries(headers))
      if (value === '') delete headers[name as keyof typeof headers]
    const sent = request(
      {
        host: '127.0.0.1',
        port: gateway.port,
        agent: false,
        path: options.path ?? '/v1/chat/completions',
        method: options.method ?? 'POST',
        headers
      },
      (response) => {
        let body = ''
        response.on('data', (part: Buffer) => (body += part.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      }
    )
    sent.on('error', reject)
    sent.end(options.body ?? chat)
  })
}

async function expectRefusal(
  options: Parameters<typeof raw>[0],
  status: number,
  code: string
): Promise<string> {
  const response = await raw(options)
  expect(response.status).toBe(status)
  const { error } = JSON.parse(response.body) as { error: { code: string; message: string; type: string } }
  expect(error.code).toBe(code)
  expect(await gateway.row()).toMatchObject({ status, error: { code, message: error.message } })
  expect(provider.requests).toHaveLength(0)
  return error.message
}

describe('who may ask', () => {
  test('a foreign Host is refused: DNS rebinding', async () => {
    await expectRefusal({ headers: { host: 'evil.example:6480' } }, 403, 'forbidden_host')
  })

  test('a foreign Origin is refused: another site’s page', async () => {
    await expectRefusal({ headers: { origin: 'https://evil.example' } }, 403, 'forbidden_origin')
    gateway.entries.length = 0
    await expectRefusal({ headers: { origin: 'null' } }, 403, 'forbidden_origin')
  })

  test('the page of its own address and localhost are not foreign', async () => {
    const own = { host: `localhost:${gateway.port}`, origin: `http://localhost:${gateway.port}` }
    expect((await raw({ headers: own })).status).toBe(200)
  })

  test('a preflight gets no leave', async () => {
    await expectRefusal(
      {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' }
      },
      403,
      'forbidden_origin'
    )
  })

  test('no token', async () => {
    expect(await expectRefusal({ headers: { authorization: '' } }, 401, 'missing_token')).toContain(
      'gatehouse token create'
    )
  })

  test('a wrong token, also one that differs in the last character', async () => {
    await expectRefusal({ headers: { authorization: `Bearer ${TOKEN.slice(0, -1)}2` } }, 401, 'invalid_token')
  })

  test('a token that is no bearer', async () => {
    await expectRefusal({ headers: { authorization: 'Basic YTpi' } }, 401, 'invalid_token')
  })

  test('an expired token', async () => {
    time = Date.parse('2026-07-01T00:00:00Z')
    expect(await expectRefusal({}, 401, 'expired_token')).toContain('2026-07-01')
  })

  test('a token that is switched off', async () => {
    await expectRefusal({ headers: { authorization: `Bearer ${TOKEN}-switched-off` } }, 401, 'invalid_token')
  })

  test('x-api-key works as well as a bearer', async () => {
    expect((await raw({ headers: { authorization: '', 'x-api-key': TOKEN } })).status).toBe(200)
  })

  test('on Messages paths the refusal is in Anthropic’s form', async () => {
    const response = await raw({ path: '/v1/messages', headers: { authorization: '' } })
    expect(response.status).toBe(401)
    expect(JSON.parse(response.body)).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error' }
    })
  })
})

describe('what may be asked', () => {
  test('a model outside the token’s scope', async () => {
    const message = await expectRefusal(
      { headers: { authorization: `Bearer ${TOKEN}-scoped` }, body: chat.replace('one/fine', 'two/mine') },
      403,
      'model_not_allowed'
    )
    expect(message).toContain('two/mine')
  })

  test('a model that does not exist, with the nearest', async () => {
    expect(await expectRefusal({ body: chat.replace('one/fine', 'fnie') }, 404, 'model_not_found')).toMatch(
      /Did you mean/
    )
  })

  test('a token is told of no model outside its scope', async () => {
    const headers = { authorization: `Bearer ${TOKEN}-scoped` }
    expect(
      await expectRefusal({ headers, body: chat.replace('one/fine', 'mnie') }, 404, 'model_not_found')
    ).not.toContain('two')
    gateway.entries.length = 0
    const message = await expectRefusal(
      { headers, body: chat.replace('one/fine', 'shared') },
      400,
      'ambiguous_model'
    )
    expect(message).toContain('one/shared')
    expect(message).not.toContain('two/')
  })

  test('a model that several accounts offer, with their full names', async () => {
    expect(
      await expectRefusal({ body: chat.replace('one/fine', 'shared') }, 400, 'ambiguous_model')
    ).toContain('one/shared, two/shared')
  })

  test('an account that is switched off or lacks its key says so', async () => {
    expect(
      await expectRefusal({ body: chat.replace('one/fine', 'off/fine2') }, 503, 'account_unavailable')
    ).toContain('off')
    gateway.entries.length = 0
    expect(
      await expectRefusal({ body: chat.replace('one/fine', 'keyless/fine3') }, 503, 'account_unavailable')
    ).toContain('NOT_SET')
  })

  test('top-level keys that repeat, also in disguise', async () => {
    await expectRefusal(
      { body: '{"model":"one/fine","messages":[],"model":"two/mine"}' },
      400,
      'duplicate_key'
    )
    gateway.entries.length = 0
    await expectRefusal(
      { body: '{"model":"one/fine","messages":[],"\\u006dodel":"two/mine"}' },
      400,
      'duplicate_key'
    )
  })

  test.each([
    ['broken JSON', { body: '{"model": "x", ' }, 400, 'invalid_json'],
    ['no body', { body: '' }, 400, 'invalid_json'],
    ['no model', { body: '{"messages":[]}' }, 400, 'invalid_request'],
    [
      'a stream flag that is no boolean',
      { body: '{"model":"one/fine","stream":"yes"}' },
      400,
      'invalid_request'
    ],
    [
      'a model name of a novel’s length',
      { body: JSON.stringify({ model: 'm'.repeat(501) }) },
      400,
      'invalid_request'
    ],
    [
      'more keys than any API has',
      { body: JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`k${at}`, 0]))) },
      400,
      'invalid_request'
    ],
    ['another content type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    [
      'an unknown content encoding',
      { headers: { 'content-encoding': 'lzma' } },
      415,
      'unsupported_media_type'
    ],
    [
      'a body that is not packed as it says',
      { headers: { 'content-encoding': 'gzip' } },
      400,
      'invalid_request'
    ],
    [
      'a body announced as too large',
      { headers: { 'content-length': '200000000' }, body: '{' },
      413,
      'body_too_large'
    ],
    ['an unknown path', { path: '/v1/nothing/here' }, 404, 'unknown_path'],
    ['the wrong method', { method: 'PUT' }, 405, 'method_not_allowed']
  ])('%s', async (_what, options, status, code) => {
    await expectRefusal(options, status, code)
  })

  test('a small body that unpacks into too much is refused', async () => {
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(120 * 1024 * 1024))
    const response = await gateway.fetch('/v1/chat/completions', {
      method: 'POST',
      body: new Uint8Array(bomb),
      headers: { 'content-encoding': 'gzip' }
    })
    expect(response.status).toBe(413)
  })
})

describe('models', () => {
  test('are listed for the token alone, under full names and plain ones where those are clear', async () => {
    const list = async (headers: Record<string, string>): Promise<string[]> => {
      const response = await gateway.fetch('/v1/models', { headers })
      return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id)
    }
    expect(await list({})).toEqual(['one/fine', 'one/shared', 'two/shared', 'two/mine', 'fine', 'mine'])
    expect(await list({ authorization: `Bearer ${TOKEN}-scoped` })).toEqual([
      'one/fine',
      'one/shared',
      'fine'
    ])
  })

  test('come in Anthropic’s form for clients that say its version', async () => {
    const response = await gateway.fetch('/v1/models', { headers: { 'anthropic-version': '2023-06-01' } })
    expect(await response.json()).toMatchObject({
      data: [{ type: 'model', id: 'one/fine' }, {}, {}, {}, {}, {}],
      has_more: false,
      first_id: 'one/fine',
      last_id: 'mine'
    })
  })

  test('one is found by any name that requests may use', async () => {
    for (const name of ['fine', 'one/fine', 'one%2Ffine', '@one/fine']) {
      const response = await gateway.fetch(`/v1/models/${name}`)
      expect(response.status, name).toBe(200)
      expect(await response.json()).toMatchObject({
        id: decodeURIComponent(name),
        object: 'model',
        owned_by: 'one'
      })
    }
    expect((await gateway.fetch('/v1/models/none')).status).toBe(404)
  })
})
