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
  const wrong = all.filter(({ baseUrl, version = 'v1' }) => baseUrl?.endsWith(`/${version}`) === false)
  expect(wrong).toEqual([])
})

test('whoever needs a key is told where to make one', () => {
  const untold = all.filter(({ needsKey, keyUrl }) => (keyUrl?.startsWith('https://') ?? false) !== needsKey)
  expect(untold).toEqual([])
})

test('each speaks at least one dialect, and none twice', () => {
  for (const { dialects } of all) {
    expect(dialects.length).toBeGreaterThan(0)
    expect(new Set(dialects).size).toBe(dialects.length)
  }
})

test("a quirk of OpenAI's chat is told of servers that speak it", () => {
  const chatQuirks = ['noDeveloperRole', 'maxTokensName', 'streamUsage', 'shortToolIds', 'efforts'] as const
  const idle = all.filter(
    ({ dialects, quirks = {} }) =>
      !dialects.includes('openai-chat') && chatQuirks.some((name) => quirks[name] !== undefined)
  )
  expect(idle).toEqual([])
})

test('Cerebras learns who calls', () => {
  expect(PROVIDERS.get('cerebras')?.headers).toEqual({ 'X-Cerebras-3rd-Party-Integration': 'gatehouse' })
})
