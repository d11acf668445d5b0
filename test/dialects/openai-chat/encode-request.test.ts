import { describe, expect, test } from 'vitest'
import type { ChatRequest, MediaPart, Message } from '../../../electron/dialects/chat.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'
import type { Quirks } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'

const USER: Message = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] }

/** A chat that came in another dialect. */
function encode(
  chat: Partial<ChatRequest>,
  quirks: Quirks = {},
  maxOutput: number | null = null
): { body: Fields; notes: readonly string[] } {
  const whole: ChatRequest = {
    model: 'asked',
    stream: false,
    messages: [USER],
    tools: [],
    from: 'anthropic-messages',
    ...chat
  }
  return openaiChat.encodeRequest(whole, { model: 'm', maxOutput, quirks })
}

function refusal(chat: Partial<ChatRequest>): GatehouseError {
  try {
    encode(chat)
  } catch (error) {
    if (error instanceof GatehouseError) return error
  }
  throw new Error('it was not refused')
}

const F = { type: 'function', name: 'f', schema: { type: 'object' } } as const
const G = { type: 'function', name: 'g' } as const

describe('messages of another dialect', () => {
  test('several texts of a system are one, since not every server takes a list there', () => {
    const parts = [
      { type: 'text', text: 'A' },
      { type: 'text', text: 'B' }
    ] as const
    const { body } = encode({
      messages: [
        { role: 'system', parts },
        { role: 'user', parts }
      ]
    })
    expect(body['messages']).toEqual([
      { role: 'system', content: 'A\n\nB' },
      { role: 'user', content: [...parts] }
    ])
  })

  test('cache marks go where they are understood, and are noted elsewhere', () => {
    const cache = { type: 'ephemeral' }
    const messages: Message[] = [
      { role: 'system', parts: [{ type: 'text', text: 'A', cache }] },
      { role: 'user', parts: [{ type: 'text', text: 'B', cache }] }
    ]
    const marked = [{ type: 'text', text: 'A', cache_control: cache }]
    expect(encode({ messages }, { cacheControl: true }).body['messages']).toMatchObject([
      { content: marked },
      {}
    ])
    const { body, notes } = encode({ messages })
    expect(body['messages']).toEqual([
      { role: 'system', content: 'A' },
      { role: 'user', content: 'B' }
    ])
    expect(notes).toEqual(['cache_control was left out: this provider has no cache marks'])
  })

  test('files that are text are sent as text, others as data with a name', () => {
    const base64 = { kind: 'base64', data: Buffer.from('a,b').toString('base64') } as const
    const parts = [
      { type: 'media', kind: 'file', source: base64, mediaType: 'text/csv', name: 'a.csv' },
      { type: 'media', kind: 'file', source: { kind: 'text', text: 'plain' } },
      { type: 'media', kind: 'file', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'application/pdf' }
    ] as const
    const { body, notes } = encode({ messages: [{ role: 'user', parts }] })
    expect(body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a.csv:\na,b' },
          { type: 'text', text: 'plain' },
          { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,AAAA' } }
        ]
      }
    ])
    expect(notes).toEqual(['a document was sent as text: this form takes PDF and no others'])
  })

  test('files of results that are text have their names before them', () => {
    const file = { type: 'media', kind: 'file', source: { kind: 'text', text: 'x' }, name: 'T' } as const
    const { body } = encode({
      messages: [
        USER,
        { role: 'assistant', parts: [{ type: 'tool-call', id: '1', name: 'f', args: '{}' }] },
        { role: 'tool', parts: [{ type: 'tool-result', id: '1', parts: [file] }] }
      ]
    })
    expect(body['messages']).toMatchObject([{}, {}, { role: 'tool', content: 'T:\nx' }])
  })

  test.each<[string, MediaPart]>([
    [
      'an image that',
      { type: 'media', kind: 'image', source: { kind: 'file-id', dialect: 'anthropic-messages', id: 'f1' } }
    ],
    ['a file that', { type: 'media', kind: 'file', source: { kind: 'url', url: 'https://a.example/a.pdf' } }],
    ['a video that', { type: 'media', kind: 'video', source: { kind: 'base64', data: 'AAAA' } }],
    [
      'a sound that',
      { type: 'media', kind: 'audio', source: { kind: 'url', url: 'https://a.example/a.mp3' } }
    ]
  ])('%s can not be sent is refused, since the question is about it', (what, part) => {
    const { code, message } = refusal({ messages: [{ role: 'user', parts: [part] }] })
    expect([code, message]).toEqual(['not_translatable', expect.stringContaining(`${what} can't be sent`)])
  })

  test('messages that an assistant said in a row are kept apart, the parts of one are not', () => {
    const said = (text: string, index: unknown) =>
      ({ type: 'text', text, extra: { dialect: 'openai-responses', fields: { index } } }) as const
    const parts = [said('a', 0), said('b', 1), said('c', 0), said('d', 'text')]
    const { body } = encode({ from: 'openai-responses', messages: [USER, { role: 'assistant', parts }] })
    expect(body['messages']).toMatchObject([{}, { role: 'assistant', content: 'ab\n\nc\n\nd' }])
  })

  test('what only the other dialect has is left out with its name', () => {
    const { body, notes } = encode({
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'native', dialect: 'anthropic-messages', what: 'container_upload', value: {} },
            {
              type: 'text',
              text: 'Hi',
              extra: { dialect: 'anthropic-messages', fields: { id: '1', odd: 2 } }
            }
          ]
        }
      ],
      tools: [{ type: 'server', dialect: 'anthropic-messages', name: 'web_search_20250305', value: {} }],
      extra: { dialect: 'anthropic-messages', fields: { container: 'c', mcp_servers: [] } }
    })
    expect(body).toEqual({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
    expect(notes).toEqual([
      'container, mcp_servers were left out: only Anthropic Messages has them',
      'container_upload was left out: only Anthropic Messages has it',
      'odd was left out: only Anthropic Messages has it',
      'the tool web_search_20250305 was left out: only Anthropic Messages has it'
    ])
  })

  test('calls have arguments that are JSON objects, whatever came', () => {
    const call = (id: string, args: string) => ({ type: 'tool-call', id, name: 'f', args }) as const
    const parts = [call('1', ''), call('2', '{"a":1}'), call('3', '{"cut'), call('4', '[]')]
    const results = parts.map(({ id }) => ({ type: 'tool-result', id, parts: [] }) as const)
    const { body, notes } = encode({
      messages: [USER, { role: 'assistant', parts }, { role: 'user', parts: results }]
    })
    expect(body['messages']).toMatchObject([
      {},
      {
        content: null,
        tool_calls: [
          { function: { arguments: '{}' } },
          { function: { arguments: '{"a":1}' } },
          { function: { arguments: '{"invalid_arguments":"{\\"cut"}' } },
          { function: { arguments: '{}' } }
        ]
      },
      {},
      {},
      {},
      {}
    ])
    expect(notes).toEqual(['the arguments of a call of f were wrapped: they are no JSON object'])
  })

  test('a request without anything that can be said here is refused', () => {
    expect(refusal({ messages: [] }).code).toBe('not_translatable')
  })
})

describe('thoughts of earlier turns', () => {
  const signed = { dialect: 'anthropic-messages', value: 'S' } as const
  const sealed = { dialect: 'gemini', value: 'G' } as const
  const messages: Message[] = [
    USER,
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'A', seal: signed },
        { type: 'reasoning', text: 'B', seal: sealed },
        { type: 'text', text: 'C' }
      ]
    }
  ]
  const said = (quirks: Quirks): unknown => (encode({ messages }, quirks).body['messages'] as unknown[])[1]

  test('are left out where the server is not known to take them', () => {
    expect(said({})).toEqual({ role: 'assistant', content: 'C' })
    expect(encode({ messages }).notes).toContain(
      'thoughts of earlier turns were left out: this provider takes none back'
    )
  })

  test('go as text to DeepSeek and its like, without their seals', () => {
    expect(said({ reasoningBack: 'reasoning_content' })).toEqual({
      role: 'assistant',
      content: 'C',
      reasoning_content: 'A\n\nB'
    })
  })

  test('go as entries to OpenRouter, with the signatures that it passes on', () => {
    expect(said({ reasoningBack: 'reasoning_details' })).toEqual({
      role: 'assistant',
      content: 'C',
      reasoning_details: [
        { type: 'reasoning.text', text: 'A', signature: 'S', format: 'anthropic-claude-v1', index: 0 },
        { type: 'reasoning.text', text: 'B', index: 1 }
      ]
    })
  })

  test('Gemini’s seals of calls go to Google’s own door and nowhere else', () => {
    const call = { type: 'tool-call', id: 'c', name: 'f', args: '{}', seal: sealed } as const
    const history: Message[] = [
      USER,
      { role: 'assistant', parts: [call] },
      { role: 'tool', parts: [{ type: 'tool-result', id: 'c', parts: [] }] }
    ]
    const google = encode({ messages: history }, { thoughtSignatures: true })
    expect(google.body['messages']).toMatchObject([
      {},
      { tool_calls: [{ extra_content: { google: { thought_signature: 'G' } } }] },
      {}
    ])
    const other = encode({ messages: history })
    expect(JSON.stringify(other.body)).not.toContain('extra_content')
    expect(other.notes).toEqual([
      "thought signatures of Google Gemini were left out: this provider can't use them"
    ])
  })
})

describe('wishes of another dialect', () => {
  test('limits, names and lists are cut to what is taken', () => {
    const { body, notes } = encode(
      { maxOutputTokens: 32_000, topK: 5, stop: ['1', '2', '3', '4', '5'], user: 'u'.repeat(80), choices: 1 },
      {},
      16_384
    )
    expect(body).toMatchObject({
      max_completion_tokens: 16_384,
      stop: ['1', '2', '3', '4'],
      user: 'u'.repeat(64)
    })
    expect(body).not.toHaveProperty('top_k')
    expect(body).not.toHaveProperty('n')
    expect(notes).toHaveLength(4)
  })

  test('what only OpenAI itself knows goes to OpenAI alone', () => {
    const chat = { verbosity: 'low', promptCacheKey: 'k', serviceTier: 'flex' }
    const hints = { verbosity: 'low', prompt_cache_key: 'k', service_tier: 'flex' }
    expect(encode(chat, { customTools: true }).body).toMatchObject(hints)
    const { body, notes } = encode(chat)
    expect(Object.keys(body)).toEqual(['model', 'messages'])
    expect(notes).toHaveLength(3)
  })

  test('the word JSON is said where the answer is to be JSON and nobody says it', () => {
    const { body } = encode({ format: { type: 'json' } })
    expect(body['messages']).toMatchObject([{ role: 'system', content: 'Answer in JSON.' }, {}])
    const asked: Message = { role: 'user', parts: [{ type: 'text', text: 'as json please' }] }
    expect(encode({ format: { type: 'json' }, messages: [asked] }).body['messages']).toHaveLength(1)
  })

  test('a schema of the answer has a name that is taken', () => {
    const { body } = encode({
      format: { type: 'json-schema', name: 'my answer', schema: { type: 'object' } }
    })
    expect(body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'my_answer', schema: { type: 'object' } }
    })
  })

  test.each<[string, ChatRequest['reasoning'], Quirks, object]>([
    ['tokens as a word', { budgetTokens: 8000 }, {}, { reasoning_effort: 'medium' }],
    ['a word as it is', { effort: 'xhigh' }, {}, { reasoning_effort: 'xhigh' }],
    [
      'off for who has a word for it',
      { mode: 'off' },
      { efforts: ['none', 'high'] },
      { reasoning_effort: 'none' }
    ],
    [
      'tokens for OpenRouter',
      { budgetTokens: 8000 },
      { reasoningBack: 'reasoning_details' },
      { reasoning: { max_tokens: 8000 } }
    ],
    [
      'off for OpenRouter',
      { mode: 'off' },
      { reasoningBack: 'reasoning_details' },
      { reasoning: { enabled: false } }
    ]
  ])('how much to think: %s', (_what, reasoning, quirks, expected) => {
    expect(encode({ reasoning }, quirks).body).toMatchObject(expected)
  })

  test('sound as answer is refused, and so is a prompt that is for completions alone', () => {
    expect(refusal({ modalities: ['text', 'audio'] }).code).toBe('not_translatable')
    expect(refusal({ from: 'openai-completions', untranslatable: 'prompt is a list.' }).message).toBe(
      'prompt is a list.'
    )
  })
})

describe('models of OpenAI', () => {
  const encodeFor = (model: string, chat: Partial<ChatRequest>): { body: Fields; notes: readonly string[] } =>
    openaiChat.encodeRequest(
      { model: 'asked', stream: false, messages: [USER], tools: [], from: 'anthropic-messages', ...chat },
      { model, maxOutput: null, quirks: { customTools: true } }
    )

  test('get no sampling and no stop sequences that they refuse', () => {
    const { body, notes } = encodeFor('o4-mini', { temperature: 0.5, presencePenalty: 1, stop: ['x'] })
    expect(Object.keys(body)).toEqual(['model', 'messages'])
    expect(notes).toEqual([
      'temperature was left out: the model takes none',
      'presence_penalty was left out: the model takes none',
      'stop was left out: the model takes none'
    ])
    expect(encodeFor('gpt-4.1', { temperature: 0.5 }).body['temperature']).toBe(0.5)
    expect(encodeFor('o4-mini', { from: 'openai-chat', temperature: 0.5 }).body['temperature']).toBe(0.5)
  })

  test('get an effort that they know, and none where they do not think', () => {
    expect(encodeFor('gpt-5', { reasoning: { effort: 'none' } }).body['reasoning_effort']).toBe('minimal')
    expect(encodeFor('gpt-4o', { reasoning: { effort: 'low' } }).body['reasoning_effort']).toBeUndefined()
    const off = encodeFor('gpt-5.1', { reasoning: { mode: 'off' }, temperature: 0.5 })
    expect(off.body).toMatchObject({ reasoning_effort: 'none', temperature: 0.5 })
    expect(off.notes).toEqual([])
  })
})

describe('tools of another dialect', () => {
  test('have a schema of an object, and a choice only where there are tools', () => {
    expect(
      encode({ tools: [G], toolChoice: { type: 'required' }, parallelToolCalls: false }).body
    ).toMatchObject({
      tools: [{ type: 'function', function: { name: 'g', parameters: { type: 'object', properties: {} } } }],
      tool_choice: 'required',
      parallel_tool_calls: false
    })
    const { body } = encode({ tools: [], toolChoice: { type: 'auto' }, parallelToolCalls: true })
    expect(Object.keys(body)).toEqual(['model', 'messages'])
  })

  test('those that may not be called are left out where there is no list of allowed ones', () => {
    const chat = { tools: [F, G], toolChoice: { type: 'allowed', names: ['g'], required: true } } as const
    expect(encode(chat).body).toMatchObject({
      tools: [{ function: { name: 'g' } }],
      tool_choice: 'required'
    })
    expect(encode(chat, { customTools: true }).body).toMatchObject({
      tools: [{ function: { name: 'f' } }, { function: { name: 'g' } }],
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'g' } }] }
      }
    })
  })

  test('a call that is forced of a tool that is left out is refused', () => {
    const server = {
      type: 'server',
      dialect: 'openai-responses',
      name: 'image_generation',
      value: {}
    } as const
    expect(refusal({ tools: [server], toolChoice: { type: 'required' } }).code).toBe('not_translatable')
    const native = { type: 'native', dialect: 'openai-responses', value: {} } as const
    expect(refusal({ tools: [F], toolChoice: native }).code).toBe('not_translatable')
    expect(refusal({ tools: [server], toolChoice: native }).code).toBe('not_translatable')
  })

  test('alternatives at the top of a schema are put together, and are kept to as far as the model likes', () => {
    const schema = { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
    const { body, notes } = encode({ tools: [{ ...F, schema, strict: true }] })
    expect(body['tools']).toMatchObject([
      { function: { name: 'f', parameters: { type: 'object', properties: { a: {}, b: {} } } } }
    ])
    expect(JSON.stringify(body['tools'])).not.toContain('strict')
    expect(notes).toEqual([
      'the alternatives in the schema of the tool f were put together: providers take none at its top'
    ])
  })

  test('a grammar of the Responses API stands where this form has it', () => {
    const format = { type: 'grammar', syntax: 'lark', definition: 'start: "a"' }
    const { body } = encode({ tools: [{ type: 'custom', name: 'c', format }] }, { customTools: true })
    expect(body['tools']).toEqual([
      {
        type: 'custom',
        custom: {
          name: 'c',
          format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } }
        }
      }
    ])
  })
})
