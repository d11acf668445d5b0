import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wrapSeal } from '../../electron/dialects/carry-seal.ts'
import { readEvents } from '../../electron/dialects/read-events.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import {
  sendEvents,
  sendJson,
  startScriptedProvider,
  type ScriptedProvider
} from '../support/scripted-provider.ts'

/** A client of each dialect at a provider of another: real sockets, the provider's own words written by hand. */
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
    {
      accounts: [
        account('chat', 'openai-compatible'),
        account('claude', 'anthropic-compatible'),
        account('google', 'gemini-compatible'),
        account('oa', 'openai'),
        { ...account('oachat', 'openai'), dialects: ['openai-chat'] }
      ],
      tokens: [{ name: 'app', models: '*', payloads: true }]
    },
    { env: { KEY: 'sk-provider' } }
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

const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body), headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const json = async (path: string, body: object) => {
  const { status, text } = await post(path, body)
  return { status, body: JSON.parse(text) as Record<string, unknown> }
}
const events = (text: string) =>
  readEvents(Buffer.from(text)).map(({ name, data }) => ({
    name,
    data: data === '[DONE]' ? data : JSON.parse(data)
  }))

const CHAT_REPLY = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'gpt-x',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße ✓' }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 12,
    completion_tokens: 5,
    total_tokens: 17,
    prompt_tokens_details: { cached_tokens: 4 }
  }
}
const chunk = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-x',
  choices: [{ index: 0, delta, finish_reason: finish }]
})
const CHAT_USAGE = { ...chunk({}), choices: [], usage: CHAT_REPLY.usage }
const MESSAGE_REPLY = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [{ type: 'text', text: 'Hello there' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 8, cache_read_input_tokens: 4, cache_creation_input_tokens: 0, output_tokens: 5 }
}
const MESSAGE_REPLY_WITH_THOUGHT = {
  ...MESSAGE_REPLY,
  content: [{ type: 'thinking', thinking: 'hm', signature: 'EqQB' }, ...MESSAGE_REPLY.content]
}
const GEMINI_REPLY = {
  candidates: [
    { content: { role: 'model', parts: [{ text: 'Hello there' }] }, finishReason: 'STOP', index: 0 }
  ],
  usageMetadata: {
    promptTokenCount: 12,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 5,
    totalTokenCount: 17
  },
  modelVersion: 'gemini-x',
  responseId: 'r1'
}
const USAGE = { input: 8, cache_read: 4, output: 5 }
const MESSAGES = { model: 'chat/gpt-x', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] }

describe('an Anthropic client', () => {
  test('at an OpenAI chat server: a whole reply, and the row says what happened', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, CHAT_REPLY)
    const { status, body } = await json('/v1/messages', { ...MESSAGES, system: 'Be brief.', container: 'c1' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'Grüße ✓' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 8, cache_read_input_tokens: 4, output_tokens: 5 }
    })
    expect(provider.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer sk-provider' },
      body: { model: 'gpt-x', messages: [{ role: 'system' }, { role: 'user' }] }
    })
    const row = await gateway.row()
    expect(row).toMatchObject({
      endpoint: '/v1/messages',
      dialect_in: 'anthropic-messages',
      dialect_out: 'openai-chat',
      status: 200,
      usage: USAGE
    })
    expect(row.notes.join(' ')).toContain('container')
  })

  test('at an OpenAI chat server: a stream', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({ role: 'assistant', content: '' }),
        chunk({ content: 'Grü' }),
        chunk({ content: 'ße' }),
        chunk({
          tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'look', arguments: '' } }]
        }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] }),
        chunk({}, 'tool_calls'),
        CHAT_USAGE,
        '[DONE]'
      ])
    const { text } = await post('/v1/messages', { ...MESSAGES, stream: true })
    const names = events(text).map(({ name }) => name)
    expect(names[0]).toBe('message_start')
    expect(names.slice(-2)).toEqual(['message_delta', 'message_stop'])
    expect(text).toContain('"text":"Grü"')
    expect(text).toContain('"name":"look"')
    expect(events(text).find(({ name }) => name === 'message_delta')?.data).toMatchObject({
      delta: { stop_reason: 'tool_use' },
      usage: { output_tokens: 5 }
    })
    expect(provider.requests[0]?.body['stream_options']).toEqual({ include_usage: true })
    const row = await gateway.row()
    expect(row).toMatchObject({ stream: true, usage: USAGE, error: null })
    expect(row.ttft_ms).not.toBeNull()
  })

  test('a stream that breaks is not passed off as whole', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [chunk({ content: 'Once upon' })], { cut: true })
    const { text } = await post('/v1/messages', { ...MESSAGES, stream: true })
    expect(text).toContain('Once upon')
    expect(text).not.toContain('message_stop')
    expect(events(text).at(-1)).toMatchObject({ name: 'error', data: { type: 'error' } })
    expect((await gateway.row()).status).toBe(502)
  })

  test('an error in the middle of a stream is one of its own dialect', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({ content: 'Once' }),
        { error: { message: 'The engine is overloaded', code: 503 } }
      ])
    const { text } = await post('/v1/messages', { ...MESSAGES, stream: true })
    expect(events(text).at(-1)).toMatchObject({
      name: 'error',
      data: { type: 'error', error: { message: expect.stringContaining('overloaded') } }
    })
  })

  test('a provider’s refusal before any output has a status, not a stream', async () => {
    provider.answer = (_request, response) =>
      sendJson(
        response,
        429,
        { error: { message: 'Slow down', code: 'rate_limit_exceeded' } },
        { 'retry-after': '7' }
      )
    const { status, headers, text } = await post('/v1/messages', { ...MESSAGES, stream: true })
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('7')
    expect(JSON.parse(text)).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } })
  })

  test('a context that is too long is told in the words that it parses to compact itself', async () => {
    const message =
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130412 tokens."
    provider.answer = (_request, response) =>
      sendJson(response, 400, {
        error: { message, type: 'invalid_request_error', code: 'context_length_exceeded' }
      })
    const { status, body } = await json('/v1/messages', MESSAGES)
    expect(status).toBe(400)
    expect(body).toMatchObject({
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: expect.stringMatching(/^prompt is too long: 130412 tokens > 128000 maximum/)
      }
    })
  })

  test('at its own dialect: bytes, versions and betas pass, and the query', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY)
    const body =
      '{"messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}] ,"max_tokens":5,"model":"claude/claude-x","odd":null}'
    const response = await gateway.fetch('/v1/messages?beta=true', {
      method: 'POST',
      body,
      headers: { 'anthropic-version': '2023-01-01', 'anthropic-beta': 'one-2025,two' }
    })
    expect(await response.json()).toEqual(MESSAGE_REPLY)
    expect(provider.requests[0]).toMatchObject({
      path: '/v1/messages?beta=true',
      text: body.replace('claude/claude-x', 'claude-x'),
      headers: {
        'anthropic-version': '2023-01-01',
        'anthropic-beta': 'one-2025,two',
        'x-api-key': 'sk-provider'
      }
    })
    expect((await gateway.row()).usage).toMatchObject(USAGE)
  })

  test('a stream of its own dialect passes as it is, and usage is put together from both ends', async () => {
    const stream = [
      {
        type: 'message_start',
        message: {
          ...MESSAGE_REPLY,
          content: [],
          stop_reason: null,
          usage: { ...MESSAGE_REPLY.usage, output_tokens: 1 }
        }
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'ping' },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello there' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 5 }
      },
      { type: 'message_stop' }
    ]
    provider.answer = (_request, response) => sendEvents(response, stream, { named: true })
    const { text } = await post('/v1/messages', { ...MESSAGES, model: 'claude/claude-x', stream: true })
    expect(events(text)).toEqual(stream.map((data) => ({ name: data.type, data })))
    expect(await gateway.row()).toMatchObject({ dialect_out: 'anthropic-messages', usage: USAGE })
  })
})

describe('an OpenAI client', () => {
  const ask = (model: string, rest: object = {}) => ({
    model,
    messages: [{ role: 'user', content: 'hi' }],
    ...rest
  })

  test('at Anthropic', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY)
    const { body } = await json('/v1/chat/completions', ask('claude/claude-x'))
    expect(body).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 12,
        completion_tokens: 5,
        total_tokens: 17,
        prompt_tokens_details: { cached_tokens: 4 }
      }
    })
    expect(provider.requests[0]).toMatchObject({
      path: '/v1/messages',
      headers: { 'x-api-key': 'sk-provider', 'anthropic-version': '2023-06-01' },
      body: { model: 'claude-x', max_tokens: expect.any(Number) }
    })
  })

  test('at Gemini, whole and streamed', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, GEMINI_REPLY)
    const { body } = await json('/v1/chat/completions', ask('google/gemini-x'))
    expect(body).toMatchObject({
      choices: [{ message: { content: 'Hello there' } }],
      usage: { total_tokens: 17 }
    })
    expect(provider.requests[0]).toMatchObject({
      path: '/v1beta/models/gemini-x:generateContent',
      headers: { 'x-goog-api-key': 'sk-provider' }
    })
    provider.answer = (_request, response) => sendEvents(response, [GEMINI_REPLY])
    const { text } = await post('/v1/chat/completions', ask('google/gemini-x', { stream: true }))
    expect(provider.requests[1]?.path).toBe('/v1beta/models/gemini-x:streamGenerateContent?alt=sse')
    expect(events(text).at(-1)?.data).toBe('[DONE]')
    expect(text).not.toContain('"usage":{')
    const { text: asked } = await post(
      '/v1/chat/completions',
      ask('google/gemini-x', { stream: true, stream_options: { include_usage: true } })
    )
    expect(asked).toContain('"total_tokens":17')
  })

  test('of Responses at a chat server, with a custom tool', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({
          tool_calls: [
            {
              index: 0,
              id: 'c1',
              type: 'function',
              function: { name: 'apply_patch', arguments: '{"input":"*** Be' }
            }
          ]
        }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: 'gin"}' } }] }),
        chunk({}, 'tool_calls'),
        CHAT_USAGE,
        '[DONE]'
      ])
    const { text } = await post('/v1/responses', {
      model: 'chat/gpt-x',
      stream: true,
      store: false,
      input: 'patch it',
      tools: [{ type: 'custom', name: 'apply_patch' }]
    })
    expect(provider.requests[0]?.body['tools']).toMatchObject([
      { type: 'function', function: { name: 'apply_patch' } }
    ])
    const last = events(text).at(-1)
    expect(last).toMatchObject({
      name: 'response.completed',
      data: {
        response: {
          status: 'completed',
          output: [{ type: 'custom_tool_call', name: 'apply_patch', input: '*** Begin' }],
          usage: { input_tokens: 12, output_tokens: 5 }
        }
      }
    })
  })

  test('a stream that the provider answers whole is a stream all the same', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY)
    const { text, headers } = await post('/v1/chat/completions', ask('claude/claude-x', { stream: true }))
    expect(headers.get('content-type')).toContain('text/event-stream')
    expect(text).toContain('"content":"Hello there"')
    expect(events(text).at(-1)?.data).toBe('[DONE]')
  })
})

describe('a Google client', () => {
  const body = { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }

  test('with its key in a header or in the query, at an OpenAI chat server', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, CHAT_REPLY)
    for (const [query, headers] of [
      ['', { 'x-goog-api-key': TOKEN_VALUE }],
      [`?key=${TOKEN_VALUE}`, {}]
    ] as const) {
      const response = await fetch(`${gateway.origin}/v1beta/models/chat/gpt-x:generateContent${query}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers }
      })
      expect(await response.json()).toMatchObject({
        candidates: [{ content: { role: 'model', parts: [{ text: 'Grüße ✓' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5, cachedContentTokenCount: 4 }
      })
    }
    expect(JSON.stringify(provider.requests)).not.toContain(TOKEN_VALUE)
  })

  test('a stream as events, and as a list where it does not ask for events', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({ content: 'a' }),
        chunk({ content: 'b' }),
        chunk({}, 'stop'),
        CHAT_USAGE,
        '[DONE]'
      ])
    const path = '/v1beta/models/chat%2Fgpt-x:streamGenerateContent'
    const asEvents = await post(`${path}?alt=sse`, body)
    const asList = await post(path, body)
    expect(asList.headers.get('content-type')).toContain('application/json')
    const list = JSON.parse(asList.text) as unknown[]
    expect(list.length).toBeGreaterThan(1)
    const joined = (chunks: unknown) => JSON.stringify(chunks).replaceAll(/"responseId":"[^"]*"/g, '')
    expect(joined(list)).toBe(joined(events(asEvents.text).map(({ data }) => data)))
  })

  test('at Gemini, bytes pass and a list is made of the events', async () => {
    provider.answer = (_request, response) => sendEvents(response, [GEMINI_REPLY])
    const { text } = await post('/v1beta/models/google/gemini-x:streamGenerateContent?key=none', body)
    expect(JSON.parse(text)).toEqual([GEMINI_REPLY])
    expect(provider.requests[0]?.path).toBe('/v1beta/models/gemini-x:streamGenerateContent?alt=sse')
  })

  test('an error comes as a list where a stream would', async () => {
    provider.answer = (_request, response) => sendJson(response, 429, { error: { message: 'Slow down' } })
    const path = '/v1beta/models/chat%2Fgpt-x:streamGenerateContent'
    const asList = await post(path, body)
    expect([asList.status, JSON.parse(asList.text)]).toMatchObject([429, [{ error: { code: 429 } }]])
    const asEvents = await post(`${path}?alt=sse`, body)
    expect(JSON.parse(asEvents.text)).toMatchObject({ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } })
  })

  test('thoughts of another provider that it carries do not reach Gemini', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY_WITH_THOUGHT)
    const first = await json('/v1beta/models/claude/claude-x:generateContent', {
      ...body,
      generationConfig: { thinkingConfig: { includeThoughts: true } }
    })
    const [{ content }] = first.body['candidates'] as [{ content: object }]
    expect(JSON.stringify(content)).toContain('thoughtSignature')
    provider.answer = (_request, response) => sendJson(response, 200, GEMINI_REPLY)
    const second = { contents: [...body.contents, content, { role: 'user', parts: [{ text: 'and?' }] }] }
    await json('/v1beta/models/google/gemini-x:generateContent', second)
    expect(provider.requests[1]?.text).not.toContain('thoughtSignature')
    expect(provider.requests[1]?.text).toContain('Hello there')
  })

  test('errors have its form', async () => {
    provider.answer = (_request, response) =>
      sendJson(response, 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    const { status, body: error } = await json('/v1beta/models/claude/claude-x:generateContent', body)
    expect(status).toBe(503)
    expect(error).toMatchObject({ error: { code: 503, status: 'UNAVAILABLE' } })
    const unknown = await json('/v1beta/nothing', body)
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } })
  })
})

test('thoughts whose signature is refused are left out once, and the request is tried again', async () => {
  provider.answer = ({ text }, response) => {
    if (text.includes('"thinking"'))
      sendJson(response, 400, {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'messages.1.content.0: Invalid `signature` in `thinking` block'
        }
      })
    else sendJson(response, 200, MESSAGE_REPLY)
  }
  const { status } = await json('/v1/messages', {
    ...MESSAGES,
    model: 'claude/claude-x',
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'old' },
          { type: 'text', text: 'yes' }
        ]
      },
      { role: 'user', content: 'and?' }
    ]
  })
  expect(status).toBe(200)
  expect(provider.requests).toHaveLength(2)
  expect((await gateway.row()).notes.join(' ')).toContain('signatures')
})

test('thoughts of another provider in the history do not reach one that can only refuse them', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY)
  const signature = wrapSeal({ dialect: 'gemini', value: 'c2VhbA==' })
  await json('/v1/messages', {
    ...MESSAGES,
    model: 'claude/claude-x',
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'of Gemini', signature },
          { type: 'thinking', thinking: 'of Claude', signature: 'EqQB' },
          { type: 'text', text: 'yes' }
        ]
      },
      { role: 'user', content: 'and?' }
    ]
  })
  expect(provider.requests).toHaveLength(1)
  expect(provider.requests[0]?.text).not.toContain('of Gemini')
  expect(provider.requests[0]?.text).toContain('"signature":"EqQB"')
})

test('Cursor’s custom tools at chat completions: its patch comes as the arguments, as they are', async () => {
  const patch = '*** Begin Patch\n*** End Patch'
  const args = JSON.stringify({ input: patch })
  const called = [
    { index: 0, id: 'c1', type: 'function', function: { name: 'apply_patch', arguments: args } }
  ]
  const message = { role: 'assistant', content: null, tool_calls: called }
  const ask = { model: 'chat/gpt-x', input: 'patch', tools: [{ type: 'custom', name: 'apply_patch' }] }
  const expected = [{ type: 'function', function: { name: 'apply_patch', arguments: patch } }]
  provider.answer = (_request, response) =>
    sendJson(response, 200, { ...CHAT_REPLY, choices: [{ index: 0, message, finish_reason: 'tool_calls' }] })
  const { body } = await json('/v1/chat/completions', ask)
  expect(body).toMatchObject({ object: 'chat.completion', choices: [{ message: { tool_calls: expected } }] })
  provider.answer = (_request, response) =>
    sendEvents(response, [chunk({ tool_calls: called }), chunk({}, 'tool_calls'), CHAT_USAGE, '[DONE]'])
  const { text } = await post('/v1/chat/completions', { ...ask, stream: true })
  expect(text).toContain(JSON.stringify({ arguments: patch }))
  expect(text).not.toContain('"custom"')
})

test('a model that does not think is not asked to', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, CHAT_REPLY)
  const thinking = { type: 'enabled', budget_tokens: 2000 }
  const ask = (model: string) => json('/v1/messages', { ...MESSAGES, model, max_tokens: 4000, thinking })
  await ask('oachat/gpt-4o')
  expect(provider.requests[0]?.text).not.toContain('reasoning_effort')
  await ask('oachat/gpt-5')
  expect(provider.requests[1]?.body['reasoning_effort']).toBeDefined()
})

test('a Responses body posted to chat completions is read, and answered as a chat completion', async () => {
  provider.answer = (_request, response) =>
    sendEvents(response, [chunk({ content: 'yes' }), chunk({}, 'stop'), CHAT_USAGE, '[DONE]'])
  const { status, text } = await post('/v1/chat/completions', {
    model: 'chat/gpt-x',
    stream: true,
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'from cursor' }] }],
    tools: [{ type: 'function', name: 'look', parameters: { type: 'object', properties: {} } }]
  })
  expect(status).toBe(200)
  expect(text).toContain('chat.completion.chunk')
  expect(provider.requests[0]?.body).toMatchObject({
    messages: [{ role: 'user' }],
    tools: [{ function: { name: 'look' } }]
  })
})

const TOKEN_VALUE = 'sk-gh-test-token-value-0001'
