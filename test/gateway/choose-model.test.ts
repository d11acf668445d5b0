import { afterEach, beforeAll, afterAll, expect, test } from 'vitest'
import type { ConfigDocument } from '../../shared/config/document.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let provider: ScriptedProvider
let gateway: TestGateway
beforeAll(async () => {
  provider = await startScriptedProvider()
  provider.answer = (_request, response) => sendJson(response, 200, {})
})
afterEach(async () => {
  await gateway.close()
})
afterAll(() => provider.close())

type Account = NonNullable<ConfigDocument['accounts']>[number]

const account = (name: string, fields: Partial<Account>): Account => ({
  name,
  provider: 'openai-compatible',
  base_url: provider.url,
  api_key: 'env://KEY',
  ...fields
})

/** What a moderation that names no model is given or told, with these accounts. */
async function chosen(accounts: readonly Account[], models: '*' | string[] = '*'): Promise<unknown> {
  gateway = await startGateway(
    { accounts: [...accounts], tokens: [{ name: 'app', models }] },
    { env: { KEY: 'k' } }
  )
  provider.requests.length = 0
  const response = await gateway.fetch('/v1/moderations', { method: 'POST', body: '{"input":"x"}' })
  if (response.status === 200) return [(await gateway.row()).account, provider.requests[0]?.body['model']]
  return ((await response.json()) as { error: { message: string } }).error.message
}

test('the only one of its kind is taken, by its type or by its name', async () => {
  const guard = account('guard', { models: [{ id: 'guard-2', type: 'moderation' }, 'chat-model'] })
  expect(await chosen([guard, account('open', { models: '*' })])).toEqual(['guard', 'guard-2'])
  await gateway.close()
  expect(await chosen([account('named', { models: ['a-moderation-model', 'other'] })])).toEqual([
    'named',
    'a-moderation-model'
  ])
})

test('an account of OpenAI that takes any name has the model that OpenAI itself would take', async () => {
  const openai = account('oa', { provider: 'openai', models: '*' })
  expect(await chosen([openai])).toEqual(['oa', 'omni-moderation-latest'])
  await gateway.close()
  const guard = account('guard', { models: [{ id: 'guard-2', type: 'moderation' }] })
  expect(await chosen([openai, guard])).toEqual(['oa', 'omni-moderation-latest'])
})

test('of several it is for the client to choose, of those that its token may use', async () => {
  const models = [
    { id: 'guard-1', type: 'moderation' as const },
    { id: 'guard-2', type: 'moderation' as const }
  ]
  expect(await chosen([account('a', { models })])).toContain(
    'several to choose from: send "model" with one of a/guard-1, a/guard-2'
  )
  await gateway.close()
  expect(await chosen([account('a', { models })], ['a/guard-2'])).toEqual(['a', 'guard-2'])
})

test('none is taken of an account that is switched off, or that speaks another dialect', async () => {
  const models = [{ id: 'guard', type: 'moderation' as const }]
  const off = account('off', { models, enabled: false })
  const claude = account('claude', { models, provider: 'anthropic-compatible' })
  expect(await chosen([off, claude])).toContain('may use none of the type moderation')
})
