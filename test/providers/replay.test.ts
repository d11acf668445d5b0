import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import { chatPath } from '../../electron/gateway/upstream-path.ts'
import type { ClientDialectId } from '../../shared/domain/dialect.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { FIXTURES } from './fixtures/all-fixtures.ts'
import type { ProviderFixture } from './fixtures/fixture.ts'
import { eventTexts, requestOf, textOfStream, upstreamBase } from './replay-steps.ts'

/** Each provider of the catalogue answers as its documentation says, on a real socket, through the whole gateway. */
let server: ScriptedProvider
let gateway: TestGateway
const KEY = 'key-of-the-account'

beforeAll(async () => {
  server = await startScriptedProvider()
  const accounts = [...PROVIDERS.values()].map((provider) => ({
    name: `a-${provider.id}`,
    provider: provider.id,
    base_url: upstreamBase(provider, server.url),
    models: '*' as const,
    api_key: 'env://KEY'
  }))
  gateway = await startGateway({ accounts, tokens: [{ name: 'app', models: '*' }] }, { env: { KEY } })
})
afterAll(async () => {
  await gateway.close()
  await server.close()
})

/** Its streams are binary and nobody is answered in its dialect: `test/gateway/bedrock.test.ts` replays it. */
const ELSEWHERE = ['bedrock']

test('every provider has a fixture, and each names the pages that it is after', () => {
  expect([...FIXTURES.map(({ provider }) => provider), ...ELSEWHERE].sort()).toEqual(
    [...PROVIDERS.keys()].sort()
  )
  for (const { sources } of FIXTURES) {
    expect(sources.length).toBeGreaterThan(0)
    for (const source of sources) expect(source).toMatch(/^https:\/\//)
  }
})

describe.each(FIXTURES.map((fixture) => [fixture.provider, fixture] as const))('%s', (id, fixture) => {
  const dialect: ClientDialectId = fixture.dialect ?? 'openai-chat'
  const ask = async (stream: boolean) => {
    const count = gateway.entries.length
    const { path, body } = requestOf(dialect, `a-${id}/${fixture.model}`, stream)
    const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
    const text = await response.text()
    return { status: response.status, text, row: await gateway.row(count + 1), sent: server.requests.at(-1) }
  }

  test('a whole reply reaches the client as it is, and the row counts its tokens', async () => {
    server.answer = (_request, response) => sendJson(response, 200, fixture.reply)
    const { status, text, row, sent } = await ask(false)
    expect(status).toBe(200)
    expect(text).toContain(JSON.stringify(fixture.text).slice(1, -1))
    expect(row).toMatchObject({ account: `a-${id}`, model: fixture.model, dialect_out: dialect, error: null })
    expect(row.usage).toMatchObject(fixture.usage)
    expect(sent?.path).toBe(pathOf(id, fixture, dialect, false))
    expect(signedBy(id, sent?.headers ?? {})).toBe(true)
  })

  test('a stream reaches the client whole, and the row counts its tokens', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(eventTexts(dialect, fixture.stream))
    }
    const { status, text, row, sent } = await ask(true)
    expect(status).toBe(200)
    expect(textOfStream(text)).toContain(fixture.text)
    expect(row).toMatchObject({ stream: true, error: null })
    expect(row.usage).toMatchObject(fixture.usage)
    expect(sent?.path).toBe(pathOf(id, fixture, dialect, true))
  })

  test.each(fixture.errors.map((error) => [error.reason, error.status, error] as const))(
    'what it means as %s with status %d is told so',
    async (reason, status, error) => {
      server.answer = (_request, response) => {
        if (typeof error.body === 'string')
          response.writeHead(status, { 'content-type': 'text/html' }).end(error.body)
        else sendJson(response, status, error.body)
      }
      for (const stream of [false, true]) {
        const { row, status: told } = await ask(stream)
        expect(told).toBeGreaterThanOrEqual(400)
        expect(row.error?.reason).toBe(reason)
        expect(row.error?.message).not.toMatch(/no explanation/)
      }
    }
  )
})

/** Where the provider must have been asked: its own path, and its dialect's behind it. */
function pathOf(id: string, fixture: ProviderFixture, dialect: ClientDialectId, stream: boolean): string {
  const provider = PROVIDERS.get(id)
  const base = provider === undefined ? '' : new URL(upstreamBase(provider, server.url)).pathname
  return base.replace(/\/$/, '') + chatPath(dialect, fixture.model, stream)
}

/** Whether the key was sent in the header that the catalogue names, and in no other place but a bearer. */
function signedBy(id: string, headers: Readonly<Record<string, unknown>>): boolean {
  const { keyHeader, bearerToo } = PROVIDERS.get(id) ?? {}
  const bearer = headers['authorization'] === `Bearer ${KEY}`
  if (keyHeader === undefined) return bearer
  return headers[keyHeader] === KEY && bearer === (bearerToo ?? false)
}
