import { describe, expect, it } from 'vitest'
import { scopeAllows, usableModels } from '../../../renderer/features/tokens/token-scope.ts'
import { accountModels, accountsOf } from '../fake-accounts.ts'
import { createWorld } from '../fake-world.ts'

describe('the scope of a token', () => {
  it('lets everything through with a star alone', () => {
    expect(scopeAllows('*', 'openai/gpt-5')).toBe(true)
  })

  it('takes a name for that name and a pattern for all that fits', () => {
    expect(scopeAllows(['openai/gpt-5'], 'openai/gpt-5')).toBe(true)
    expect(scopeAllows(['openai/gpt-5'], 'openai/gpt-5-mini')).toBe(false)
    expect(scopeAllows(['openai/*'], 'openai/gpt-5-mini')).toBe(true)
    expect(scopeAllows(['*/gpt-5*'], 'openai/gpt-5-mini')).toBe(true)
    expect(scopeAllows(['openrouter/*'], 'openrouter/anthropic/claude-sonnet-4.5')).toBe(true)
    expect(scopeAllows([], 'openai/gpt-5')).toBe(false)
  })

  it('takes a dot for a dot', () => {
    expect(scopeAllows(['main/llama3.1-8b'], 'main/llama3x1-8b')).toBe(false)
  })

  it('offers only chat models that are on, those with a price first', () => {
    const world = createWorld('sample')
    const accounts = accountsOf(world).map((account) => accountModels(world, account))
    expect(usableModels(accounts, ['openai/*'])).toEqual(['openai/gpt-5', 'openai/gpt-5-mini'])
    const all = usableModels(accounts, '*')
    expect(all.indexOf('openrouter/stealth/horizon-beta')).toBeGreaterThan(
      all.indexOf('openrouter/moonshotai/kimi-k2')
    )
    expect(all).not.toContain('openai/gpt-4.1')
  })
})
