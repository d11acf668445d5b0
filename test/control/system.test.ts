import { afterEach, describe, expect, it } from 'vitest'
import type { ControlDependencies } from '../../electron/control/dependencies.ts'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'
import { sampleRow } from './sample-row.ts'

let harness: ControlHarness
const open = async (change: Partial<ControlDependencies> = {}): Promise<ControlHarness> => {
  harness = await openControl(change)
  return harness
}
afterEach(async () => await harness.close())

describe('the program itself', () => {
  it('says how it is', async () => {
    const { client, store } = await open()
    await client.tokens.create({ name: 'app' })
    expect(await client.system.status()).toMatchObject({
      version: '0.0.0-test',
      host: 'headless',
      pid: process.pid,
      started: '2026-09-01T12:00:00.000Z',
      revision: 1,
      gateway: { running: true, port: 6480 },
      key_store: { kind: 'vault-key-file' },
      accounts: 0,
      tokens: 1,
      any_request: false
    })
    store.append({ id: 5, time: 5, row: sampleRow(5), request: null, reply: null })
    await store.flush()
    expect((await client.system.status()).any_request).toBe(true)
  })

  it('changes the settings that it is told to and tells those who listen', async () => {
    const { client } = await open()
    const events = await client.system.events()
    await events.next()
    const changed = await client.system.update_settings({ theme: 'dark' })
    expect(changed).toEqual({ ...(await client.system.settings()), theme: 'dark', keep_log_days: 90 })
    expect((await events.next()).value).toEqual({ type: 'settings.changed' })
    await events.return?.()
    expect(await refusalOf(client.system.update_settings({ gateway_port: 70_000 }))).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'gateway_port' }]
    })
  })

  it('gives a login link, sizes, and prunes', async () => {
    const { client, store, clock } = await open()
    const old = clock.time - 40 * 86_400_000
    const young = clock.time - 1000
    for (const time of [old, young]) {
      const row = sampleRow(time * 1024, { time: new Date(time).toISOString() })
      store.append({ id: time * 1024, time, row, request: null, reply: null })
    }
    await store.flush()
    expect(await client.system.login_link()).toEqual({ url: 'http://127.0.0.1:1/#login=once' })
    expect(await client.system.storage()).toMatchObject({ rows: 2, oldest: new Date(old).toISOString() })
    expect(await client.system.prune({ older_than_days: 30 })).toEqual({ rows: 1 })
    expect(await client.system.storage()).toMatchObject({ rows: 1, oldest: new Date(young).toISOString() })
  })
})

describe('the doctor', () => {
  it('looks at host, key store, port, databases and every account', async () => {
    const { client, providers } = await open()
    providers.set('good', ['a'])
    for (const name of ['good', 'away'])
      await client.accounts.create({ account: { name, provider: 'ollama' } })
    await client.accounts.create({ account: { name: 'keyless', provider: 'groq' } })
    await client.accounts.create({ account: { name: 'off', provider: 'groq', enabled: false } })
    const checks = await client.system.doctor()
    expect(checks.map((check) => [check.id, check.state])).toEqual([
      ['host', 'ok'],
      ['key-store', 'warning'],
      ['gateway-port', 'ok'],
      ['database', 'ok'],
      ['account:good', 'ok'],
      ['account:away', 'failed'],
      ['account:keyless', 'failed'],
      ['account:off', 'ok']
    ])
    expect(checks.map((check) => check.text).join('\n')).toMatch(/Groq needs a key/)
  })

  it('says what to do about a port that is taken, no account and a token without a value', async () => {
    const { client } = await open({
      gatewayStatus: () => ({ running: false, url: '', port: 6480, error: 'address in use', in_flight: 0 })
    })
    await client.tokens.create({ name: 'app' })
    await client.tokens.revoke({ name: 'app' })
    await client.config.restore({ revision: 1 })
    const checks = await client.system.doctor()
    const text = (id: string): string | undefined => checks.find((check) => check.id === id)?.text
    expect(text('gateway-port')).toMatch(/can't listen on port 6480: address in use.*another one in Settings/)
    expect(text('accounts')).toMatch(/add one/)
    expect(text('token:app')).toMatch(/rotate it/)
  })
})
