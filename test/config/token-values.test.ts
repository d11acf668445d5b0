import { describe, expect, it } from 'vitest'
import { hashTokenValue } from '../../electron/config/token-value.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { apply, openHarness, type Harness } from './configuration-harness.ts'

const FILE = 'version: 1\ntokens:\n  - { name: app, models: ["main/*"] }\n'

function works(harness: Harness, value: string | undefined): boolean {
  const found = harness.configuration.snapshot().findToken(hashTokenValue(value ?? ''), harness.clock.time)
  return found !== undefined
}

async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown
  )
  return error instanceof GatehouseError ? error.code : null
}

describe('the value of a token', () => {
  it('is made when it is created, and its name is taken then', async () => {
    const harness = await openHarness()
    const expires = new Date(harness.clock.time + 1000).toISOString()
    const made = await harness.configuration.createToken({ name: 'app', models: ['a/*'], expires }, 'window')
    expect(made).toMatchObject({ name: 'app', models: ['a/*'], expires })
    expect(works(harness, made.token)).toBe(true)
    expect(harness.configuration.tokenRecord('app')?.hint).toBe(made.token.slice(-4))
    expect(await codeOf(harness.configuration.createToken({ name: 'app' }, 'window'))).toBe('conflict')
    const past = harness.configuration.createToken(
      { name: 'late', expires: '2020-01-01T00:00:00Z' },
      'window'
    )
    expect(await codeOf(past)).toBe('invalid_request')
  })

  it('does not come back when a revoked token is restored, nor when its file is applied again', async () => {
    const harness = await openHarness()
    const { tokens } = await apply(harness.configuration, FILE)
    await harness.configuration.revokeToken('app', 'window')
    expect(works(harness, tokens[0]?.token)).toBe(false)
    const restored = await harness.configuration.restore(1)
    expect(restored).toMatchObject({ revision: 3, changed: true, tokens: [] })
    expect(works(harness, tokens[0]?.token)).toBe(false)
    expect(harness.configuration.tokenNotice('app')).toMatch(/rotate it/)
    expect(await apply(harness.configuration, FILE)).toMatchObject({ changed: false, tokens: [] })
    expect((await harness.store.load()).tokens).toEqual([
      expect.objectContaining({ name: 'app', hash: null })
    ])
  })

  it('is a new one where a file adds the entry again', async () => {
    const harness = await openHarness()
    const first = await apply(harness.configuration, FILE)
    await apply(harness.configuration, 'version: 1\ntokens: []\n', { prune: true })
    const second = await apply(harness.configuration, FILE)
    expect(second.tokens[0]?.token).toMatch(/^sk-gh-/)
    expect(works(harness, second.tokens[0]?.token)).toBe(true)
    expect(works(harness, first.tokens[0]?.token)).toBe(false)
  })

  it('ends where undo takes the entry away, also when that is undone again', async () => {
    const harness = await openHarness()
    const { tokens } = await apply(harness.configuration, FILE)
    await harness.configuration.restore(0)
    await harness.configuration.restore(1)
    expect(works(harness, tokens[0]?.token)).toBe(false)
  })

  it('ends where the entry gets a value by reference, and does not come back without one', async () => {
    const harness = await openHarness({ VALUE: 'a-value-of-many-letters' })
    const { tokens } = await apply(harness.configuration, FILE)
    await apply(harness.configuration, 'version: 1\ntokens:\n  - { name: app, value: env://VALUE }\n')
    expect(works(harness, tokens[0]?.token)).toBe(false)
    expect(works(harness, 'a-value-of-many-letters')).toBe(true)
    expect(await codeOf(harness.configuration.rotateToken('app', 0))).toBe('conflict')
    await apply(harness.configuration, FILE)
    expect(works(harness, tokens[0]?.token)).toBe(false)
    expect(works(harness, 'a-value-of-many-letters')).toBe(false)
  })

  it('works beside the new one for the grace time of a rotation, and not longer', async () => {
    const harness = await openHarness()
    const { tokens } = await apply(harness.configuration, FILE)
    const rotated = await harness.configuration.rotateToken('app', 60_000)
    expect(rotated).toMatchObject({ name: 'app', models: ['main/*'], expires: null })
    expect([works(harness, tokens[0]?.token), works(harness, rotated.token)]).toEqual([true, true])
    harness.clock.time += 59_999
    expect(works(harness, tokens[0]?.token)).toBe(true)
    harness.clock.time += 1
    expect([works(harness, tokens[0]?.token), works(harness, rotated.token)]).toEqual([false, true])
    expect(harness.configuration.current().revision).toBe(1)
  })

  it('ends at once without a grace time, and both end with a revocation', async () => {
    const harness = await openHarness()
    const { tokens } = await apply(harness.configuration, FILE)
    const second = await harness.configuration.rotateToken('app', 0)
    expect(works(harness, tokens[0]?.token)).toBe(false)
    const third = await harness.configuration.rotateToken('app', 60_000)
    await harness.configuration.revokeToken('app', 'cli')
    expect([works(harness, second.token), works(harness, third.token)]).toEqual([false, false])
    expect(await codeOf(harness.configuration.revokeToken('app', 'cli'))).toBe('not_found')
    expect(await codeOf(harness.configuration.rotateToken('app', 0))).toBe('not_found')
  })

  it('is made anew by rotating a token that was left without one', async () => {
    const harness = await openHarness()
    await apply(harness.configuration, FILE)
    await harness.configuration.revokeToken('app', 'window')
    await harness.configuration.restore(1)
    const { token } = await harness.configuration.rotateToken('app', 60_000)
    expect(works(harness, token)).toBe(true)
    expect(harness.configuration.tokenNotice('app')).toBeNull()
  })
})
