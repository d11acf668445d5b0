import { describe, expect, it } from 'vitest'
import { hashTokenValue } from '../../electron/config/token-value.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { apply, EXAMPLE, openHarness } from './configuration-harness.ts'

const ENV = { CEREBRAS_API_KEY: 'csk-of-a-test', CI_TOKEN: '0123456789abcdef' }

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown
  )
  return error instanceof GatehouseError ? error.code : JSON.stringify(error)
}

describe('applying a file', () => {
  it('puts the documented example into force', async () => {
    const { configuration } = await openHarness(ENV)
    const result = await apply(configuration, EXAMPLE)
    const snapshot = configuration.snapshot()
    expect(result).toMatchObject({ revision: 1, changed: true, notices: [] })
    expect(result.diff.map((change) => [change.path, change.kind])).toEqual([
      ['accounts.cerebras-main', 'added'],
      ['accounts.local', 'added'],
      ['tokens.cline', 'added'],
      ['tokens.ci', 'added']
    ])
    expect(snapshot.accounts.get('cerebras-main')).toMatchObject({
      origin: 'https://api.cerebras.ai',
      basePath: '/v1',
      keys: [{ reference: 'env://CEREBRAS_API_KEY', value: 'csk-of-a-test' }],
      headers: { 'x-cerebras-3rd-party-integration': 'gatehouse' },
      state: 'ready'
    })
    const priced = snapshot.accounts.get('cerebras-main')?.models.get('zai-glm-4.6')
    expect(priced?.priceOverride).toMatchObject({
      id: 'override:cerebras-main/zai-glm-4.6',
      rates: { input: 2_250_000, output: 2_750_000 }
    })
  })

  it('makes a value for a new token, once, and keeps only its hash', async () => {
    const { configuration, store, clock } = await openHarness(ENV)
    const { tokens } = await apply(configuration, EXAMPLE)
    const value = tokens[0]?.token ?? ''
    expect(tokens.map((token) => token.name)).toEqual(['cline'])
    expect(value).toMatch(/^sk-gh-[\w-]{43}$/)
    expect(configuration.snapshot().findToken(hashTokenValue(value), clock.time)?.name).toBe('cline')
    expect(JSON.stringify([await store.load(), await configuration.revision(1)])).not.toContain(value)
    expect(configuration.snapshot().findToken(hashTokenValue(ENV.CI_TOKEN), clock.time)).toMatchObject({
      name: 'ci',
      payloads: false
    })
  })

  it('changes nothing the second time, however the same is written', async () => {
    const { configuration, store } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    const records = (await store.load()).tokens
    const again = await apply(configuration, EXAMPLE)
    const otherwise = await apply(
      configuration,
      EXAMPLE.replace('models: "*" }', 'enabled: true, aliases: [] }').replace('models: "*", value', 'value')
    )
    expect(again).toMatchObject({ revision: 1, changed: false, diff: [], tokens: [] })
    expect(otherwise).toMatchObject({ revision: 1, changed: false })
    expect((await store.load()).tokens).toEqual(records)
    expect(await store.listRevisions(null, 9)).toHaveLength(1)
  })

  it('leaves absent sections alone and removes missing accounts, but tokens only with prune', async () => {
    const { configuration, clock } = await openHarness(ENV)
    const { tokens } = await apply(configuration, EXAMPLE)
    const hash = hashTokenValue(tokens[0]?.token ?? '')
    const onlyTokens = 'version: 1\ntokens:\n  - { name: late }\n'
    const added = await apply(configuration, onlyTokens)
    expect(added.diff.map((change) => change.path)).toEqual(['tokens.late'])
    expect(configuration.snapshot().findToken(hash, clock.time)?.name).toBe('cline')

    const without = await apply(configuration, 'version: 1\naccounts: []\n')
    expect(without.diff.map((change) => [change.path, change.kind])).toEqual([
      ['accounts.cerebras-main', 'removed'],
      ['accounts.local', 'removed']
    ])
    const pruned = await apply(configuration, onlyTokens, { prune: true })
    expect(pruned.diff.map((change) => [change.path, change.kind])).toEqual([
      ['tokens.cline', 'removed'],
      ['tokens.ci', 'removed']
    ])
    expect(configuration.snapshot().findToken(hash, clock.time)).toBeUndefined()
  })

  it('shows what a dry run would do and does none of it', async () => {
    const { configuration, store } = await openHarness()
    const result = await apply(configuration, EXAMPLE, { dryRun: true })
    expect(result).toMatchObject({ revision: 0, changed: true, tokens: [] })
    expect(result.diff).toHaveLength(4)
    expect(result.notices.join()).toMatch(/CEREBRAS_API_KEY is not set/)
    expect(await store.listRevisions(null, 9)).toHaveLength(0)
    expect(configuration.snapshot().accounts.size).toBe(0)
  })

  it('applies nothing of a file in which one thing is wrong', async () => {
    const { configuration, store } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    const wrong = EXAMPLE.replace('gpt-oss-120b,', 'gpt-oss-120b, another,').replace(
      'payloads: false',
      'payloads: no'
    )
    expect(await codeOf(apply(configuration, wrong))).toBe('invalid_config')
    expect(await store.listRevisions(null, 9)).toHaveLength(1)
    expect(configuration.snapshot().accounts.get('cerebras-main')?.models.has('another')).toBe(false)
  })

  it('keeps what is in force where the store fails', async () => {
    const { configuration, disk } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    const before = configuration.snapshot()
    disk.failure = new Error('disk full')
    await expect(apply(configuration, 'version: 1\naccounts: []\n')).rejects.toThrow('disk full')
    expect(configuration.snapshot()).toBe(before)
    expect(configuration.current().revision).toBe(1)
    disk.failure = null
    expect((await apply(configuration, 'version: 1\naccounts: []\n')).revision).toBe(2)
  })
})

describe('secrets by reference', () => {
  it('switches an account off whose variable is missing, says so once, and takes it up again', async () => {
    const { configuration, env, notices } = await openHarness({ CI_TOKEN: ENV.CI_TOKEN })
    const result = await apply(configuration, EXAMPLE)
    const account = configuration.snapshot().accounts.get('cerebras-main')
    expect(account).toMatchObject({ state: 'unavailable', keys: [] })
    expect(account?.notice).toMatch(/CEREBRAS_API_KEY is not set/)
    expect(result.notices).toEqual([account?.notice])
    await configuration.refresh()
    expect(notices).toEqual([account?.notice])
    env['CEREBRAS_API_KEY'] = 'csk-late'
    await configuration.refresh()
    expect(configuration.snapshot().accounts.get('cerebras-main')?.state).toBe('ready')
  })

  it('goes on with the keys that are there, and without none of a header', async () => {
    const { configuration, secrets } = await openHarness({ A: 'key-a' })
    secrets.set('keychain://team', 'team-7')
    const accounts = (header: string): string =>
      'version: 1\naccounts:\n' +
      `  - { name: two, provider: groq, api_keys: [env://A, env://B], headers: { X-Team-Token: ${header}, x-plain: yes-of-course } }\n`
    const { notices } = await apply(configuration, accounts('keychain://team'))
    expect(configuration.snapshot().accounts.get('two')).toMatchObject({
      state: 'ready',
      keys: [{ reference: 'env://A', value: 'key-a' }],
      headers: { 'x-team-token': 'team-7', 'x-plain': 'yes-of-course' }
    })
    expect(notices).toEqual([expect.stringMatching(/fewer keys.*variable B/)])
    await apply(configuration, accounts('keychain://nowhere'))
    expect(configuration.snapshot().accounts.get('two')).toMatchObject({ state: 'unavailable' })
  })

  it('does not use an account without the key that its provider wants, nor a key with a line break in it', async () => {
    const { configuration, secrets } = await openHarness()
    secrets.set('keychain://broken', 'key\nx-injected: yes')
    await apply(
      configuration,
      'version: 1\naccounts:\n  - { name: bare, provider: groq }\n  - { name: broken, provider: groq, api_key: keychain://broken }\n  - { name: free, provider: ollama }\n'
    )
    const { accounts } = configuration.snapshot()
    expect(accounts.get('bare')?.notice).toMatch(/Groq needs a key/)
    expect(accounts.get('broken')?.notice).toMatch(/characters that no key has/)
    expect(accounts.get('free')?.state).toBe('ready')
  })

  it.each([
    ['missing', undefined, /CI_TOKEN is not set/],
    ['too short', 'fifteen-letters', /fewer than 16/]
  ])('gives a token no value where the referenced one is %s', async (_what, value, message) => {
    const { configuration, clock } = await openHarness(value === undefined ? {} : { CI_TOKEN: value })
    await apply(configuration, 'version: 1\ntokens:\n  - { name: ci, value: env://CI_TOKEN }\n')
    expect(configuration.tokenNotice('ci')).toMatch(message)
    expect(configuration.snapshot().findToken(hashTokenValue(value ?? ''), clock.time)).toBeUndefined()
  })

  it('refuses one value for two tokens: the first keeps it', async () => {
    const { configuration, clock } = await openHarness({
      A: 'a-value-of-many-letters',
      B: 'a-value-of-many-letters'
    })
    await apply(
      configuration,
      'version: 1\ntokens:\n  - { name: a, value: env://A }\n  - { name: b, value: env://B, models: [x/y] }\n'
    )
    const found = configuration.snapshot().findToken(hashTokenValue('a-value-of-many-letters'), clock.time)
    expect(found?.name).toBe('a')
    expect(configuration.tokenNotice('b')).toMatch(/that of the token "a"/)
  })
})

describe('changing by hand', () => {
  it('loses none of many edits at the same time', async () => {
    const { configuration, store } = await openHarness()
    const names = Array.from({ length: 20 }, (_, index) => `account-${index}`)
    await Promise.all(
      names.map(
        async (name) =>
          await configuration.edit('window', `Account ${name} added`, (document) => ({
            ...document,
            accounts: [...(document.accounts ?? []), { name, provider: 'ollama' }]
          }))
      )
    )
    expect([...configuration.snapshot().accounts.keys()]).toEqual(names)
    const revisions = await store.listRevisions(null, 50)
    expect(revisions.map((meta) => meta.revision)).toEqual(names.map((_, index) => 20 - index))
  })

  it('goes on after an edit that was refused', async () => {
    const { configuration } = await openHarness()
    const refused = configuration.edit('window', 'x', (document) => ({
      ...document,
      accounts: [{ name: 'a', provider: 'nobody' }]
    }))
    const done = configuration.edit('window', 'x', (document) => ({
      ...document,
      accounts: [{ name: 'a', provider: 'ollama' }]
    }))
    expect(await codeOf(refused)).toBe('invalid_config')
    expect(await done).toEqual({ revision: 1 })
  })

  it('tells its listeners after the swap, and not where nothing changed', async () => {
    const { configuration } = await openHarness()
    const heard: [number, number][] = []
    const stop = configuration.onChange((revision) =>
      heard.push([revision, configuration.snapshot().accounts.size])
    )
    const text = 'version: 1\naccounts:\n  - { name: a, provider: ollama }\n'
    await apply(configuration, text)
    await apply(configuration, text)
    stop()
    await apply(configuration, 'version: 1\naccounts: []\n')
    expect(heard).toEqual([[1, 1]])
  })

  it('is there again after a restart', async () => {
    const { configuration, reopen, clock } = await openHarness(ENV)
    const { tokens } = await apply(configuration, EXAMPLE)
    const again = await reopen()
    expect(again.current().document).toEqual(configuration.current().document)
    expect(again.snapshot().findToken(hashTokenValue(tokens[0]?.token ?? ''), clock.time)?.name).toBe('cline')
    expect((await apply(again, EXAMPLE)).changed).toBe(false)
  })
})
