import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEvents } from '../../electron/dialects/read-events.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import {
  sendEvents,
  sendJson,
  startScriptedProvider,
  type ScriptedProvider
} from '../support/scripted-provider.ts'

/** Clients of each dialect at Cohere, which speaks its own: real sockets, its words as its documentation has them. */
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'co',
          provider: 'cohere',
          base_url: `${provider.url}/v2`,
          models: '*' as const,
          api_key: 'env://KEY'
        }
      ],
      tokens: [{ name: 'app', models: '*' }]
    },
    { env: { KEY: 'co-key' } }
  )
})
beforeEach(() => {
  provider.requests.length = 0
  gateway.entries.length = 0
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const post = async (path: string, body: object) => {
  const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, text: await response.text() }
}
const json = async (path: string, body: object) => {
  const { status, text } = await post(path, body)
  return { status, body: JSON.parse(text) as Record<string, unknown> }
}
const events = (text: string): readonly unknown[] =>
  readEvents(Buffer.from(text)).flatMap(({ data }) => (data === '[DONE]' ? [] : [JSON.parse(data)]))

const MODEL = 'co/command-a-03-2025'
const USAGE = {
  billed_units: { input_tokens: 12, output_tokens: 5 },
  tokens: { input_tokens: 1441, output_tokens: 54 },
  cached_tokens: 144
}
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const CALL = {
  id: 'get_weather_9gpb31r7h7mj',
  type: 'function',
  function: { name: 'get_weather', arguments: '{"city":"Paris"}' }
}
const CALLING = {
  id: 'c14c80c3',
  finish_reason: 'TOOL_CALL',
  message: { role: 'assistant', tool_plan: 'I will look.', tool_calls: [CALL] },
  usage: USAGE
}
const message = (delta: object) => ({ message: delta })
const CALLING_STREAM = [
  {
    type: 'message-start',
    id: 'c14c80c3',
    delta: message({ role: 'assistant', content: [], tool_plan: '' })
  },
  { type: 'tool-plan-delta', delta: message({ tool_plan: 'I will ' }) },
  { type: 'tool-plan-delta', delta: message({ tool_plan: 'look.' }) },
  {
    type: 'tool-call-start',
    index: 0,
    delta: message({ tool_calls: { ...CALL, function: { name: 'get_weather', arguments: '' } } })
  },
  {
    type: 'tool-call-delta',
    index: 0,
    delta: message({ tool_calls: { function: { arguments: '{"city":' } } })
  },
  {
    type: 'tool-call-delta',
    index: 0,
    delta: message({ tool_calls: { function: { arguments: '"Paris"}' } } })
  },
  { type: 'tool-call-end', index: 0 },
  { type: 'message-end', delta: { finish_reason: 'TOOL_CALL', usage: USAGE } }
]
const OPENAI_TOOL = { name: 'get_weather', description: 'The weather.', parameters: SCHEMA }

/** The same question, with the same tool and its result, as clients of each dialect ask it. */
const CLIENTS = {
  'openai-chat': {
    path: () => '/v1/chat/completions',
    body: {
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: 'Looking.',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }]
        },
        { role: 'tool', tool_call_id: 'c1', content: 'sunny' }
      ],
      tools: [{ type: 'function', function: OPENAI_TOOL }]
    }
  },
  'anthropic-messages': {
    path: () => '/v1/messages',
    body: {
      model: MODEL,
      max_tokens: 100,
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Looking.' },
            { type: 'tool_use', id: 'c1', name: 'get_weather', input: {} }
          ]
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'sunny' }] }
      ],
      tools: [{ name: 'get_weather', description: 'The weather.', input_schema: SCHEMA }]
    }
  },
  'openai-responses': {
    path: () => '/v1/responses',
    body: {
      model: MODEL,
      store: false,
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Looking.' }] },
        { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: 'sunny' }
      ],
      tools: [{ type: 'function', ...OPENAI_TOOL }]
    }
  },
  gemini: {
    path: (stream: boolean) =>
      `/v1beta/models/${MODEL}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }] },
        {
          role: 'model',
          parts: [{ text: 'Looking.' }, { functionCall: { id: 'c1', name: 'get_weather', args: {} } }]
        },
        {
          role: 'user',
          parts: [{ functionResponse: { id: 'c1', name: 'get_weather', response: { output: 'sunny' } } }]
        }
      ],
      tools: [
        {
          functionDeclarations: [
            { name: 'get_weather', description: 'The weather.', parametersJsonSchema: SCHEMA }
          ]
        }
      ]
    }
  }
} as const
const DIALECTS = Object.keys(CLIENTS) as (keyof typeof CLIENTS)[]

/** What each of them makes of the answer: that a tool is called, and what was said before. */
const SEEN: Readonly<Record<keyof typeof CLIENTS, object>> = {
  'openai-chat': {
    choices: [
      {
        finish_reason: 'tool_calls',
        message: { content: 'I will look.', tool_calls: [{ id: CALL.id, function: CALL.function }] }
      }
    ],
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 }
  },
  'anthropic-messages': {
    content: [
      { type: 'text', text: 'I will look.' },
      { type: 'tool_use', id: CALL.id, name: 'get_weather', input: { city: 'Paris' } }
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 12, output_tokens: 5 }
  },
  'openai-responses': {
    status: 'completed',
    output: [
      { type: 'message', content: [{ type: 'output_text', text: 'I will look.' }] },
      { type: 'function_call', call_id: CALL.id, name: 'get_weather', arguments: '{"city":"Paris"}' }
    ],
    usage: { input_tokens: 12, output_tokens: 5 }
  },
  gemini: {
    candidates: [
      {
        content: {
          parts: [
            { text: 'I will look.' },
            { functionCall: { name: 'get_weather', args: { city: 'Paris' } } }
          ]
        }
      }
    ],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5 }
  }
}

describe.each(DIALECTS)('a client of %s', (dialect) => {
  const { path, body } = CLIENTS[dialect]

  test('gets a whole reply, and Cohere a request of its own form', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, CALLING)
    const answer = await json(path(false), body)
    expect(answer).toMatchObject({ status: 200, body: SEEN[dialect] })
    const [sent] = provider.requests
    expect(sent?.path).toBe('/v2/chat')
    expect(sent?.headers.authorization).toBe('Bearer co-key')
    expect(sent?.body).toMatchObject({
      model: 'command-a-03-2025',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          tool_plan: 'Looking.',
          tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{}' } }]
        },
        { role: 'tool', content: 'sunny' }
      ],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: SCHEMA } }]
    })
    expect(await gateway.row(1)).toMatchObject({
      dialect_in: dialect,
      dialect_out: 'cohere-chat',
      usage: { input: 12, cache_read: null, output: 5 },
      error: null
    })
  })

  test('gets a stream with what the model says before its calls, and the calls', async () => {
    provider.answer = (_request, response) => sendEvents(response, CALLING_STREAM, { named: true })
    const asked = dialect === 'gemini' ? body : { ...body, stream: true }
    const { status, text } = await post(path(true), asked)
    expect(status).toBe(200)
    const told = JSON.stringify(events(text))
    for (const word of ['I will ', 'look.', 'get_weather', 'Paris']) expect(told).toContain(word)
    expect(provider.requests[0]?.body).toMatchObject({ stream: true })
    expect(await gateway.row(1)).toMatchObject({
      stream: true,
      dialect_out: 'cohere-chat',
      usage: { input: 12, output: 5 },
      error: null
    })
  })

  test('reads an error of Cohere in its own form', async () => {
    provider.answer = (_request, response) =>
      sendJson(response, 400, { id: 'x', message: 'invalid request: message must be at least 1 token long' })
    const { status, text } = await post(path(false), body)
    expect(status).toBe(400)
    expect(text).toContain('at least 1 token long')
    expect((await gateway.row(1)).error).toMatchObject({ reason: 'bad-request' })
  })
})

test('sources that have an address are annotations to a chat client', async () => {
  const sources = [
    { type: 'document', id: 'd1', document: { id: 'd1', title: 'Facts', url: 'https://facts.example' } }
  ]
  provider.answer = (_request, response) =>
    sendJson(response, 200, {
      id: 'x',
      finish_reason: 'COMPLETE',
      message: {
        role: 'assistant',
        content: [{ type: 'text', text: 'It was Yukihiro Matsumoto.' }],
        citations: [{ start: 7, end: 25, text: 'Yukihiro Matsumoto', sources, type: 'TEXT_CONTENT' }]
      }
    })
  const { body } = await json('/v1/chat/completions', CLIENTS['openai-chat'].body)
  expect(body).toMatchObject({
    choices: [
      {
        message: {
          annotations: [
            { url_citation: { url: 'https://facts.example', title: 'Facts', start_index: 7, end_index: 25 } }
          ]
        }
      }
    ]
  })
})

test('a stream that fails at its end fails for the client', async () => {
  const failed = { type: 'message-end', delta: { finish_reason: 'ERROR', error: 'the model broke down' } }
  provider.answer = (_request, response) =>
    sendEvents(
      response,
      [
        ...CALLING_STREAM.slice(0, 1),
        { type: 'content-start', index: 0, delta: message({ content: { type: 'text', text: '' } }) },
        { type: 'content-delta', index: 0, delta: message({ content: { text: 'Well' } }) },
        failed
      ],
      { named: true }
    )
  const { text } = await post('/v1/chat/completions', { ...CLIENTS['openai-chat'].body, stream: true })
  expect(text).toContain('Well')
  expect(text).toContain('the model broke down')
  expect((await gateway.row(1)).error?.message).toContain('the model broke down')
})

describe('embeddings', () => {
  const REPLY = {
    id: 'e1',
    embeddings: {
      float: [
        [0.5, -0.25],
        [1, 0]
      ]
    },
    texts: ['a', 'b'],
    meta: { api_version: { version: '2' }, billed_units: { input_tokens: 2 } }
  }

  test("are asked for in OpenAI's form, as numbers and as base64", async () => {
    provider.answer = (_request, response) => sendJson(response, 200, REPLY)
    const asked = { model: 'co/embed-v4.0', input: ['a', 'b'], dimensions: 256 }
    expect(await json('/v1/embeddings', asked)).toEqual({
      status: 200,
      body: {
        object: 'list',
        data: [
          { object: 'embedding', index: 0, embedding: [0.5, -0.25] },
          { object: 'embedding', index: 1, embedding: [1, 0] }
        ],
        model: 'embed-v4.0',
        usage: { prompt_tokens: 2, total_tokens: 2 }
      }
    })
    expect(provider.requests[0]).toMatchObject({
      path: '/v2/embed',
      body: {
        model: 'embed-v4.0',
        input_type: 'search_document',
        texts: ['a', 'b'],
        embedding_types: ['float'],
        output_dimension: 256
      }
    })
    const row = await gateway.row(1)
    expect(row).toMatchObject({ dialect_out: 'cohere-chat', usage: { input: 2, output: 0 }, error: null })
    expect(JSON.stringify(row)).toContain('input_type was set to search_document')
    const { body } = await json('/v1/embeddings', {
      ...asked,
      encoding_format: 'base64',
      input_type: 'search_query'
    })
    const vector = Buffer.from(new Float32Array([0.5, -0.25]).buffer).toString('base64')
    expect(body).toMatchObject({ data: [{ embedding: vector }, {}] })
    expect(provider.requests[1]?.body).toMatchObject({ input_type: 'search_query' })
  })

  test("are asked for in Google's form, which says what they are for", async () => {
    provider.answer = (_request, response) => sendJson(response, 200, REPLY)
    const one = (text: string) => ({
      model: 'models/co/embed-v4.0',
      content: { parts: [{ text }] },
      taskType: 'RETRIEVAL_QUERY'
    })
    const batch = await json('/v1beta/models/co/embed-v4.0:batchEmbedContents', {
      requests: [one('a'), one('b')]
    })
    expect(batch.body).toMatchObject({ embeddings: [{ values: [0.5, -0.25] }, { values: [1, 0] }] })
    expect(provider.requests[0]?.body).toMatchObject({ texts: ['a', 'b'], input_type: 'search_query' })
    const single = await json('/v1beta/models/co/embed-v4.0:embedContent', one('a'))
    expect(single.body).toMatchObject({ embedding: { values: [0.5, -0.25] } })
  })

  test('of token numbers are refused, since they mean other texts there', async () => {
    const { status, text } = await post('/v1/embeddings', { model: 'co/embed-v4.0', input: [[1, 2]] })
    expect(status).toBe(400)
    expect(text).toContain('token numbers')
  })
})

test.each(['v1', 'v2'])('a ranking goes to %s of Cohere, whichever its path says', async (version) => {
  const results = [{ index: 1, relevance_score: 0.9 }]
  provider.answer = (_request, response) =>
    sendJson(response, 200, { id: 'r', results, meta: { billed_units: { search_units: 1 } } })
  const asked = { model: 'co/rerank-v3.5', query: 'ruby', documents: ['Paris', 'Ruby'], top_n: 1 }
  const { status, body } = await json(`/${version}/rerank`, asked)
  expect([status, body['results']]).toEqual([200, results])
  expect(provider.requests[0]).toMatchObject({
    path: `/${version}/rerank`,
    body: { ...asked, model: 'rerank-v3.5' }
  })
})

test('pictures are not asked of Cohere, in words', async () => {
  const { status, text } = await post('/v1/images/generations', { model: 'co/x', prompt: 'a cat' })
  expect(status).toBe(400)
  expect(text).toContain('Cohere Chat')
})
