import { describe, expect, test } from 'vitest'
import { wrapSeal } from '../../../electron/dialects/carry-seal.ts'
import { resend } from './encode-for.ts'

const TOOL = { name: 'ls', input_schema: { type: 'object', properties: {} } }
const CACHE = { type: 'ephemeral', ttl: '1h' }

describe('a request that was read from this dialect is written as it was', () => {
  test.each([
    ['plain', { max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] }],
    [
      'all that agents send',
      {
        max_tokens: 32_000,
        stream: true,
        system: [
          { type: 'text', text: 'You are an agent.' },
          { type: 'text', text: 'Rules.', cache_control: CACHE }
        ],
        tools: [
          { ...TOOL, cache_control: CACHE, defer_loading: true },
          { type: 'bash_20250124', name: 'bash' }
        ],
        tool_choice: { type: 'auto', disable_parallel_tool_use: true },
        thinking: { type: 'enabled', budget_tokens: 31_999 },
        metadata: { user_id: 'u', team: 't' },
        context_management: { edits: [{ type: 'clear_thinking_20251015' }] },
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'Go.', cache_control: CACHE }] },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
              { type: 'redacted_thinking', data: 'dat' },
              { type: 'text', text: 'I look.' },
              {
                type: 'tool_use',
                id: 'toolu_1',
                name: 'ls',
                input: { a: [1, null] },
                caller: { type: 'direct' }
              }
            ]
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'toolu_1', content: 'x', is_error: false },
              { type: 'text', text: 'And?' }
            ]
          }
        ]
      }
    ],
    [
      'server tools, documents and instructions within',
      {
        max_tokens: 10,
        container: { id: 'c' },
        output_config: { effort: 'xhigh', format: { type: 'json_schema', schema: { type: 'object' } } },
        thinking: { type: 'adaptive', display: 'summarized' },
        messages: [
          {
            role: 'user',
            content: [
              { type: 'document', source: { type: 'url', url: 'https://a.b' }, citations: { enabled: true } },
              {
                type: 'document',
                source: { type: 'content', content: [{ type: 'text', text: 'x' }] },
                title: 'T',
                context: 'C'
              },
              { type: 'search_result', source: 's', title: 't', content: [{ type: 'text', text: 'x' }] },
              { type: 'image', source: { type: 'file', file_id: 'f' } }
            ]
          },
          { role: 'system', content: [{ type: 'tool_addition', tool: { name: 'ls' } }] },
          {
            role: 'assistant',
            content: [
              { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
              { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
              { type: 'text', text: 'So.', citations: [{ type: 'web_search_result_location', url: 'u' }] }
            ]
          },
          { role: 'user', content: 'Thanks.' }
        ]
      }
    ]
  ])('%s', (_what, body) => {
    const request = { model: 'claude-sonnet-4-6', ...body }
    expect(resend(request, 'claude-sonnet-4-6')).toEqual({ body: request, notes: [] })
  })

  test('a body for counting tokens gets no limit', () => {
    const body = { model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'hi' }] }
    expect(resend(body, 'claude-sonnet-4-6').body).toEqual(body)
  })

  test('the older field of a schema becomes the newer one', () => {
    const format = { type: 'json_schema', schema: { type: 'object' } }
    const { body } = resend({ messages: [{ role: 'user', content: 'hi' }], output_format: format })
    expect(body['output_config']).toEqual({ format })
    expect(body).not.toHaveProperty('output_format')
  })
})

describe('a conversation that another provider had a part in', () => {
  const thinking = { type: 'enabled', budget_tokens: 2048 }
  const foreign = {
    type: 'thinking',
    thinking: 'Hm.',
    signature: wrapSeal({ dialect: 'gemini', value: 'x' })
  }
  const call = {
    type: 'tool_use',
    id: `t1__${wrapSeal({ dialect: 'gemini', value: 'x' })}`,
    name: 'ls',
    input: {}
  }
  const messages = [
    { role: 'user', content: 'Go.' },
    { role: 'assistant', content: [foreign, call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'x' }] }
  ]

  test('goes without its thoughts, so that thinking is left off where the turn would have to begin with one', () => {
    const { body, notes } = resend({ max_tokens: 4096, thinking, messages })
    expect(body).not.toHaveProperty('thinking')
    expect(JSON.stringify(body)).not.toContain('Hm.')
    expect(notes).toContain(
      'earlier reasoning was left out: Anthropic takes back only thoughts that it signed'
    )
    expect(notes.join()).toContain('thinking was left off')
  })

  test('pairs calls and results by the ids that the other provider gave', () => {
    const { body } = resend({ max_tokens: 4096, messages })
    expect(body['messages']).toMatchObject([
      {},
      { content: [{ type: 'tool_use', id: 't1' }] },
      { content: [{ type: 'tool_result', tool_use_id: 't1' }] }
    ])
  })

  test('keeps thinking where a new turn begins', () => {
    const turn = [...messages, { role: 'assistant', content: 'Done.' }, { role: 'user', content: 'More.' }]
    expect(resend({ max_tokens: 4096, thinking, messages: turn }).body['thinking']).toEqual(thinking)
  })

  test('keeps thinking where the turn began with signed thoughts, though its later messages have none', () => {
    const turn = [
      { role: 'user', content: 'Go.' },
      {
        role: 'assistant',
        content: [
          { ...foreign, signature: 'own' },
          { ...call, id: 'a' }
        ]
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x' }] },
      { role: 'assistant', content: [{ ...call, id: 'b' }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'b', content: 'x' }] }
    ]
    expect(resend({ max_tokens: 4096, thinking, messages: turn }).body['thinking']).toEqual(thinking)
  })
})
