import { describe, expect, it } from 'vitest'
import { findProviders, groupOf } from '../../../renderer/features/accounts/find-providers.ts'
import { FAKE_PROVIDERS } from '../fake-providers.ts'

const found = (search: string, group: Parameters<typeof findProviders>[2] = null): readonly string[] =>
  findProviders(FAKE_PROVIDERS, search, group).map(({ id }) => id)

describe('the search for a provider', () => {
  it('shows the whole catalogue in its order where nothing is typed', () => {
    expect(found(' ')).toEqual(FAKE_PROVIDERS.map(({ id }) => id))
  })

  it('puts what begins with the words first, then names that hold them, then sentences', () => {
    expect(found('openai').slice(0, 3)).toEqual(['openai', 'openai-compatible', 'azure-openai'])
    expect(found('kimi')[0]).toBe('moonshot')
    expect(found('  WAFER ')).toEqual(['cerebras'])
    expect(found('nobody has this')).toEqual([])
  })

  it('keeps to the group that is chosen', () => {
    expect(found('', 'own')).toEqual(['ollama', 'lm-studio', 'llama-cpp', 'vllm', 'tgi'])
    expect(found('openai', 'compatible')).toEqual(['openai-compatible'])
    expect(found('ollama', 'hosted')).toEqual([])
  })
})

it('counts a provider whose address is the account’s own as hosted, not as compatible', () => {
  const azure = FAKE_PROVIDERS.find(({ id }) => id === 'azure-openai')
  expect(azure !== undefined && groupOf(azure)).toBe('hosted')
})
