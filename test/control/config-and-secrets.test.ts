import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'

let harness: ControlHarness
beforeEach(async () => {
  harness = await openControl()
})
afterEach(async () => await harness.close())

const apply = (text: string, dryRun = false): ReturnType<ControlHarness['client']['config']['apply']> =>
  harness.client.config.apply({ text, dry_run: dryRun, prune: false, by: 'apply' })

const MAIN = 'version: 1\naccounts:\n  - { name: main, provider: groq, api_key: keychain://main }\n'

describe('the configuration', () => {
  it('is applied, exported, listed and taken back', async () => {
    const { client } = harness
    expect(await apply(MAIN, true)).toMatchObject({ revision: 0, changed: true })
    const applied = await apply(MAIN)
    expect(applied).toMatchObject({ revision: 1, changed: true, tokens: [] })
    expect(applied.notices).toEqual([expect.stringMatching(/no secret "main"/)])
    expect((await client.config.export()).yaml).toContain('api_key: keychain://main')
    expect(await client.config.get()).toMatchObject({
      revision: 1,
      document: { accounts: [{ name: 'main' }] }
    })
    expect(await client.config.restore({ revision: 0 })).toMatchObject({ revision: 2, changed: true })
    const revisions = await client.config.revisions({ limit: 10 })
    expect(revisions.map(({ revision, by, summary }) => [revision, by, summary])).toEqual([
      [2, 'undo', 'Back to revision 0'],
      [1, 'apply', 'Account main added (groq, any model)']
    ])
    const detail = await client.config.revision({ revision: 2 })
    expect(detail.changes).toEqual([
      expect.objectContaining({
        path: 'accounts.main',
        kind: 'removed',
        after: null,
        text: 'Account main removed'
      })
    ])
    expect(detail.yaml).toContain('accounts: []')
    expect(await refusalOf(client.config.revision({ revision: 9 }))).toMatchObject({
      code: 'not_found',
      status: 404
    })
  })

  it('refuses a wrong file with line, field and what was expected', async () => {
    const refusal = await refusalOf(apply(MAIN.replace('groq', 'grok')))
    expect(refusal).toMatchObject({ code: 'invalid_config', status: 422 })
    expect(refusal.message).toBe('Nothing was changed: the file has a problem.')
    expect(refusal.issues).toEqual([
      { line: 3, field: 'accounts[0].provider', message: expect.stringMatching(/did you mean "groq"/) }
    ])
  })

  it('says in the history whether window or command line changed it', async () => {
    const { client, socketClient } = harness
    await client.tokens.create({ name: 'a' })
    await socketClient.tokens.create({ name: 'b' })
    expect((await client.config.revisions({ limit: 2 })).map((revision) => revision.by)).toEqual([
      'cli',
      'window'
    ])
  })
})

describe('secrets', () => {
  it('are set, listed with their users and deleted, and taken up at once', async () => {
    const { client, configuration } = harness
    await apply(MAIN)
    const set = await client.secrets.set({ name: 'main', value: 'gsk-secret-value' })
    expect(set).toMatchObject({ name: 'main', store: 'vault', used_by: ['main'] })
    expect(configuration.snapshot().accounts.get('main')?.state).toBe('ready')
    const list = await client.secrets.list()
    expect(list).toEqual([set])
    expect(JSON.stringify([list, await client.config.export(), await client.accounts.list()])).not.toContain(
      'gsk-'
    )
    expect(await client.secrets.remove({ name: 'main' })).toEqual({ ok: true })
    expect(configuration.snapshot().accounts.get('main')?.state).toBe('unavailable')
    expect(await refusalOf(client.secrets.remove({ name: 'main' }))).toMatchObject({ code: 'not_found' })
  })
})
