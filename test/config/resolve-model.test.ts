import { describe, expect, it } from 'vitest'
import type { Resolution } from '../../electron/config/snapshot.ts'
import { compileText } from './compile-text.ts'

const ACCOUNTS = `version: 1
accounts:
  - { name: main, provider: cerebras, api_key: env://KEY, aliases: [c1], models: [gpt-oss-120b, llama3.1-8b, shared] }
  - { name: second, provider: cerebras, api_key: env://KEY, models: [qwen-3-32b, shared, gpt-oss-120b] }
  - { name: router, provider: openrouter, api_key: env://KEY, models: [deepseek/deepseek-chat, openai/gpt-4o, solo] }
  - { name: off, provider: groq, api_key: env://KEY, enabled: false, models: [kimi-k2, solo] }
  - { name: broken, provider: mistral, api_key: env://MISSING, models: [codestral] }
  - { name: openai, provider: xai, api_key: env://KEY, models: [grok-4] }
`
const ANY = `  - { name: local, provider: openai-compatible, base_url: "http://127.0.0.1:8000", models: "*" }\n`
const SECOND_ANY = `  - { name: other, provider: vllm, base_url: "http://127.0.0.1:8001", models: ["*", listed] }\n`

async function resolver(text: string): Promise<(name: string) => Resolution> {
  const snapshot = await compileText(text, { KEY: 'key-of-all' })
  return (name) => snapshot.resolveModel(name)
}

function words(resolution: Resolution): string {
  if (resolution.kind === 'found') return resolution.model.name
  if (resolution.kind === 'ambiguous') return `several: ${resolution.names.join(' ')}`
  return `none: ${resolution.nearest.join(' ')}`
}

describe('what a model name means', () => {
  it.each([
    ['an account before the slash', 'main/llama3.1-8b', 'main/llama3.1-8b'],
    ['one leading @ dropped', '@main/llama3.1-8b', 'main/llama3.1-8b'],
    ['only one', '@@main/llama3.1-8b', 'local/@main/llama3.1-8b'],
    ['an alias of the account', 'c1/shared', 'main/shared'],
    ['an account name wins over a provider of that name', 'openai/grok-4', 'openai/grok-4'],
    [
      'an account is final: its names first',
      'main/gpt-oss',
      'none: main/gpt-oss-120b main/shared main/llama3.1-8b'
    ],
    [
      'final also where another account lists the whole name',
      'openai/gpt-4o',
      'none: openai/grok-4 router/openai/gpt-4o '
    ],
    ['a provider before the slash, one account offers it', 'cerebras/qwen-3-32b', 'second/qwen-3-32b'],
    ['an alias of the provider', 'cbrs/llama3.1-8b', 'main/llama3.1-8b'],
    ['several accounts of the provider offer it', 'cerebras/shared', 'several: main/shared second/shared'],
    ['a provider that offers it not is not sent to a stranger', 'cerebras/nothing-like-it', 'none: '],
    [
      'a provider without an account: a whole name',
      'deepseek/deepseek-chat',
      'router/deepseek/deepseek-chat'
    ],
    ['a whole name in the one account that lists it', 'qwen-3-32b', 'second/qwen-3-32b'],
    ['a whole name in several', 'shared', 'several: main/shared second/shared'],
    ['an account that is switched off takes no part', 'solo', 'router/solo'],
    ['it answers to its name', 'off/kimi-k2', 'off/kimi-k2'],
    ['one whose key is missing answers, to say so', 'codestral', 'broken/codestral'],
    ['any other name goes to the account that takes any', 'my-model', 'local/my-model'],
    ['with slashes too', 'org/my-model', 'local/org/my-model'],
    ['that account by its name', 'local/my-model', 'local/my-model'],
    ['the only account of its provider', 'openai-compatible/my-model', 'local/my-model'],
    ['an account without a model', 'main/', 'none: '],
    ['nothing', '', 'none: ']
  ])('%s: %s', async (_what, name, expected) => {
    const resolve = await resolver(ACCOUNTS + ANY)
    expect(words(resolve(name))).toContain(expected)
  })

  it('is ambiguous where several accounts take any name, and listed names still win', async () => {
    const resolve = await resolver(ACCOUNTS + ANY + SECOND_ANY)
    expect(words(resolve('my-model'))).toBe('several: local/my-model other/my-model')
    expect(words(resolve('listed'))).toBe('other/listed')
    expect(words(resolve('qwen-3-32b'))).toBe('second/qwen-3-32b')
  })

  it('finds nothing without an account that takes any name, and says what is nearest', async () => {
    const resolve = await resolver(ACCOUNTS)
    expect(words(resolve('lama3.1-8b'))).toMatch(/^none: main\/llama3\.1-8b /)
    expect(words(resolve('kimi-k2'))).not.toContain('off/')
  })

  it('tells the state of an account that is named but not ready', async () => {
    const resolve = await resolver(ACCOUNTS)
    const off = resolve('off/kimi-k2')
    const broken = resolve('codestral')
    expect(off.kind === 'found' && off.account).toMatchObject({
      state: 'disabled',
      notice: expect.stringMatching(/switched off/)
    })
    expect(broken.kind === 'found' && broken.account.state).toBe('unavailable')
    expect(broken.kind === 'found' && broken.account.notice).toMatch(/MISSING is not set/)
  })

  it('answers the same however many other names were asked in between', async () => {
    const resolve = await resolver(ACCOUNTS)
    const before = words(resolve('main/shared'))
    for (let index = 0; index < 2500; index += 1) resolve(`main/x${index % 1200}`)
    expect(words(resolve('main/shared'))).toBe(before)
  })
})
