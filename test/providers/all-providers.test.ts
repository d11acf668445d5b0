import { expect, test } from 'vitest'
import prices from '../../electron/catalogue/prices.json' with { type: 'json' }
import { normaliseBaseUrl } from '../../electron/config/normalise-base-url.ts'
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

test('base URLs have their version and no slash at the end, and lack nothing', () => {
  const wrong = all.filter(({ baseUrl, baseUrlExample, version }) => {
    const url = baseUrl ?? baseUrlExample
    if (url === undefined) return false
    const { origin, basePath } = normaliseBaseUrl(url, version)
    return origin + basePath !== url.replace(/^https:\/\/[^/]+/, (start) => start.toLowerCase())
  })
  expect(wrong).toEqual([])
})

test('whoever has no base URL of its own and is no kind of server shows what one looks like', () => {
  const without = all.filter(({ baseUrl }) => baseUrl === null)
  const kinds = without.filter(({ baseUrlExample }) => baseUrlExample === undefined)
  expect(kinds.map(({ id }) => id)).toEqual([
    'openai-compatible',
    'anthropic-compatible',
    'gemini-compatible'
  ])
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

test("Cerebras's models are known, by each of its names", () => {
  const known = ['llama-3.3-70b', 'qwen-3-32b', 'llama3.1-8b', 'gpt-oss-120b', 'zai-glm-4.6']
  for (const model of known) expect(Object.keys(prices.tables.cerebras.models)).toContain(model)
  expect(findProvider('cbrs')).toBe(findProvider('cerebras'))
})

test('Cerebras learns who calls', () => {
  expect(PROVIDERS.get('cerebras')?.headers).toEqual({ 'X-Cerebras-3rd-Party-Integration': 'gatehouse' })
})
