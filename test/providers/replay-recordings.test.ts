import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import { startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { textOfStream, upstreamBase } from './replay-steps.ts'

const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined)
  console.log('replay-recordings: recorded chats were not replayed: GATEHOUSE_TEST_DATA is not set')

/** Recorded providers by the name that they have in the catalogue; the others are servers like OpenAI's. */
const NAMES: Readonly<Record<string, string>> = {
  // Their doors for OpenAI's clients are not the catalogue's.
  gemini: 'openai-compatible',
  anthropic: 'openai-compatible'
}
const APIS = ['openai.chat', 'mistral.chat']

interface Recorded {
  readonly file: string
  readonly provider: string
  readonly request: { readonly body?: { readonly model?: string } | null; readonly host?: string }
  readonly response: { readonly status: number; readonly body?: unknown; readonly raw?: string }
}

function recordings(): readonly Recorded[] {
  const root = join(DATA ?? '', 'recordings')
  const index: { readonly records: readonly { file: string; api: string }[] } = JSON.parse(
    readFileSync(join(root, 'index.json'), 'utf8')
  )
  return index.records
    .filter(({ api }) => APIS.includes(api))
    .map(({ file }) => ({ ...JSON.parse(readFileSync(join(root, file), 'utf8')), file }))
}

function providerOf({ provider, request }: Recorded): string {
  if (provider === 'azure') return request.host?.includes('services.ai') ? 'azure-foundry' : 'azure-openai'
  if (provider === 'lmstudio') return 'lm-studio'
  const named = NAMES[provider] ?? provider
  return PROVIDERS.has(named) ? named : 'openai-compatible'
}

describe.skipIf(DATA === undefined)('recorded chats', () => {
  let server: ScriptedProvider
  let gateway: TestGateway
  beforeAll(async () => {
    server = await startScriptedProvider()
    const accounts = [...PROVIDERS.values()].map((provider) => ({
      name: `a-${provider.id}`,
      provider: provider.id,
      base_url: upstreamBase(provider, server.url),
      dialects: ['openai-chat' as const],
      models: '*' as const,
      api_key: 'env://KEY'
    }))
    gateway = await startGateway({ accounts, tokens: [{ name: 'app', models: '*' }] }, { env: { KEY: 'k' } })
  })
  afterAll(async () => {
    await gateway.close()
    await server.close()
  })

  test('each replays through its provider: the same reply, the same counts, a named error', async () => {
    const counts = new Map<string, { right: number; all: number }>()
    const wrong: string[] = []
    for (const recorded of recordings()) {
      const id = providerOf(recorded)
      const count = counts.get(id) ?? { right: 0, all: 0 }
      const difference = await replay(recorded, id)
      if (difference !== null) wrong.push(`${recorded.file}: ${difference}`)
      counts.set(id, { right: count.right + (difference === null ? 1 : 0), all: count.all + 1 })
    }
    for (const [id, { right, all }] of [...counts].toSorted(([one], [other]) => one.localeCompare(other)))
      console.log(`replay-recordings: ${id}: ${right} of ${all}`)
    expect(wrong).toEqual([])
    expect([...counts.values()].reduce((sum, { all }) => sum + all, 0)).toBeGreaterThan(400)
  })

  /** What went otherwise than recorded; null where nothing did. */
  async function replay({ request, response }: Recorded, id: string): Promise<string | null> {
    const { status, raw, body } = response
    server.answer = (_request, reply) => {
      const type =
        raw === undefined ? 'application/json' : raw.startsWith('<') ? 'text/html' : 'text/event-stream'
      reply.writeHead(status, { 'content-type': type }).end(raw ?? JSON.stringify(body))
    }
    const stream = raw !== undefined && status < 400
    const asked = {
      messages: [{ role: 'user', content: 'Hello' }],
      ...request.body,
      model: `a-${id}/${request.body?.model ?? 'm'}`,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {})
    }
    const before = gateway.entries.length
    const answer = await gateway.fetch('/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify(asked)
    })
    const text = await answer.text()
    const row = await gateway.row(before + 1)
    if (status >= 400) {
      const named = row.error !== null && row.error.reason !== 'unknown' && answer.status >= 400
      return named ? null : `error ${status} is told as ${row.error?.reason ?? 'none'} with ${answer.status}`
    }
    if (answer.status !== 200) return `status ${answer.status}: ${text.slice(0, 300)}`

    const broken = raw === undefined ? undefined : errorIn(raw)
    if (broken !== undefined) {
      const told = row.error !== null && text.includes(row.error.message)
      return told ? null : `the stream's error is told as ${row.error?.message ?? 'none'}`
    }
    if (row.error !== null) return `the row has an error: ${row.error.message}`
    if (raw === undefined && text !== JSON.stringify(body)) return 'another reply'
    if (raw !== undefined && textOfStream(text) !== textOfStream(raw)) return 'another text'
    const told = DIALECTS['openai-chat'].readUsage(raw === undefined ? usageOf(body) : lastUsage(raw))
    const same = JSON.stringify(row.usage) === JSON.stringify(told)
    return same ? null : `usage ${JSON.stringify(row.usage)}, not ${JSON.stringify(told)}`
  }
})

function usageOf(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return undefined
  if ('usage' in body && body.usage !== null) return body.usage
  // Groq's streams have it in a place of their own where nobody asks.
  return 'x_groq' in body ? usageOf(body.x_groq) : undefined
}

/** The error that a recorded stream ends with. */
function errorIn(raw: string): object | undefined {
  return raw
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line): { error?: object } => JSON.parse(line.slice(6)))
    .find(({ error }) => error !== undefined && error !== null)?.error
}

function lastUsage(raw: string): unknown {
  return raw
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => usageOf(JSON.parse(line.slice(6))))
    .findLast((usage) => usage !== undefined)
}
