import { describe, expect, test } from 'vitest'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import type { Quirks } from '../../../shared/domain/dialect.ts'

/** A request of a client of this form, as a server of this form gets it. */
function again(body: Fields, quirks: Quirks = {}): { body: unknown; notes: readonly string[] } {
  const chat = openaiChat.decodeRequest(body, { model: 'm', stream: false })
  const encoded = openaiChat.encodeRequest(chat, { model: 'm', maxOutput: 100, quirks })
  return { body: JSON.parse(JSON.stringify(encoded.body)), notes: encoded.notes }
}

describe('a request of this dialect to a server of this dialect', () => {
  test('stays what it was, with all that others have no word for', () => {
    const body = {
      model: 'm',
      messages: [
        { role: 'developer', content: 'Be brief.', name: 'boss' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See', cache_control: { type: 'ephemeral' } },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'high' } },
            { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
            { type: 'file', file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' } },
            { type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } },
            { type: 'hologram', data: 1 }
          ]
        },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'Hm.',
          tool_calls: [
            {
              id: 'call_that_is_much_longer_than_openai_itself_would_take',
              type: 'function',
              function: { name: 'f', arguments: '{"cut' },
              extra_content: { google: { thought_signature: 'SIG' } }
            },
            { id: 'c2', type: 'custom', custom: { name: 'g', input: 'free' } }
          ]
        },
        {
          role: 'tool',
          tool_call_id: 'call_that_is_much_longer_than_openai_itself_would_take',
          content: 'ok'
        },
        { role: 'system', content: 'In the middle.' },
        { role: 'assistant', content: 'Once upon', prefix: true }
      ],
      tools: [
        { type: 'function', function: { name: 'f', parameters: { $ref: '#' }, more: 1 }, eager: true },
        { type: 'custom', custom: { name: 'g', format: { type: 'text' } } },
        { type: 'openrouter:web_search', parameters: {} }
      ],
      tool_choice: 'auto',
      parallel_tool_calls: false,
      max_completion_tokens: 100_000,
      temperature: 0,
      top_p: 1,
      top_k: 40,
      n: 1,
      seed: 7,
      stop: ['1', '2', '3', '4', '5'],
      logprobs: true,
      top_logprobs: 2,
      reasoning_effort: 'minimal',
      response_format: { type: 'json_object' },
      verbosity: 'low',
      modalities: ['text', 'audio'],
      audio: { voice: 'alloy', format: 'wav' },
      service_tier: 'flex',
      user: 'u'.repeat(100),
      prompt_cache_key: 'k',
      metadata: { a: 'b' },
      prediction: { type: 'content', content: 'x' },
      web_search_options: {},
      logit_bias: { '50256': -100 }
    }
    expect(again(body)).toEqual({ body, notes: [] })
  })

  test('the thoughts go back as they came', () => {
    const reasoning_details = [
      { type: 'reasoning.text', text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1', index: 0 },
      { type: 'reasoning.summary', summary: 'Sum', format: 'openai-responses-v1', index: 1 },
      { type: 'reasoning.encrypted', data: 'E', format: 'openai-responses-v1', id: 'rs_1', index: 1 }
    ]
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b', reasoning_details }
    ]
    expect(again({ model: 'm', messages })).toEqual({ body: { model: 'm', messages }, notes: [] })
  })

  test('Mistral’s thoughts stay between its texts', () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }], closed: true },
      { type: 'text', text: '4' }
    ]
    const messages = [{ role: 'assistant', content }]
    expect(again({ model: 'm', messages })).toEqual({ body: { model: 'm', messages }, notes: [] })
  })

  test('functions and calls of the old form stay in it', () => {
    const body = {
      model: 'm',
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: 'ok' }
      ],
      functions: [{ name: 'f', description: 'd', parameters: { type: 'object' } }],
      function_call: { name: 'f' }
    }
    expect(again(body)).toEqual({ body, notes: [] })
  })

  test('what other servers have for thinking is written as it came, not twice', () => {
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: 'a' }],
      reasoning: { effort: 'low', exclude: true },
      thinking: { type: 'enabled' }
    }
    expect(again(body)).toEqual({ body, notes: [] })
  })

  test('a stream asks for its usage, and its other options stay', () => {
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: 'a' }],
      stream: true,
      stream_options: { include_obfuscation: false }
    }
    const options = { include_obfuscation: false, include_usage: true }
    expect(again(body)).toEqual({ body: { ...body, stream_options: options }, notes: [] })
    expect(again({ ...body, stream_options: null }, { streamUsage: 'always' }).body).not.toHaveProperty(
      'stream_options'
    )
  })

  test('what the server is known to differ in is heeded', () => {
    const body = {
      model: 'm',
      messages: [
        { role: 'developer', content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }] },
        { role: 'assistant', content: 'b', reasoning_content: 'Hm.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }]
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'ok' }
      ],
      max_completion_tokens: 5,
      reasoning_effort: 'low'
    }
    const quirks: Quirks = {
      noDeveloperRole: true,
      cacheControl: false,
      reasoningBack: 'none',
      shortToolIds: true,
      maxTokensName: 'max_tokens',
      efforts: ['none', 'high']
    }
    const { body: sent, notes } = again(body, quirks)
    const id: unknown = expect.stringMatching(/^[a-z0-9]{9}$/)
    expect(sent).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'a' },
        { role: 'assistant', content: 'b' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }]
        },
        { role: 'tool', tool_call_id: id, content: 'ok' }
      ],
      max_tokens: 5,
      reasoning_effort: 'high'
    })
    expect(notes).toEqual([
      'reasoning_effort low became high: this provider has no other word',
      'cache_control was left out: this provider has no cache marks',
      'thoughts of earlier turns were left out: this provider takes none back'
    ])
  })
})
