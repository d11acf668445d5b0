import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fetchModels, type FetchedModels } from '../../electron/gateway/fetch-models.ts'
import { createUpstream } from '../../electron/upstream/upstream.ts'
import { compileText } from '../config/compile-text.ts'

interface Answer {
  readonly status?: number
  readonly body: unknown
}

/** Asks a server that answers so, and tells what it was asked for. */
async function fetchFrom(
  provider: string,
  answer: (url: URL) => Answer | null,
  timeoutMs = 5000,
  path = ''
): Promise<{ readonly fetched: FetchedModels; readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const given = answer(new URL(request.url ?? '', 'http://server'))
    if (given === null) return
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(given.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const upstream = createUpstream()
  onTestFinished(async () => {
    await upstream.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const text = `version: 1\naccounts: [{ name: a, provider: ${provider}, base_url: "http://127.0.0.1:${port}${path}" }]`
  const account = (await compileText(text, {})).accounts.get('a')
  if (account === undefined) throw new Error('no account')
  return { fetched: await fetchModels(upstream, account, timeoutMs), asked }
}

describe('the models of a provider', () => {
  test("of OpenAI's kind, and of a bare list, come at once", async () => {
    const listed = await fetchFrom('openai-compatible', () => ({
      body: { data: [{ id: 'a' }, { id: 'b' }, { id: 'a' }], has_more: true, last_id: 'b' }
    }))
    expect(listed).toEqual({
      fetched: { kind: 'models', status: 200, models: ['a', 'b'] },
      asked: ['/v1/models']
    })
    const { fetched } = await fetchFrom('openai-compatible', () => ({ body: [{ id: 'x' }, { no: 1 }] }))
    expect(fetched).toMatchObject({ models: ['x'] })
  })

  test('are listed where each provider says', async () => {
    const githubs = await fetchFrom(
      'github-models',
      () => ({ body: [{ id: 'openai/gpt-4.1', name: 'OpenAI GPT-4.1' }] }),
      5000,
      '/inference'
    )
    expect(githubs).toMatchObject({ fetched: { models: ['openai/gpt-4.1'] }, asked: ['/catalog/models'] })
    const cloudflares = await fetchFrom(
      'cloudflare',
      () => ({ body: { success: true, result: [{ id: 'b7a2-uuid', name: '@cf/openai/gpt-oss-120b' }] } }),
      5000,
      '/client/v4/accounts/abc/ai/v1'
    )
    expect(cloudflares).toMatchObject({
      fetched: { models: ['@cf/openai/gpt-oss-120b'] },
      asked: ['/client/v4/accounts/abc/ai/models/search?per_page=1000']
    })
    const coheres = await fetchFrom('cohere', () => ({ body: { models: [{ name: 'command-a-03-2025' }] } }))
    expect(coheres).toMatchObject({
      fetched: { models: ['command-a-03-2025'] },
      asked: ['/v1/models?page_size=1000']
    })
    const perplexitys = await fetchFrom('perplexity', () => ({ body: { data: [{ id: 'sonar' }] } }))
    expect(perplexitys).toMatchObject({ fetched: { models: ['sonar'] }, asked: ['/v1/models'] })
  })

  test("of Anthropic's kind come page by page", async () => {
    const { fetched, asked } = await fetchFrom('anthropic-compatible', (url) =>
      url.searchParams.get('after_id') === null
        ? { body: { data: [{ id: 'claude-a' }], has_more: true, first_id: 'claude-a', last_id: 'claude-a' } }
        : { body: { data: [{ id: 'claude-b' }], has_more: false, last_id: 'claude-b' } }
    )
    expect(fetched).toMatchObject({ models: ['claude-a', 'claude-b'] })
    expect(asked).toEqual(['/v1/models?limit=1000', '/v1/models?limit=1000&after_id=claude-a'])
  })

  test('of Cohere come page by page, from its first version', async () => {
    const { fetched, asked } = await fetchFrom('cohere', (url) =>
      url.searchParams.get('page_token') === null
        ? {
            body: { models: [{ name: 'command-a-03-2025' }, { name: 'embed-v4.0' }], next_page_token: 'a/b=' }
          }
        : { body: { models: [{ name: 'rerank-v3.5' }] } }
    )
    expect(fetched).toMatchObject({ models: ['command-a-03-2025', 'embed-v4.0', 'rerank-v3.5'] })
    expect(asked).toEqual(['/v1/models?page_size=1000', '/v1/models?page_size=1000&page_token=a%2Fb%3D'])
  })

  test("of Google's kind come page by page, without the folder before their names", async () => {
    const { fetched, asked } = await fetchFrom('gemini-compatible', (url) =>
      url.searchParams.get('pageToken') === null
        ? {
            body: {
              models: [{ name: 'models/gemini-x' }, { name: 'tunedModels/mine' }],
              nextPageToken: 'a/b='
            }
          }
        : { body: { models: [{ name: 'models/gemini-y' }] } }
    )
    expect(fetched).toMatchObject({ models: ['gemini-x', 'tunedModels/mine', 'gemini-y'] })
    expect(asked).toEqual(['/v1beta/models?pageSize=1000', '/v1beta/models?pageSize=1000&pageToken=a%2Fb%3D'])
    expect((await fetchFrom('gemini-compatible', () => ({ body: {} }))).fetched).toMatchObject({ models: [] })
  })

  test('a provider that goes round in circles or on forever is not asked forever', async () => {
    const same = await fetchFrom('gemini-compatible', () => ({
      body: { models: [{ name: 'models/a' }], nextPageToken: 'same' }
    }))
    expect([same.fetched.kind, same.asked.length]).toEqual(['models', 2])
    let page = 0
    const endless = await fetchFrom('gemini-compatible', () => ({
      body: { models: [{ name: `models/${page++}` }], nextPageToken: `page-${page}` }
    }))
    expect([endless.fetched.kind, endless.asked.length]).toEqual(['models', 20])
  })

  test("an error is told in the provider's words, also of a later page", async () => {
    const { fetched } = await fetchFrom('anthropic-compatible', (url) =>
      url.searchParams.get('after_id') === null
        ? { body: { data: [{ id: 'a' }], has_more: true, last_id: 'a' } }
        : {
            status: 401,
            body: { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }
          }
    )
    expect(fetched).toEqual({
      kind: 'failed',
      status: 401,
      reason: 'bad-credential',
      message: 'invalid x-api-key'
    })
  })

  test('what is no list of models is said to be none', async () => {
    for (const body of [{}, { data: 'x' }, 'text', null]) {
      const { fetched } = await fetchFrom('openai-compatible', () => ({ body }))
      expect(fetched).toMatchObject({ kind: 'failed', reason: 'unknown' })
    }
  })

  test('a server that never answers is given up', async () => {
    const { fetched } = await fetchFrom('openai-compatible', () => null, 50)
    expect(fetched).toMatchObject({ kind: 'failed', status: null, reason: 'timeout' })
  })
})
