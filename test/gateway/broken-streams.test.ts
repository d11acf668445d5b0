import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEvents } from '../../electron/dialects/read-events.ts'
import { sendEvents, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

/** Providers that break off in the middle of a stream, don't end it, or send one that was not asked for. */
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  const account = (name: string, kind: string) => ({
    name,
    provider: kind,
    base_url: provider.url,
    models: '*' as const,
    api_key: 'env://KEY'
  })
  gateway = await startGateway(
    { accounts: [account('chat', 'openai-compatible'), account('oa', 'openai')] },
    { env: { KEY: 'sk-provider' } }
  )
})
beforeEach(() => {
  gateway.entries.length = 0
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const chunk = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-x',
  choices: [{ index: 0, delta: { content }, finish_reason: null }]
})
const RESPONSE = {
  id: 'resp_1',
  object: 'response',
  created_at: 7,
  model: 'gpt-x',
  status: 'in_progress',
  output: []
}
const RESPONSE_EVENTS = [
  { type: 'response.created', sequence_number: 0, response: RESPONSE },
  {
    type: 'response.output_item.added',
    sequence_number: 1,
    output_index: 0,
    item: { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] }
  },
  {
    type: 'response.output_text.delta',
    sequence_number: 2,
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    delta: 'Hel'
  }
]

async function responseEvents(model: string): Promise<Record<string, unknown>[]> {
  const reply = await gateway.fetch('/v1/responses', {
    method: 'POST',
    body: JSON.stringify({ model, stream: true, input: 'hi' })
  })
  return readEvents(Buffer.from(await reply.text())).map(
    ({ data }) => JSON.parse(data) as Record<string, unknown>
  )
}

describe('a response that breaks in the middle', () => {
  test.each([
    ['from a chat server', 'chat/gpt-x', [chunk('Hel'), chunk('lo')]],
    ['from a server of its own dialect', 'oa/gpt-x', RESPONSE_EVENTS]
  ])('%s begins once and fails under the id that it began with', async (_name, model, sent) => {
    provider.answer = (_request, response) => sendEvents(response, sent, { cut: true, named: true })
    const events = await responseEvents(model)
    const created = events.filter(({ type }) => type === 'response.created')
    expect(created).toHaveLength(1)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['error', 'response.failed'])
    const [begun] = created.map(({ response }) => response as { id: string })
    expect(events.at(-1)).toMatchObject({
      response: { id: begun?.id, status: 'failed', model: 'gpt-x', error: { code: 'upstream_failed' } }
    })
    expect((await gateway.row()).error).toMatchObject({ reason: 'network' })
  })
})

test('an event that was cut in the middle does not spoil the error behind it', async () => {
  provider.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: ${JSON.stringify(chunk('Hel'))}\n\ndata: {"id":"chatcmpl-1","choi`)
  }
  const reply = await gateway.chat({ model: 'chat/gpt-x', stream: true })
  const events = readEvents(Buffer.from(await reply.text())).map(({ data }): unknown => JSON.parse(data))
  expect(events).toMatchObject([
    { choices: [{ delta: { content: 'Hel' } }] },
    { error: { code: 'upstream_failed' } }
  ])
})

test('a stream is over with its last event, also where the provider holds the connection open behind it', async () => {
  let isClosed: Promise<unknown> = Promise.resolve()
  provider.answer = (_request, response) => {
    isClosed = new Promise((resolve) => response.on('close', resolve))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const last = { ...chunk('lo'), choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
    for (const event of [chunk('Hel'), last]) response.write(`data: ${JSON.stringify(event)}\n\n`)
    response.write('data: [DONE]\n\n')
  }
  const reply = await gateway.fetch('/v1beta/models/chat%2Fgpt-x:streamGenerateContent?alt=sse', {
    method: 'POST',
    body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] })
  })
  const events = readEvents(Buffer.from(await reply.text())).map(({ data }): unknown => JSON.parse(data))
  expect(events.at(-1)).toMatchObject({ candidates: [{ finishReason: 'STOP' }] })
  await isClosed
  expect(await gateway.row()).toMatchObject({ status: 200, error: null })
})

describe('a stream that answers a request for a whole reply', () => {
  const finish = { ...chunk(''), choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }
  const usage = { ...chunk(''), choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }
  const message = () =>
    gateway.fetch('/v1/messages', {
      method: 'POST',
      body: JSON.stringify({
        model: 'chat/gpt-x',
        max_tokens: 9,
        messages: [{ role: 'user', content: 'hi' }]
      })
    })

  test('is a whole reply to the client, in its own dialect and in another', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [chunk('Hel'), chunk('lo'), finish, usage, '[DONE]'])
    const own = await gateway.chat({ model: 'chat/gpt-x' })
    expect(await own.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }]
    })
    const other = await message()
    expect(other.headers.get('content-type')).toBe('application/json')
    expect(await other.json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn'
    })
    expect(await gateway.row(2)).toMatchObject({
      status: 200,
      usage: { input: 3, output: 2 },
      notes: ['the provider answered a request for a whole reply with a stream']
    })
  })

  test('fails with the error that is in it, and where it is cut', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [chunk('Hel'), { error: { message: 'too hot', code: 429 } }])
    expect((await message()).status).toBe(429)
    provider.answer = (_request, response) => sendEvents(response, [chunk('Hel')])
    const cut = await message()
    expect([cut.status, await cut.text()]).toEqual([502, expect.stringContaining('ended in the middle')])
  })
})
