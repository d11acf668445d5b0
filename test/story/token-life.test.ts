import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.ts'
import { serve, temporaryDataDir, type Served } from '../support/serve.ts'

const folder = temporaryDataDir()
let provider: FakeProvider
let served: Served

beforeAll(async () => {
  provider = await startFakeProvider()
  const account = { name: 'fake', provider: 'openai-compatible', base_url: provider.url, models: ['fine'] }
  served = await serve({ dataDir: folder.dataDir, apply: { version: 1, accounts: [account] } })
})
afterAll(async () => {
  await served.stop()
  await provider.close()
  folder.remove()
})

/** Status and error code of a chat request with this token. */
async function ask(token: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${served.gateway}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'fine', messages: [] })
  })
  const { error } = (await response.json()) as { error?: { code: string } }
  return error === undefined ? String(response.status) : `${response.status} ${error.code}`
}

test('a token works from the moment it is made until it is revoked, and revoking is final', async () => {
  const { token } = await served.control.tokens.create({ name: 'app' })
  expect(await ask(token)).toBe('200')

  const rotated = await served.control.tokens.rotate({ name: 'app', grace_ms: 60_000 })
  expect([await ask(token), await ask(rotated.token)]).toEqual(['200', '200'])
  const again = await served.control.tokens.rotate({ name: 'app', grace_ms: 0 })
  expect([await ask(token), await ask(rotated.token), await ask(again.token)]).toEqual([
    '401 invalid_token',
    '401 invalid_token',
    '200'
  ])

  const { revision } = await served.control.config.get()
  await served.control.tokens.revoke({ name: 'app' })
  expect(await ask(again.token)).toBe('401 invalid_token')
  await served.control.config.restore({ revision })
  expect(await served.control.tokens.list()).toMatchObject([{ name: 'app', state: 'no-value' }])
  expect(await ask(again.token)).toBe('401 invalid_token')
})

test('a token that expires is refused from then on, one that is switched off until it is on again', async () => {
  const expires = Date.now() + 1000
  const short = await served.control.tokens.create({
    name: 'short',
    expires: new Date(expires).toISOString()
  })
  await new Promise((resolve) => setTimeout(resolve, expires - Date.now() + 1))
  expect(await ask(short.token)).toBe('401 expired_token')
  const { token } = await served.control.tokens.create({ name: 'switched' })
  await served.control.tokens.update({ name: 'switched', enabled: false })
  expect(await ask(token)).toBe('401 invalid_token')
  await served.control.tokens.update({ name: 'switched', enabled: true })
  expect(await ask(token)).toBe('200')
})

test('each of these requests, refused or not, is one row of the log', async () => {
  const statuses = async (): Promise<number[]> =>
    (await served.control.logs.list({ filter: {}, limit: 100 })).rows.map(({ status }) => status)
  for (let tries = 0; (await statuses()).length < 11 && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 30))
  expect((await statuses()).toReversed()).toEqual([200, 200, 200, 401, 401, 200, 401, 401, 401, 401, 200])
})
