import { expect, test } from 'vitest'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'

const all = [...PROVIDERS.values()]

test('no id or alias names two providers', () => {
  const names = all.flatMap((provider) => [provider.id, ...provider.aliases])
  expect(new Set(names).size).toBe(names.length)
})

test('ids and aliases can stand before the slash of a model name', () => {
  for (const provider of all) {
    for (const name of [provider.id, ...provider.aliases]) expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
  }
})

test('a provider is found by its id and by its alias, and by nothing else', () => {
  expect(findProvider('cerebras')?.id).toBe('cerebras')
  expect(findProvider('cbrs')?.id).toBe('cerebras')
  expect(findProvider('Cerebras')).toBeUndefined()
  expect(findProvider('')).toBeUndefined()
})

test('a key never travels in the clear: plain http only to this machine, where none is needed', () => {
  const exposed = all.filter(({ baseUrl, needsKey }) => {
    if (baseUrl === null || baseUrl.startsWith('https://')) return false
    return needsKey || new URL(baseUrl).hostname !== '127.0.0.1'
  })
  expect(exposed).toEqual([])
})

test('base URLs end with their version, not with a slash', () => {
  const urls = all.flatMap(({ baseUrl }) => baseUrl ?? [])
  expect(urls.filter((url) => !url.endsWith('/v1'))).toEqual([])
})

test('whoever needs a key is told where to make one', () => {
  const untold = all.filter(({ needsKey, keyUrl }) => (keyUrl?.startsWith('https://') ?? false) !== needsKey)
  expect(untold).toEqual([])
})

test('Cerebras learns who calls', () => {
  expect(PROVIDERS.get('cerebras')?.headers).toEqual({ 'X-Cerebras-3rd-Party-Integration': 'gatehouse' })
})
