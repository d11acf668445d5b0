import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'

let harness: ControlHarness
beforeEach(async () => {
  harness = await openControl()
})
afterEach(async () => await harness.close())

describe('tokens', () => {
  it('shows a value once and afterwards only its end', async () => {
    const { client } = harness
    const made = await client.tokens.create({
      name: 'app',
      models: ['main/*'],
      expires: '2027-01-01T00:00:00Z'
    })
    expect(made).toMatchObject({ name: 'app', models: ['main/*'], expires: '2027-01-01T00:00:00Z' })
    const list = await client.tokens.list()
    expect(list).toEqual([
      {
        name: 'app',
        models: ['main/*'],
        state: 'active',
        expires: '2027-01-01T00:00:00Z',
        payloads: true,
        value: null,
        hint: made.token.slice(-4),
        created: '2026-09-01T12:00:00.000Z',
        last_used: null,
        grace_until: null,
        notice: null
      }
    ])
    expect(JSON.stringify([list, await client.config.get()])).not.toContain(made.token)
    expect(await refusalOf(client.tokens.create({ name: 'app' }))).toMatchObject({ code: 'conflict' })
  })

  it('changes what it is told to and leaves the rest', async () => {
    const { client, configuration } = harness
    await client.tokens.create({ name: 'app', models: ['main/*'], expires: '2027-01-01T00:00:00Z' })
    await client.tokens.update({ name: 'app', payloads: false })
    expect(configuration.current().document.tokens?.[0]).toEqual({
      name: 'app',
      models: ['main/*'],
      expires: '2027-01-01T00:00:00Z',
      payloads: false
    })
    await client.tokens.update({ name: 'app', models: '*', expires: null, payloads: true, enabled: false })
    expect(configuration.current().document.tokens?.[0]).toEqual({ name: 'app', models: '*', enabled: false })
    expect((await client.tokens.list())[0]?.state).toBe('disabled')
    expect(await refusalOf(client.tokens.update({ name: 'nobody', payloads: true }))).toMatchObject({
      code: 'not_found'
    })
  })

  it('tells a token that has expired and one without a value', async () => {
    const { client, clock, env } = harness
    await client.tokens.create({ name: 'app', expires: '2026-09-01T13:00:00Z' })
    const text = 'version: 1\ntokens:\n  - { name: ci, value: env://CI_TOKEN }\n'
    await client.config.apply({ text, dry_run: false, prune: false, by: 'apply' })
    clock.time += 3_600_000
    const [app, ci] = await client.tokens.list()
    expect(app?.state).toBe('expired')
    expect(ci).toMatchObject({ state: 'no-value', value: 'env://CI_TOKEN', hint: null, created: null })
    expect(ci?.notice).toMatch(/CI_TOKEN is not set/)
    env['CI_TOKEN'] = '0123456789abcdef'
    await harness.configuration.refresh()
    expect((await client.tokens.list())[1]).toMatchObject({ state: 'active', notice: null })
  })

  it('rotates with a grace time that the list shows while it lasts', async () => {
    const { client, clock } = harness
    const first = await client.tokens.create({ name: 'app' })
    const second = await client.tokens.rotate({ name: 'app', grace_ms: 60_000 })
    expect(second.token).not.toBe(first.token)
    expect((await client.tokens.list())[0]).toMatchObject({
      hint: second.token.slice(-4),
      grace_until: '2026-09-01T12:01:00.000Z'
    })
    clock.time += 60_000
    expect((await client.tokens.list())[0]?.grace_until).toBeNull()
  })

  it('revokes for good', async () => {
    const { client } = harness
    await client.tokens.create({ name: 'app' })
    expect(await client.tokens.revoke({ name: 'app' })).toEqual({ name: 'app', revoked: true })
    expect(await client.tokens.list()).toEqual([])
    await client.config.restore({ revision: 1 })
    expect((await client.tokens.list())[0]).toMatchObject({ state: 'no-value', hint: null })
    expect(await refusalOf(client.tokens.revoke({ name: 'nobody' }))).toMatchObject({ code: 'not_found' })
  })
})
