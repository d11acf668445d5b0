import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'
import {
  sendEvents,
  sendJson,
  startScriptedProvider,
  type ScriptedProvider
} from '../support/scripted-provider.ts'

/** The Responses API, by OpenAI's own client, at providers that have none and at one that has. */
let provider: ScriptedProvider
let gateway: TestGateway
let client: OpenAI

beforeAll(async () => {
  provider = await startScriptedProvider()
  const account = (name: string, kind: string) => ({
    name,
    provider: kind,
    base_url: provider.url,
    api_key: 'env://KEY'
  })
  gateway = await startGateway(
    {
      accounts: [
        { ...account('chat', 'openai-compatible'), models: ['m'] },
        { ...account('oa', 'openai'), models: ['gpt'] },
        { ...account('router', 'openrouter'), dialects: ['openai-responses'], models: ['routed'] }
      ],
      tokens: [
        { name: 'app', models: '*', payloads: true },
        { name: 'other', models: '*' }
      ]
    },
    { env: { KEY: 'sk-provider' } }
  )
  client = new OpenAI({ baseURL: gateway.url, apiKey: TOKEN, maxRetries: 0 })
})
beforeEach(() => {
  provider.requests.length = 0
  provider.answer = (_request, response) => sendJson(response, 200, chatReply('Hello'))
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const chatReply = (content: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
})
const nativeReply = (id: string, text: string) => ({
  id,
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'gpt',
  output: [
    {
      id: `msg_${id}`,
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text, annotations: [] }]
    }
  ],
  usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 }
})
const messagesSent = (at: number) => provider.requests[at]?.body['messages']

describe('at a provider that has chats alone', () => {
  test('a conversation goes on from a response, also from an item of it', async () => {
    const first = await client.responses.create({ model: 'm', input: 'one' })
    provider.answer = (_request, response) => sendJson(response, 200, chatReply('Again'))
    const second = await client.responses.create({ model: 'm', input: 'two', previous_response_id: first.id })
    expect(second.previous_response_id).toBe(first.id)
    expect(messagesSent(1)).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'two' }
    ])
    const [item] = first.output
    await client.responses.create({
      model: 'm',
      input: [
        { type: 'item_reference', id: item?.id ?? '' },
        { role: 'user', content: 'three' }
      ]
    })
    expect(messagesSent(2)).toEqual([
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'three' }
    ])
  })

  test('a response is retrieved, listed and deleted, and what is gone is not gone on from', async () => {
    const made = await client.responses.create({ model: 'm', input: 'keep me', metadata: { a: 'b' } })
    expect(await client.responses.retrieve(made.id)).toMatchObject({
      id: made.id,
      output: made.output,
      metadata: { a: 'b' }
    })
    const items = await client.responses.inputItems.list(made.id)
    expect(items.data).toMatchObject([{ type: 'message', role: 'user' }])
    await client.responses.delete(made.id)
    await expect(client.responses.retrieve(made.id)).rejects.toMatchObject({ status: 404 })
    await expect(
      client.responses.create({ model: 'm', input: 'x', previous_response_id: made.id })
    ).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' })
  })

  test('a streamed response is kept as its last event said', async () => {
    const chunk = (delta: object, finish: string | null = null) => ({
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: finish }]
    })
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({ content: 'Stre' }),
        chunk({ content: 'am' }),
        chunk({}, 'stop'),
        '[DONE]'
      ])
    const stream = client.responses.stream({ model: 'm', input: 'go' })
    const final = await stream.finalResponse()
    expect(final.output_text).toBe('Stream')
    expect((await client.responses.retrieve(final.id)).output).toEqual(
      JSON.parse(
        JSON.stringify(final.output, (key, value: unknown) => (key === 'parsed' ? undefined : value))
      )
    )
  })

  test('one that is not to be stored is not', async () => {
    const made = await client.responses.create({ model: 'm', input: 'secret', store: false })
    await expect(client.responses.retrieve(made.id)).rejects.toMatchObject({ status: 404 })
  })

  test('in the background: answered at once, asked for until it is done', async () => {
    const waiting: (() => void)[] = []
    provider.answer = (_request, response) => {
      waiting.push(() => sendJson(response, 200, chatReply('Late')))
    }
    const queued = await client.responses.create({ model: 'm', input: 'slowly', background: true })
    expect(queued.status).toBe('queued')
    await expect.poll(() => provider.requests.length).toBe(1)
    expect(['queued', 'in_progress']).toContain((await client.responses.retrieve(queued.id)).status)
    waiting[0]?.()
    await expect.poll(async () => (await client.responses.retrieve(queued.id)).status).toBe('completed')
    expect((await client.responses.retrieve(queued.id)).output).toMatchObject([
      { content: [{ text: 'Late' }] }
    ])
  })

  test('in the background, cancelled: the provider is told', async () => {
    let closed = false
    provider.answer = (_request, response) => response.on('close', () => (closed = true))
    const queued = await client.responses.create({ model: 'm', input: 'never', background: true })
    await expect.poll(() => provider.requests.length).toBe(1)
    expect((await client.responses.cancel(queued.id)).status).toBe('cancelled')
    await expect.poll(() => closed).toBe(true)
  })

  test('in the background and as a stream: whoever loses it comes back for the rest', async () => {
    const queued = await client.responses.create({ model: 'm', input: 'go', background: true, stream: true })
    const types: string[] = []
    let id = ''
    for await (const event of queued) {
      types.push(event.type)
      if (event.type === 'response.completed') id = event.response.id
    }
    expect(types[0]).toBe('response.created')
    expect(types.at(-1)).toBe('response.completed')
    const again: string[] = []
    for await (const event of await client.responses.retrieve(id, { stream: true, starting_after: 1 }))
      again.push(event.type)
    expect(again).toEqual(types.slice(2))
  })

  test('a conversation that OpenAI keeps is refused, in words', async () => {
    await expect(
      client.responses.create({ model: 'm', input: 'x', conversation: 'conv_1' })
    ).rejects.toMatchObject({
      status: 400,
      code: 'not_translatable'
    })
  })
})

describe('at OpenAI', () => {
  test('the provider keeps its responses: they are asked for there', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, nativeReply('resp_native', 'Hi'))
    const made = await client.responses.create({ model: 'gpt', input: 'x' })
    expect(made.id).toBe('resp_native')
    await client.responses.create({ model: 'gpt', input: 'y', previous_response_id: made.id })
    expect(provider.requests[1]?.body['previous_response_id']).toBe('resp_native')
    await client.responses.retrieve(made.id)
    expect(provider.requests[2]?.path).toBe('/v1/responses/resp_native')
  })

  test('what Gatehouse keeps of another provider’s is put in', async () => {
    const first = await client.responses.create({ model: 'm', input: 'one' })
    provider.answer = (_request, response) => sendJson(response, 200, nativeReply('resp_2', 'Hi'))
    await client.responses.create({ model: 'gpt', input: 'two', previous_response_id: first.id })
    const { body } = provider.requests[1] ?? {}
    expect(body?.['previous_response_id']).toBeUndefined()
    expect(body?.['input']).toMatchObject([{ role: 'user' }, { role: 'assistant' }, { role: 'user' }])
  })

  test('where only the other provider can know the conversation, that is said', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, nativeReply('resp_far', 'Hi'))
    await client.responses.create({ model: 'gpt', input: 'x' })
    await expect(
      client.responses.create({ model: 'm', input: 'y', previous_response_id: 'resp_far' })
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('"oa"') })
  })
})

test('a provider of Responses that keeps none: Gatehouse does', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, nativeReply('resp_routed', 'Hi'))
  const first = await client.responses.create({ model: 'routed', input: 'one' })
  await client.responses.create({ model: 'routed', input: 'two', previous_response_id: first.id })
  expect(provider.requests[1]?.body['input']).toMatchObject([
    { role: 'user' },
    { role: 'assistant' },
    { role: 'user' }
  ])
  expect((await client.responses.retrieve(first.id)).output).toHaveLength(1)
  expect(provider.requests).toHaveLength(2)
})

test('another token finds nothing', async () => {
  const made = await client.responses.create({ model: 'm', input: 'mine' })
  const other = new OpenAI({ baseURL: gateway.url, apiKey: `${TOKEN}-other`, maxRetries: 0 })
  await expect(other.responses.retrieve(made.id)).rejects.toMatchObject({ status: 404 })
})
