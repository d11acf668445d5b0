import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../shared/config/document.ts'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'

let harness: ControlHarness
beforeEach(async () => {
  harness = await openControl()
})
afterEach(async () => await harness.close())

const account = (): Account | undefined => harness.configuration.current().document.accounts?.[0]

async function create(models: Account['models']): Promise<void> {
  await harness.client.accounts.create({
    account: { name: 'main', provider: 'openai', api_key: 'env://KEY', models }
  })
}

describe('models', () => {
  it('lists what an account has beside what its provider offers', async () => {
    const { client, providers } = harness
    await create(['gpt-4o', { id: 'mine', upstream_id: 'gpt-4o-mini', price: { input: 1, output: 2 } }])
    const [before] = await client.models.list()
    expect(before).toMatchObject({ any: false, fetched_at: null, fetch_error: null })
    expect(before?.models.map((model) => [model.id, model.enabled, model.offered])).toEqual([
      ['gpt-4o', true, null],
      ['mine', true, null]
    ])
    providers.set('main', ['gpt-4o', 'gpt-4o-mini', 'text-embedding-3-small'])
    const fetched = await client.models.refresh({ account: 'main' })
    expect(fetched.fetched_at).toBe('2026-09-01T12:00:00.000Z')
    expect(fetched.models.map((model) => [model.id, model.enabled, model.offered])).toEqual([
      ['gpt-4o', true, true],
      ['mine', true, true],
      ['text-embedding-3-small', false, true]
    ])
    const [priced, own, embedding] = fetched.models
    expect(priced).toMatchObject({ name: 'main/gpt-4o', type: 'chat', price_source: 'catalogue' })
    expect(priced?.price?.input).toBeGreaterThan(0)
    expect(own).toMatchObject({
      price: { input: 1, output: 2 },
      price_source: 'override',
      price_id: 'override:main/mine'
    })
    expect(embedding?.type).toBe('embedding')
  })

  it('says that a price is not known rather than 0', async () => {
    await create(['a-model-that-nobody-made'])
    const [models] = await harness.client.models.list()
    expect(models?.models[0]).toMatchObject({
      price: null,
      price_source: null,
      price_id: null,
      context_window: null
    })
  })

  it('shows why a provider could not be asked until it answers', async () => {
    const { client, providers } = harness
    await create('*')
    expect((await client.models.refresh({ account: 'main' })).fetch_error).toBe("main can't be reached.")
    expect((await client.models.list())[0]?.fetch_error).toBe("main can't be reached.")
    providers.set('main', ['gpt-4o'])
    expect(await client.models.refresh({ account: 'main' })).toMatchObject({ any: true, fetch_error: null })
    expect(await refusalOf(client.models.refresh({ account: 'nobody' }))).toMatchObject({ code: 'not_found' })
  })

  it('adds to and takes from a list', async () => {
    const { client } = harness
    await create(['a', { id: 'b', type: 'embedding' }])
    await client.models.set_enabled({ account: 'main', models: ['c', 'a'], enabled: true })
    expect(account()?.models).toEqual(['a', { id: 'b', type: 'embedding' }, 'c'])
    await client.models.set_enabled({ account: 'main', models: ['a', 'c'], enabled: false })
    expect(account()?.models).toEqual([{ id: 'b', type: 'embedding' }])
  })

  it('writes the list of an account that takes any model out when the first is switched off', async () => {
    const { client, providers } = harness
    providers.set('main', ['a', 'b', 'c'])
    await create(['*', { id: 'b', price: { input: 1, output: 1 } }])
    await client.models.set_enabled({ account: 'main', models: ['a'], enabled: false })
    expect(account()?.models).toEqual([{ id: 'b', price: { input: 1, output: 1 } }, 'c'])
  })

  it('changes nothing where it can not know that list, or where all is enabled anyway', async () => {
    const { client } = harness
    await create('*')
    const call = client.models.set_enabled({ account: 'main', models: ['a'], enabled: false })
    expect(await refusalOf(call)).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/can't be reached/)
    })
    expect(await client.models.set_enabled({ account: 'main', models: ['a'], enabled: true })).toEqual({
      revision: 1
    })
    expect(account()?.models).toBe('*')
  })

  it('sets a price and takes it away again', async () => {
    const { client } = harness
    await create(['a', 'b'])
    const price = { input: 0.5, output: 1.5 }
    await client.models.set_price({ account: 'main', model: 'a', price })
    expect(account()?.models).toEqual([{ id: 'a', price }, 'b'])
    const entry = harness.configuration.snapshot().accounts.get('main')?.models.get('a')?.priceOverride
    expect(entry).toMatchObject({ id: 'override:main/a', rates: { input: 500_000, output: 1_500_000 } })
    await client.models.set_price({ account: 'main', model: 'a', price: null })
    expect(account()?.models).toEqual(['a', 'b'])
    expect(await refusalOf(client.models.set_price({ account: 'main', model: 'z', price }))).toMatchObject({
      code: 'not_found'
    })
  })

  it('keeps "*" beside the prices of an account that takes any model', async () => {
    const { client } = harness
    await create('*')
    const price = { input: 0.5, output: 1.5 }
    await client.models.set_price({ account: 'main', model: 'a', price })
    expect(account()?.models).toEqual(['*', { id: 'a', price }])
    await client.models.set_price({ account: 'main', model: 'a', price: null })
    expect(account()?.models).toBe('*')
  })
})
