import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import { CLIENT_DIALECT_IDS } from '../../shared/domain/dialect.ts'
import { startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { breaks, recordedReplies, recordedUsage, type RecordedReply } from './recorded-replies.ts'
import { requestOf, textOfStream, upstreamBase } from './replay-steps.ts'

const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined)
  console.log('replay-recordings: recorded chats were not replayed: GATEHOUSE_TEST_DATA is not set')

describe.skipIf(DATA === undefined)('recorded replies', () => {
  let server: ScriptedProvider
  let gateway: TestGateway
  beforeAll(async () => {
    server = await startScriptedProvider()
    const accounts = [...PROVIDERS.values()].map((provider) => ({
      name: `a-${provider.id}`,
      provider: provider.id,
      base_url: upstreamBase(provider, server.url),
      // Recorded doors that the catalogue leaves out replay all the same.
      dialects: CLIENT_DIALECT_IDS.filter((dialect) => dialect !== 'gemini'),
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
    for (const recorded of recordedReplies(DATA ?? '')) {
      const name = `${recorded.provider} ${recorded.api}`
      const count = counts.get(name) ?? { right: 0, all: 0 }
      const difference = await replay(recorded)
      if (difference !== null) wrong.push(`${recorded.file}: ${difference}`)
      counts.set(name, { right: count.right + (difference === null ? 1 : 0), all: count.all + 1 })
    }
    for (const [name, { right, all }] of [...counts].toSorted(([one], [other]) => one.localeCompare(other)))
      console.log(`replay-recordings: ${name}: ${right} of ${all}`)
    expect(wrong).toEqual([])
    expect([...counts.values()].reduce((sum, { all }) => sum + all, 0)).toBeGreaterThan(1000)
  })

  /** What went otherwise than recorded; null where nothing did. */
  async function replay(recorded: RecordedReply): Promise<string | null> {
    const { status, raw, json } = recorded
    server.answer = (_request, reply) => {
      const type =
        raw === undefined ? 'application/json' : raw.startsWith('<') ? 'text/html' : 'text/event-stream'
      reply.writeHead(status, { 'content-type': type }).end(raw ?? JSON.stringify(json))
    }
    const { path, body } = requestFor(recorded)
    const before = gateway.entries.length
    const answer = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
    const text = await answer.text()
    const row = await gateway.row(before + 1)
    if (status >= 400) {
      const named = row.error !== null && row.error.reason !== 'unknown' && answer.status >= 400
      return named ? null : `error ${status} is told as ${row.error?.reason ?? 'none'} with ${answer.status}`
    }
    if (breaks(recorded)) return row.error !== null && text.includes('error') ? null : 'its error is lost'
    if (answer.status !== 200) return `status ${answer.status}: ${text.slice(0, 300)}`
    if (row.error !== null) return `the row has an error: ${row.error.message}`
    if (raw === undefined && text !== JSON.stringify(json)) return 'another reply'
    if (raw !== undefined && textOfStream(text) !== textOfStream(raw)) return 'another text'
    const [told, counted] = [row.usage, recordedUsage(recorded)].map((usage) => JSON.stringify(usage))
    return told === counted ? null : `usage ${told}, not ${counted}`
  }
})

/** A chat as it was recorded; of the others only the reply, since they refer to what their provider keeps. */
function requestFor(recorded: RecordedReply): { readonly path: string; readonly body: object } {
  const { provider, dialect, body, raw, status } = recorded
  const stream = raw !== undefined && status < 400
  const model = `a-${provider}/${body?.model ?? 'm'}`
  const plain = requestOf(dialect, model, stream)
  if (dialect !== 'openai-chat') return plain
  const asksUsage = stream ? { stream_options: { include_usage: true } } : {}
  return { ...plain, body: { ...plain.body, ...body, model, stream, ...asksUsage } }
}
