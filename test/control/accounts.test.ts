import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'

let harness: ControlHarness
beforeEach(async () => {
  harness = await openControl()
})
afterEach(async () => await harness.close())

const keyOf = (account: string): string | undefined =>
  harness.configuration.snapshot().accounts.get(account)?.keys[0]?.value

describe('accounts', () => {
  it('offers the providers of the catalogue', async () => {
    const providers = await harness.client.accounts.providers()
    expect(providers.find((provider) => provider.id === 'cerebras')).toMatchObject({
      aliases: ['cbrs'],
      needs_key: true,
      base_url: 'https://api.cerebras.ai/v1'
    })
    expect(providers.find((provider) => provider.id === 'openai-compatible')?.base_url).toBeNull()
  })

  it('keeps a typed key in the key store and only its name in the document', async () => {
    const { client, configuration, secrets } = harness
    const created = await client.accounts.create({
      account: { name: 'main', provider: 'cerebras' },
      key: ' csk-typed-key\n'
    })
    expect(created).toEqual({ revision: 1 })
    expect(await secrets.read('main')).toBe('csk-typed-key')
    expect(configuration.current().document.accounts?.[0]).toEqual({
      name: 'main',
      provider: 'cerebras',
      api_key: 'keychain://main',
      models: '*'
    })
    const [state] = await client.accounts.list()
    expect(state).toMatchObject({
      provider_name: 'Cerebras',
      base_url: 'https://api.cerebras.ai/v1',
      state: 'ready',
      notice: null,
      keys: [{ reference: 'keychain://main', present: true }],
      last_used: null
    })
    expect(JSON.stringify([state, await client.config.get(), await client.config.export()])).not.toContain(
      'csk-typed'
    )
  })

  it('uses another name for the key where an account or a token uses that one', async () => {
    const { client, secrets } = harness
    await secrets.write('main', 'key of the first')
    await client.config.apply({
      text: 'version: 1\naccounts:\n  - { name: first, provider: groq, api_key: keychain://main }\n',
      dry_run: false,
      prune: false,
      by: 'apply'
    })
    await client.accounts.create({ account: { name: 'main', provider: 'groq' }, key: 'key-of-main' })
    expect([await secrets.read('main'), await secrets.read('main-2')]).toEqual([
      'key of the first',
      'key-of-main'
    ])
    expect([keyOf('first'), keyOf('main')]).toEqual(['key of the first', 'key-of-main'])
  })

  it('leaves no key behind where the account can not be saved', async () => {
    const { client, secrets, configuration } = harness
    await client.accounts.create({ account: { name: 'first', provider: 'ollama', aliases: ['taken'] } })
    const alias = { name: 'second', provider: 'groq', aliases: ['taken'] }
    expect(await refusalOf(client.accounts.create({ account: alias, key: 'key-two' }))).toMatchObject({
      code: 'invalid_config',
      issues: [{ field: 'accounts[1].aliases[0]' }]
    })
    expect(await secrets.read('second')).toBeNull()
    expect(secrets.list()).toEqual([])

    await secrets.write('third', 'was here before')
    const again = { name: 'third', provider: 'groq', aliases: ['taken'] }
    await refusalOf(client.accounts.create({ account: again, key: 'key-three' }))
    expect(await secrets.read('third')).toBe('was here before')
    expect(configuration.current().revision).toBe(1)
  })

  it.each([
    [{ name: 'a', provider: 'cerebas' }, 'account.provider', /did you mean "cerebras"/],
    [{ name: 'a', provider: 'openai-compatible' }, 'account.base_url', /missing/],
    [{ name: 'a', provider: 'groq', base_url: 'http://169.254.169.254' }, 'account.base_url', /metadata/]
  ])('refuses an account that can not work, also to test it: %j', async (account, field, message) => {
    const { client, tested, configuration } = harness
    for (const call of [
      client.accounts.create({ account, key: 'k' }),
      client.accounts.test({ account, key: 'k' })
    ]) {
      const refusal = await refusalOf(call)
      expect(refusal).toMatchObject({ code: 'invalid_config', status: 422, issues: [{ field }] })
      expect(refusal.issues[0]?.message).toMatch(message)
    }
    expect(tested).toEqual([])
    expect(configuration.current().revision).toBe(0)
  })

  it('refuses a second account of a name, without touching the key of the first', async () => {
    const { client } = harness
    await client.accounts.create({ account: { name: 'main', provider: 'groq' }, key: 'key-one' })
    const second = client.accounts.create({ account: { name: 'main', provider: 'xai' }, key: 'key-two' })
    expect(await refusalOf(second)).toMatchObject({
      code: 'conflict',
      status: 409,
      issues: [{ field: 'account.name' }]
    })
    expect(keyOf('main')).toBe('key-one')
  })

  it('keeps one of two that are created at the same moment, with its own key', async () => {
    const { client, secrets } = harness
    const results = await Promise.allSettled([
      client.accounts.create({ account: { name: 'main', provider: 'groq' }, key: 'key-one' }),
      client.accounts.create({ account: { name: 'main', provider: 'groq' }, key: 'key-two' })
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected'])
    expect([keyOf('main'), await secrets.read('main')]).toEqual(['key-one', 'key-one'])
  })

  it('refuses a key with spaces in it', async () => {
    const call = harness.client.accounts.create({
      account: { name: 'a', provider: 'groq' },
      key: 'two words'
    })
    expect(await refusalOf(call)).toMatchObject({ code: 'invalid_request', issues: [{ field: 'key' }] })
  })

  it('replaces a key in its place, which is no new revision', async () => {
    const { client, secrets } = harness
    await client.accounts.create({ account: { name: 'main', provider: 'groq' }, key: 'key-one' })
    const account = { name: 'main', provider: 'groq', api_key: 'keychain://main' }
    expect(await client.accounts.update({ name: 'main', account, key: 'key-two' })).toEqual({ revision: 1 })
    expect(keyOf('main')).toBe('key-two')
    expect(secrets.list().map((record) => record.name)).toEqual(['main'])
  })

  it('renames an account together with the scopes that name it', async () => {
    const { client, configuration } = harness
    await client.accounts.create({ account: { name: 'main', provider: 'ollama' } })
    await client.tokens.create({ name: 'app', models: ['main/*', '@main/x', 'mainframe/*', 'plain'] })
    await client.accounts.update({ name: 'main', account: { name: 'home', provider: 'ollama' } })
    expect(configuration.current().document.tokens?.[0]?.models).toEqual([
      'home/*',
      'home/x',
      'mainframe/*',
      'plain'
    ])
    expect(
      await refusalOf(client.accounts.update({ name: 'main', account: { name: 'x', provider: 'ollama' } }))
    ).toMatchObject({
      code: 'not_found',
      status: 404
    })
  })

  it('switches an account off and on', async () => {
    const { client } = harness
    await client.accounts.create({ account: { name: 'main', provider: 'ollama' } })
    await client.accounts.set_enabled({ name: 'main', enabled: false })
    expect((await client.accounts.list())[0]).toMatchObject({
      state: 'disabled',
      notice: expect.stringMatching(/switched off/)
    })
    await client.accounts.set_enabled({ name: 'main', enabled: true })
    expect((await client.accounts.list())[0]?.state).toBe('ready')
  })

  it('removes an account, and with it only keys that nothing else uses', async () => {
    const { client, secrets } = harness
    await secrets.write('shared', 'shared-key')
    await client.accounts.create({ account: { name: 'a', provider: 'groq' }, key: 'key-a' })
    await client.accounts.create({ account: { name: 'b', provider: 'groq', api_key: 'keychain://shared' } })
    await client.accounts.create({ account: { name: 'c', provider: 'xai', api_key: 'keychain://shared' } })
    await client.accounts.remove({ name: 'a', delete_key: true })
    await client.accounts.remove({ name: 'b', delete_key: true })
    expect(secrets.list().map((record) => record.name)).toEqual(['shared'])
    await client.accounts.remove({ name: 'c', delete_key: false })
    expect(await secrets.read('shared')).toBe('shared-key')
    expect(await refusalOf(client.accounts.remove({ name: 'c', delete_key: true }))).toMatchObject({
      code: 'not_found'
    })
  })

  it('tests a key before it is saved and an account that is', async () => {
    const { client, providers, tested } = harness
    providers.set('main', ['gpt-oss-120b'])
    const account = { name: 'main', provider: 'groq' }
    expect(await client.accounts.test({ account, key: 'typed' })).toMatchObject({
      ok: true,
      models: ['gpt-oss-120b']
    })
    expect(await client.accounts.test({ account: { ...account, name: 'other' } })).toMatchObject({
      ok: false
    })
    expect(tested).toEqual([
      ['main', 'typed'],
      ['other', undefined]
    ])
  })
})
