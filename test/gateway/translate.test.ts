import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  CHAT_REPLY,
  chunk,
  CHAT_USAGE,
  MESSAGE_REPLY_WITH_THOUGHT,
  MESSAGE_REPLY,
  GEMINI_REPLY,
  USAGE,
  MESSAGES,
  eventsOf,
  startAnyProvider,
  type AnyProvider
} from '../support/any-provider.ts'
import { sendEvents, sendJson, type ScriptedProvider } from '../support/scripted-provider.ts'
import { TOKEN, type TestGateway } from '../support/start-gateway.ts'

/** A client of each dialect at a provider of another: real sockets, the provider's own words written by hand. */
let any: AnyProvider
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  any = await startAnyProvider()
  provider = any.provider
  gateway = any.gateway
})
beforeEach(() => any.reset())
afterAll(() => any.close())

const post: AnyProvider['post'] = (...parameters) => any.post(...parameters)
const json: AnyProvider['json'] = (...parameters) => any.json(...parameters)

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
    const names = eventsOf(text).map(({ name }) => name)
    expect(names[0]).toBe('message_start')
    expect(names.slice(-2)).toEqual(['message_delta', 'message_stop'])
    expect(text).toContain('"text":"Grü"')
    expect(text).toContain('"name":"look"')
    expect(eventsOf(text).find(({ name }) => name === 'message_delta')?.data).toMatchObject({
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
    expect(eventsOf(text).at(-1)).toMatchObject({ name: 'error', data: { type: 'error' } })
    expect((await gateway.row()).status).toBe(502)
  })

  test('an error in the middle of a stream is one of its own dialect', async () => {
    provider.answer = (_request, response) =>
      sendEvents(response, [
        chunk({ content: 'Once' }),
        { error: { message: 'The engine is overloaded', code: 503 } }
      ])
    const { text } = await post('/v1/messages', { ...MESSAGES, stream: true })
    expect(eventsOf(text).at(-1)).toMatchObject({
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
    expect(eventsOf(text)).toEqual(stream.map((data) => ({ name: data.type, data })))
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
    expect(eventsOf(text).at(-1)?.data).toBe('[DONE]')
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
    const last = eventsOf(text).at(-1)
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
    expect(eventsOf(text).at(-1)?.data).toBe('[DONE]')
  })
})

describe('a Google client', () => {
  const body = { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }

  test('with its key in a header or in the query, at an OpenAI chat server', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, CHAT_REPLY)
    for (const [query, headers] of [
      ['', { 'x-goog-api-key': TOKEN }],
      [`?key=${TOKEN}`, {}]
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
    expect(JSON.stringify(provider.requests)).not.toContain(TOKEN)
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
    expect(joined(list)).toBe(joined(eventsOf(asEvents.text).map(({ data }) => data)))
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
