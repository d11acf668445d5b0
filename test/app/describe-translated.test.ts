import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeExchange } from '../../electron/app/describe-exchange.ts'
import { previewReply } from '../../electron/store/worker/preview-bodies.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import { EXCHANGES } from '../support/exchanges/all-exchanges.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

/** What the log shows of requests that really went through a gateway, in every dialect and to each kind of provider. */
const CLIENTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const
const PROVIDERS: Readonly<Record<(typeof CLIENTS)[number], string>> = {
  'openai-chat': 'openai-compatible',
  'openai-responses': 'openai',
  'anthropic-messages': 'anthropic-compatible',
  gemini: 'gemini-compatible'
}

let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  const accounts = CLIENTS.map((dialect) => ({
    name: dialect,
    provider: PROVIDERS[dialect],
    base_url: provider.url,
    models: '*' as const,
    api_key: 'env://KEY'
  }))
  const tokens = [{ name: 'app', models: '*' as const, payloads: true }]
  gateway = await startGateway({ accounts, tokens }, { env: { KEY: 'sk-provider' } })
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

/** A request of each dialect with one question and one tool. */
const PARAMETERS = { type: 'object', properties: { path: { type: 'string' } } }
const ASKED: Readonly<
  Record<(typeof CLIENTS)[number], (model: string, stream: boolean) => readonly [string, object]>
> = {
  'openai-chat': (model, stream) => [
    '/v1/chat/completions',
    {
      model,
      stream,
      messages: [{ role: 'user', content: 'Who did it?' }],
      tools: [{ type: 'function', function: { name: 'read_file', parameters: PARAMETERS } }]
    }
  ],
  'openai-responses': (model, stream) => [
    '/v1/responses',
    {
      model,
      stream,
      input: [{ role: 'user', content: 'Who did it?' }],
      tools: [{ type: 'function', name: 'read_file', parameters: PARAMETERS, strict: false }]
    }
  ],
  'anthropic-messages': (model, stream) => [
    '/v1/messages',
    {
      model,
      stream,
      max_tokens: 1024,
      messages: [{ role: 'user', content: 'Who did it?' }],
      tools: [{ name: 'read_file', input_schema: PARAMETERS }]
    }
  ],
  gemini: (model, stream) => [
    `/v1beta/models/${model}:${stream ? 'streamGenerateContent' : 'generateContent'}`,
    {
      contents: [{ role: 'user', parts: [{ text: 'Who did it?' }] }],
      tools: [{ functionDeclarations: [{ name: 'read_file', parameters: PARAMETERS }] }]
    }
  ]
}

/** The provider answers in the dialect of the path that it is asked at. */
function answerByPath(stream: boolean): ScriptedProvider['answer'] {
  return ({ path }, response) => {
    const dialect: DialectId = path.includes('/responses')
      ? 'openai-responses'
      : path.includes('/messages')
        ? 'anthropic-messages'
        : path.includes('enerateContent')
          ? 'gemini'
          : 'openai-chat'
    if (stream)
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(EXCHANGES[dialect].stream)
    else sendJson(response, 200, EXCHANGES[dialect].reply)
  }
}

async function exchange(
  client: (typeof CLIENTS)[number],
  account: string,
  stream: boolean
): Promise<{ readonly conversation: Conversation | null; readonly preview: string }> {
  provider.answer = answerByPath(stream)
  gateway.entries.length = 0
  const [path, body] = ASKED[client](`${account}/m`, stream)
  const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)])
  const row = await gateway.row()
  const entry = gateway.entries.at(-1)
  const reply = entry?.reply ?? null
  return {
    conversation: describeExchange(row, { request: entry?.request?.body ?? null, reply }),
    preview: reply === null ? '' : previewReply(reply)
  }
}

describe.each(CLIENTS)('a client of %s', (client) => {
  describe.each(CLIENTS)('at a provider of %s', (account) => {
    test.each([false, true])('is logged with what was said, streamed: %s', async (stream) => {
      const { conversation, preview } = await exchange(client, account, stream)
      expect(conversation?.messages.flatMap(({ parts }) => parts)).toMatchObject([{ text: 'Who did it?' }])
      expect(conversation?.reply).toHaveLength(1)
      const parts = conversation?.reply[0]?.parts ?? []
      const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))
      expect(texts.join('')).toBe('Let me look.')
      const call = parts.find((part) => part.kind === 'tool-call')
      expect(call).toMatchObject({ name: 'read_file', args: expect.stringMatching(/^\{"path": ?"b\.ts"\}$/) })
      expect(parts.flatMap((part) => (part.kind === 'other' ? [part.json] : []))).toEqual([])
      expect(conversation?.cut).toBeUndefined()
      expect(preview).toBe('Let me look.')
    })
  })
})
