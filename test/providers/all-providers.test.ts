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

test('a key never travels in the clear: plain http only to this machine', () => {
  for (const { id, baseUrl, needsKey } of all) {
    if (baseUrl === null) continue
    const url = new URL(baseUrl)
    expect(baseUrl.endsWith('/'), id).toBe(false)
    if (url.protocol !== 'https:') {
      expect(needsKey, id).toBe(false)
      expect(url.hostname, id).toBe('127.0.0.1')
    }
  }
})

test('whoever needs a key is told where to make one', () => {
  for (const { id, needsKey, keyUrl } of all) {
    expect(keyUrl === null, id).toBe(!needsKey)
    if (keyUrl !== null) expect(new URL(keyUrl).protocol, id).toBe('https:')
  }
})

test('Cerebras learns who calls', () => {
  expect(PROVIDERS.get('cerebras')?.headers).toEqual({ 'X-Cerebras-3rd-Party-Integration': 'gatehouse' })
})
