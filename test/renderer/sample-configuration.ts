import type { ConfigDocument } from '../../shared/config/document.ts'
import type { TokenState } from '../../shared/contract/index.ts'

const DAY = 86_400_000
const ago = (now: number, ms: number): string => new Date(now - ms).toISOString()

/** The configuration of somebody who has used Gatehouse for some weeks. */
export function sampleDocument(now: number): ConfigDocument {
  return {
    version: 1,
    accounts: [
      {
        name: 'cerebras-main',
        provider: 'cerebras',
        api_key: 'keychain://cerebras-main',
        aliases: ['fast'],
        models: ['gpt-oss-120b', 'llama3.1-8b', { id: 'zai-glm-4.6', price: { input: 2.25, output: 2.75 } }]
      },
      {
        name: 'openai',
        provider: 'openai',
        api_key: 'keychain://openai',
        models: ['gpt-5', 'gpt-5-mini', 'text-embedding-3-small']
      },
      { name: 'openrouter', provider: 'openrouter', api_key: 'keychain://openrouter', models: '*' },
      { name: 'local', provider: 'openai-compatible', base_url: 'http://127.0.0.1:8000/v1', models: '*' },
      {
        name: 'groq-team',
        provider: 'groq',
        api_key: 'env://GROQ_API_KEY',
        models: ['llama-3.3-70b-versatile']
      },
      {
        name: 'mistral-eu',
        provider: 'mistral',
        api_key: 'keychain://mistral-eu',
        models: ['mistral-large-latest', 'codestral-latest'],
        enabled: false
      }
    ],
    tokens: [
      { name: 'cline', models: ['cerebras-main/*', 'openrouter/anthropic/claude-sonnet-4.5'] },
      { name: 'continue', models: '*' },
      { name: 'notebook', models: ['openai/*'], expires: new Date(now + 9 * DAY).toISOString() },
      { name: 'ci', models: ['openai/gpt-5-mini'], value: 'env://CI_TOKEN', payloads: false },
      { name: 'old-script', models: '*', expires: ago(now, 3 * DAY) },
      { name: 'laptop', models: ['local/*'] }
    ]
  }
}

/** What is kept of a token outside the document. */
export type TokenFacts = Pick<TokenState, 'hint' | 'created' | 'grace_until'> & { readonly revoked: boolean }

export function sampleTokenFacts(now: number): Map<string, TokenFacts> {
  const made = (daysAgo: number, hint: string, graceMs: number | null = null): TokenFacts => ({
    hint,
    created: ago(now, daysAgo * DAY),
    grace_until: graceMs === null ? null : new Date(now + graceMs).toISOString(),
    revoked: false
  })
  return new Map([
    ['cline', made(21, 'k4Vw')],
    ['continue', made(19, '9ZtB', DAY - 7_200_000)],
    ['notebook', made(12, 'Qm3x')],
    ['old-script', made(33, 'p0Lr')],
    ['laptop', { ...made(16, 'xN2c'), hint: null, revoked: true }]
  ])
}
