import { describe, expect, test } from 'vitest'
import { headersForClient, headersForProvider, secretsOf } from '../../electron/gateway/passed-headers.ts'
import type { AccountRuntime } from '../../electron/config/snapshot.ts'
import { compileText } from '../config/compile-text.ts'

const KEY = 'a-key-of-a-test'

async function accountOf(fields: string): Promise<AccountRuntime> {
  const snapshot = await compileText(`version: 1\naccounts: [{ name: a, api_key: env://KEY, ${fields} }]`, {
    KEY
  })
  const account = snapshot.accounts.get('a')
  if (account === undefined) throw new Error('no account')
  return account
}

async function headersOf(
  fields: string,
  client: Readonly<Record<string, string>>,
  dialect?: Parameters<typeof headersForProvider>[4]
): Promise<Record<string, string>> {
  const account = await accountOf(fields)
  return headersForProvider(
    { account, key: account.keys[0] ?? null },
    client,
    'application/json',
    '1.2.3',
    dialect
  )
}

describe('the key', () => {
  test('is a bearer, or stands in the header that the provider reads', async () => {
    const openai = await headersOf('provider: openai', {})
    expect(openai['authorization']).toBe(`Bearer ${KEY}`)
    const anthropic = await headersOf('provider: anthropic', {})
    expect([anthropic['x-api-key'], anthropic['authorization']]).toEqual([KEY, undefined])
    const gemini = await headersOf('provider: gemini', {})
    expect([gemini['x-goog-api-key'], gemini['authorization']]).toEqual([KEY, undefined])
  })

  test('stands in both where servers of a kind differ', async () => {
    const fields = 'provider: anthropic-compatible, base_url: "http://127.0.0.1:9"'
    const headers = await headersOf(fields, {})
    expect([headers['x-api-key'], headers['authorization']]).toEqual([KEY, `Bearer ${KEY}`])
    const account = await accountOf(fields)
    expect(secretsOf({ account, key: account.keys[0] ?? null })).toEqual([KEY])
  })
})

describe("Anthropic's version and betas", () => {
  const client = { 'anthropic-version': '2024-01-01', 'anthropic-beta': 'a-2025,b-2026', 'x-api-key': 'gh' }

  test("are the client's, byte for byte, where messages are spoken", async () => {
    const headers = await headersOf('provider: anthropic', client, 'anthropic-messages')
    expect(headers['anthropic-version']).toBe('2024-01-01')
    expect(headers['anthropic-beta']).toBe('a-2025,b-2026')
    expect(headers['x-api-key']).toBe(KEY)
  })

  test('the version is there also where the client sends none, whatever the provider', async () => {
    const sent = await headersOf('provider: anthropic', {}, 'anthropic-messages')
    expect(sent['anthropic-version']).toBe('2023-06-01')
    const fields =
      'provider: openai-compatible, base_url: "http://127.0.0.1:9", dialects: [anthropic-messages]'
    const elsewhere = await headersOf(fields, {}, 'anthropic-messages')
    expect(elsewhere['anthropic-version']).toBe('2023-06-01')
    expect(elsewhere['anthropic-beta']).toBeUndefined()
  })

  test('go nowhere else', async () => {
    for (const [fields, dialect] of [
      ['provider: openai', 'openai-responses'],
      ['provider: gemini', 'gemini'],
      ['provider: openrouter', 'openai-chat']
    ] as const) {
      const headers = await headersOf(fields, client, dialect)
      expect(Object.keys(headers).filter((name) => name.startsWith('anthropic-'))).toEqual([])
    }
  })

  test("an owner's version stands, and an owner's betas are added to the client's", async () => {
    const fields =
      'provider: anthropic, headers: { anthropic-version: "2025-05-05", Anthropic-Beta: owner-2026 }'
    const headers = await headersOf(fields, client, 'anthropic-messages')
    expect(headers['anthropic-version']).toBe('2025-05-05')
    expect(headers['anthropic-beta']).toBe('a-2025,b-2026,owner-2026')
    expect((await headersOf(fields, {}, 'anthropic-messages'))['anthropic-beta']).toBe('owner-2026')
  })
})

test('rate limits pass to the client under the names of either side', () => {
  const headers = {
    'x-ratelimit-remaining-tokens': '5',
    'anthropic-ratelimit-requests-remaining': '4',
    'anthropic-organization-id': 'private',
    'set-cookie': ['a=b']
  }
  expect(headersForClient(headers)).toEqual({
    'x-ratelimit-remaining-tokens': '5',
    'anthropic-ratelimit-requests-remaining': '4'
  })
})
