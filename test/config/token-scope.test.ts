import { describe, expect, it } from 'vitest'
import { compileText } from './compile-text.ts'

const ACCOUNTS = `version: 1
accounts:
  - { name: main, provider: cerebras, api_key: env://KEY, aliases: [c1], models: [gpt-oss-120b, llama3.1-8b] }
  - { name: local, provider: openai-compatible, base_url: "http://127.0.0.1:8000", models: "*" }
tokens:
`

async function allows(models: string, name: string): Promise<boolean | undefined> {
  const snapshot = await compileText(`${ACCOUNTS}  - { name: app, models: ${models} }\n`, {
    KEY: 'key-of-all'
  })
  return snapshot.tokens.get('app')?.allows(name)
}

describe('the scope of a token', () => {
  it.each([
    ['"*"', 'main/gpt-oss-120b'],
    ['["other/x", "*"]', 'main/gpt-oss-120b'],
    ['["main/*"]', 'main/gpt-oss-120b'],
    ['["@main/*"]', 'main/gpt-oss-120b'],
    ['["c1/*"]', 'main/gpt-oss-120b'],
    ['["*/gpt-*"]', 'main/gpt-oss-120b'],
    ['["main/gpt-*-120b"]', 'main/gpt-oss-120b'],
    ['["main/gpt-oss-120b"]', 'main/gpt-oss-120b'],
    ['["gpt-oss-120b"]', 'main/gpt-oss-120b'],
    ['["cbrs/gpt-oss-120b"]', 'main/gpt-oss-120b'],
    ['["local/*"]', 'local/org/any-model'],
    ['["any-model"]', 'local/any-model']
  ])('%s allows %s', async (models, name) => {
    expect(await allows(models, name)).toBe(true)
  })

  it.each([
    ['["local/*"]', 'main/gpt-oss-120b'],
    ['["main/llama*"]', 'main/gpt-oss-120b'],
    ['["main/gpt-oss"]', 'main/gpt-oss-120b'],
    ['["main/gpt-*-120b"]', 'main/gpt-120b'],
    ['["gpt-*"]', 'main/gpt-oss-120b'],
    ['["cerebras/*"]', 'main/gpt-oss-120b'],
    ['["main/a*a"]', 'main/a']
  ])('%s does not allow %s', async (models, name) => {
    expect(await allows(models, name)).toBe(false)
  })

  it('warns of a pattern that fits no account', async () => {
    const text = `${ACCOUNTS}  - { name: app, models: ["cerebras/*", "m*/*"] }\n`
    const { notices } = await compileText(text, { KEY: 'key-of-all' })
    expect(notices.filter((notice) => notice.includes('scope'))).toEqual([
      expect.stringMatching(/"cerebras\/\*" of token "app" fits no account/)
    ])
  })
})
