import { describe, expect, test } from 'vitest'
import { decodeRequest } from '../../../electron/dialects/anthropic-messages/decode-request.ts'
import { wrapSeal } from '../../../electron/dialects/carry-seal.ts'
import type { ChatRequest, Part } from '../../../electron/dialects/chat.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

const HELLO = [{ role: 'user', content: 'hello' }]

function decode(body: Fields): ChatRequest {
  return decodeRequest({ model: 'claude', messages: HELLO, ...body }, { model: 'asked', stream: false })
}

function partsOf(content: unknown, role = 'user'): readonly Part[] {
  return decode({ messages: [{ role, content }] }).messages[0]?.parts ?? []
}

describe('reads the settings', () => {
  test('that have a place of their own', () => {
    const chat = decode({
      max_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ['END'],
      stream: true,
      metadata: { user_id: 'me' },
      service_tier: 'standard_only'
    })
    expect(chat).toMatchObject({
      model: 'claude',
      stream: true,
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stop: ['END'],
      user: 'me',
      serviceTier: 'standard_only'
    })
    expect(chat.extra).toBeUndefined()
  })

  test('takes nulls for not said, and the model from outside where the body has none', () => {
    const chat = decode({ model: null, temperature: null, system: null, tools: null, thinking: null })
    expect(chat).toMatchObject({ model: 'asked', tools: [], messages: [{ role: 'user' }] })
    expect([chat.temperature, chat.reasoning, chat.extra]).toEqual([undefined, undefined, undefined])
  })

  test('keeps what only this API has, also inside of objects that it reads', () => {
    const chat = decode({
      container: 'c1',
      mcp_servers: [{ name: 's' }],
      thinking: { type: 'adaptive', block_binding: 'drop' },
      output_config: { effort: 'high', task_budget: { total: 5 } }
    })
    expect(chat.extra?.fields).toEqual({
      container: 'c1',
      mcp_servers: [{ name: 's' }],
      thinking: { block_binding: 'drop' },
      output_config: { task_budget: { total: 5 } }
    })
  })

  test.each([
    [
      { type: 'enabled', budget_tokens: 2048 },
      { mode: 'on', budgetTokens: 2048 }
    ],
    [{ type: 'disabled' }, { mode: 'off' }],
    [
      { type: 'adaptive', display: 'summarized' },
      { mode: 'adaptive', show: true }
    ],
    [
      { type: 'adaptive', display: 'omitted' },
      { mode: 'adaptive', show: false }
    ]
  ])('reads thinking %j', (thinking, wish) => {
    expect(decode({ thinking }).reasoning).toMatchObject(wish)
  })

  test('reads an effort without thinking', () => {
    expect(decode({ output_config: { effort: 'low' } }).reasoning).toMatchObject({ effort: 'low' })
  })

  test.each(['output_config', 'output_format'])('reads a schema in %s', (field) => {
    const format = { type: 'json_schema', schema: { type: 'object' } }
    const body = field === 'output_config' ? { output_config: { format } } : { output_format: format }
    expect(decode(body).format).toMatchObject({ type: 'json-schema', schema: { type: 'object' } })
  })
})

describe('reads the conversation', () => {
  test('with instructions as a text or as blocks with a cache mark, before it and within', () => {
    const cache = { type: 'ephemeral' }
    const chat = decode({
      system: [{ type: 'text', text: 'Be brief.', cache_control: cache }],
      messages: [...HELLO, { role: 'system', content: 'Now be long.' }]
    })
    expect(chat.messages.map(({ role }) => role)).toEqual(['system', 'user', 'system'])
    expect(chat.messages[0]?.parts).toMatchObject([{ type: 'text', text: 'Be brief.', cache }])
  })

  test('with a call, its result and an image in that', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'AAAA' }
    const chat = decode({
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'ls', input: { path: '/' } }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 't1',
              is_error: true,
              content: [{ type: 'image', source }]
            }
          ]
        }
      ]
    })
    expect(chat.messages).toMatchObject([
      { role: 'assistant', parts: [{ type: 'tool-call', id: 't1', name: 'ls', args: '{"path":"/"}' }] },
      {
        role: 'tool',
        parts: [
          {
            type: 'tool-result',
            id: 't1',
            isError: true,
            parts: [{ type: 'media', kind: 'image', mediaType: 'image/png', source: { data: 'AAAA' } }]
          }
        ]
      }
    ])
  })

  test('with thoughts that Anthropic signed, hid, or that another provider sealed', () => {
    const carried = { dialect: 'gemini', value: 'sig' } as const
    const parts = partsOf(
      [
        { type: 'thinking', thinking: 'hm', signature: 'abc' },
        { type: 'redacted_thinking', data: 'xyz' },
        { type: 'thinking', thinking: 'ah', signature: wrapSeal(carried) }
      ],
      'assistant'
    )
    expect(parts).toMatchObject([
      { type: 'reasoning', text: 'hm', seal: { dialect: 'anthropic-messages', value: 'abc' } },
      {
        type: 'reasoning',
        text: '',
        seal: { dialect: 'anthropic-messages', kind: 'redacted', value: 'xyz' }
      },
      { type: 'reasoning', text: 'ah', seal: carried }
    ])
  })

  test.each([
    ['base64', { type: 'base64', media_type: 'application/pdf', data: 'JVBE' }, { kind: 'base64' }],
    ['a URL', { type: 'url', url: 'https://a.b/c.pdf' }, { kind: 'url', url: 'https://a.b/c.pdf' }],
    ['text', { type: 'text', media_type: 'text/plain', data: 'hi' }, { kind: 'text', text: 'hi' }],
    ['an id', { type: 'file', file_id: 'file_1' }, { kind: 'file-id', id: 'file_1' }],
    ['blocks', { type: 'content', content: [{ type: 'text', text: 'hi' }] }, { kind: 'text', text: 'hi' }]
  ])('with a document given as %s', (_form, source, expected) => {
    expect(partsOf([{ type: 'document', source, title: 'T' }])).toMatchObject([
      { type: 'media', kind: 'file', name: 'T', source: expected }
    ])
  })

  test('with a search result as text that any model can read', () => {
    const block = {
      type: 'search_result',
      title: 'Handbook',
      source: 'https://a.b',
      content: [{ type: 'text', text: 'Press 3.' }]
    }
    expect(partsOf([block])).toMatchObject([{ type: 'text', text: 'Handbook\nhttps://a.b\nPress 3.' }])
  })

  test('with blocks that only this API knows as native parts', () => {
    const block = { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'x' } }
    expect(partsOf([block], 'assistant')).toEqual([
      { type: 'native', dialect: 'anthropic-messages', what: 'server_tool_use', value: block }
    ])
  })

  test('whatever a client leaves out: content null, blocks as texts, an unknown role', () => {
    expect(partsOf(null)).toEqual([])
    expect(partsOf(['hi'])).toMatchObject([{ type: 'text', text: 'hi' }])
    expect(decode({ messages: [{ role: 'human', content: 'hi' }] }).messages[0]?.role).toBe('user')
  })
})

describe('reads tools', () => {
  test("apart by who runs them: the client's, and those that have a type", () => {
    const bash = { type: 'bash_20250124', name: 'bash' }
    const { tools } = decode({
      tools: [
        { name: 'ls', description: 'Lists', input_schema: { type: 'object' }, strict: true },
        { type: 'custom', name: 'cat', input_schema: { type: 'object' } },
        bash
      ]
    })
    expect(tools).toMatchObject([
      { type: 'function', name: 'ls', strict: true },
      { type: 'function', name: 'cat', extra: { fields: { type: 'custom' } } },
      { type: 'server', dialect: 'anthropic-messages', name: 'bash_20250124', value: bash }
    ])
  })

  test.each([
    [{ type: 'any' }, { type: 'required' }],
    [{ type: 'none' }, { type: 'none' }],
    [
      { type: 'tool', name: 'ls' },
      { type: 'tool', name: 'ls' }
    ],
    [
      { type: 'tool', name: 'web_search' },
      { type: 'native', value: { type: 'tool', name: 'web_search' } }
    ]
  ])('the choice %j', (choice, expected) => {
    const tools = [{ name: 'ls' }, { type: 'web_search_20250305', name: 'web_search' }]
    expect(decode({ tools, tool_choice: choice }).toolChoice).toMatchObject(expected)
  })

  test('whether several may be called at once', () => {
    const choice = { type: 'auto', disable_parallel_tool_use: true }
    expect(decode({ tool_choice: choice }).parallelToolCalls).toBe(false)
  })
})

describe('refuses in words what is no request', () => {
  test.each([
    [{ messages: undefined }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: ['hi'] }, 'messages.0'],
    [{ messages: [{ role: 'user', content: [1] }] }, 'messages.0.content.0'],
    [{ system: [true] }, 'system.0']
  ])('%j names the field', (body, field) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
    expect(() => decode(body)).toThrow(field)
  })
})
