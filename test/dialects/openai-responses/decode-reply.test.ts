import { describe, expect, test } from 'vitest'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'
import { contextOf } from './steps.ts'

const RESPONSE: Fields = {
  id: 'resp_1',
  object: 'response',
  created_at: 1_760_000_000,
  model: 'gpt-5.2-2026-01-01',
  status: 'completed',
  error: null,
  incomplete_details: null,
  instructions: null,
  tools: [],
  service_tier: 'default',
  output: [
    {
      id: 'rs_1',
      type: 'reasoning',
      summary: [{ type: 'summary_text', text: 'Hm' }],
      encrypted_content: 'gAAA'
    },
    { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'a' } },
    {
      id: 'msg_1',
      type: 'message',
      status: 'completed',
      role: 'assistant',
      content: [
        {
          type: 'output_text',
          text: 'Hello',
          annotations: [
            { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 5 }
          ],
          logprobs: [{ token: 'Hello', logprob: -0.1, bytes: [72], top_logprobs: [] }]
        },
        { type: 'output_text', text: ' there', annotations: [], logprobs: [] }
      ]
    },
    {
      id: 'fc_1',
      type: 'function_call',
      call_id: 'call_1',
      name: 'f',
      arguments: '{"a":1}',
      status: 'completed'
    },
    { id: 'ctc_1', type: 'custom_tool_call', call_id: 'call_2', name: 'patch', input: '*** Begin' },
    { id: 'ig_1', type: 'image_generation_call', status: 'completed', output_format: 'webp', result: 'UklG' }
  ],
  usage: {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 60 },
    output_tokens: 20,
    output_tokens_details: { reasoning_tokens: 5 },
    total_tokens: 120
  }
}

describe('a response', () => {
  test('is read part by part', () => {
    const reply = openaiResponses.decodeReply(RESPONSE)
    expect(reply).toMatchObject({
      id: 'resp_1',
      model: 'gpt-5.2-2026-01-01',
      created: 1_760_000_000,
      serviceTier: 'default',
      usage: { tokens: { input: 40, cache_read: 60, output: 20, reasoning: 5 }, raw: RESPONSE['usage'] }
    })
    expect(reply.choices[0]?.parts).toMatchObject([
      {
        type: 'reasoning',
        text: 'Hm',
        summary: true,
        id: 'rs_1',
        seal: { dialect: 'openai-responses', value: 'gAAA' }
      },
      { type: 'native', what: 'web_search_call' },
      { type: 'text', text: 'Hello', citations: { dialect: 'openai-responses' } },
      { type: 'text', text: ' there' },
      { type: 'tool-call', id: 'call_1', name: 'f', args: '{"a":1}' },
      { type: 'tool-call', id: 'call_2', name: 'patch', args: '*** Begin', custom: true },
      { type: 'media', kind: 'image', mediaType: 'image/webp', source: { kind: 'base64', data: 'UklG' } }
    ])
    expect(reply.choices[0]?.logprobs).toMatchObject({
      dialect: 'openai-chat',
      value: { content: [{ token: 'Hello' }] }
    })
  })

  test('is had again as it came', () => {
    const again = openaiResponses.encodeReply(openaiResponses.decodeReply(RESPONSE), contextOf())
    expect(JSON.parse(JSON.stringify(again))).toEqual(RESPONSE)
  })

  test('without a list of output is none', () => {
    expect(() => openaiResponses.decodeReply({ error: { message: 'no' } })).toThrow(NotAReply)
  })
})

describe('the end of a response', () => {
  const finishOf = (fields: Fields): unknown =>
    openaiResponses.decodeReply({ output: [], ...fields }).choices[0]?.finish

  test('is read from its status and its items', () => {
    expect(finishOf({ status: 'completed' })).toMatchObject({ reason: 'stop' })
    expect(
      finishOf({
        status: 'completed',
        output: [{ type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' }]
      })
    ).toMatchObject({ reason: 'tool-calls' })
    expect(finishOf({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })).toEqual({
      reason: 'length',
      native: { dialect: 'openai-responses', value: 'max_output_tokens' }
    })
    expect(
      finishOf({ status: 'incomplete', incomplete_details: { reason: 'content_filter' } })
    ).toMatchObject({ reason: 'content-filter' })
    expect(finishOf({ status: 'failed', error: { code: 'server_error', message: 'x' } })).toMatchObject({
      reason: 'error'
    })
  })

  test('is not known while it is still being made', () => {
    expect(finishOf({ status: 'queued' })).toBeUndefined()
    expect(finishOf({ status: 'in_progress' })).toBeUndefined()
  })

  test('is a stop where a server leaves the status out', () => {
    expect(finishOf({ output: [{ type: 'message', role: 'assistant', content: 'Hi' }] })).toMatchObject({
      reason: 'stop'
    })
  })
})
