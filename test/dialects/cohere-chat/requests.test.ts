import { describe, expect, test } from 'vitest'
import { cohereChat } from '../../../electron/dialects/cohere-chat/dialect.ts'
import type { ChatRequest } from '../../../electron/dialects/chat.ts'

const ASKED = { model: 'command-a-03-2025', stream: false }
const TARGET = { model: 'command-a-03-2025', maxOutput: null, quirks: {} }
const THINKING = { ...TARGET, model: 'command-a-reasoning-08-2025' }
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const TOOL = { type: 'function' as const, name: 'weather', schema: SCHEMA }
const HELLO: ChatRequest = {
  model: 'm',
  stream: false,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  tools: []
}

const encode = (chat: Partial<ChatRequest>, target = TARGET) =>
  cohereChat.encodeRequest({ ...HELLO, ...chat }, target)

describe('a request of its own form', () => {
  const own = {
    model: 'command-a-03-2025',
    stream: true,
    messages: [
      { role: 'system', content: 'Be short.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } }
        ]
      },
      {
        role: 'assistant',
        content: [{ type: 'thinking', thinking: 'Hm.' }],
        tool_plan: 'I will look.',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"X"}' } }]
      },
      {
        role: 'tool',
        tool_call_id: 'c1',
        content: [
          { type: 'document', document: { id: 'd1', data: { title: 'T', text: 'sunny', degrees: 20 } } },
          { type: 'text', text: 'all' }
        ]
      },
      {
        role: 'assistant',
        content: 'Sunny.',
        citations: [{ start: 0, end: 5, text: 'Sunny', sources: [], type: 'TEXT_CONTENT' }]
      },
      { role: 'user', content: 'Thanks' }
    ],
    tools: [{ type: 'function', function: { name: 'weather', description: 'd', parameters: SCHEMA } }],
    strict_tools: true,
    tool_choice: 'REQUIRED',
    documents: ['plain', { id: 'd2', data: { text: 'more' } }],
    citation_options: { mode: 'FAST' },
    safety_mode: 'STRICT',
    response_format: { type: 'json_object', json_schema: SCHEMA },
    thinking: { type: 'enabled', token_budget: 500 },
    max_tokens: 100,
    stop_sequences: ['END'],
    temperature: 0.3,
    p: 0.9,
    k: 40,
    seed: 7,
    frequency_penalty: 0.1,
    presence_penalty: 0.2,
    logprobs: true,
    priority: 3,
    of_tomorrow: { a: 1 }
  }

  test('is written out again as it came', () => {
    const { body, notes } = cohereChat.encodeRequest(cohereChat.decodeRequest(own, ASKED), TARGET)
    expect(body).toEqual(own)
    expect(notes).toEqual([])
  })

  test('says in the neutral form what others can be told', () => {
    const chat = cohereChat.decodeRequest(own, ASKED)
    expect(chat).toMatchObject({
      toolChoice: { type: 'required' },
      topP: 0.9,
      topK: 40,
      stop: ['END'],
      logprobs: {},
      reasoning: { mode: 'on', budgetTokens: 500 },
      format: { type: 'json-schema', schema: SCHEMA },
      extra: { dialect: 'cohere-chat', fields: { safety_mode: 'STRICT', priority: 3 } }
    })
    expect(chat.tools).toMatchObject([{ name: 'weather', strict: true }])
    expect(chat.messages[2]?.parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'I will look.' },
      { type: 'tool-call', id: 'c1', name: 'weather' }
    ])
    expect(chat.messages[3]?.parts).toMatchObject([
      {
        type: 'tool-result',
        id: 'c1',
        parts: [{ type: 'media', kind: 'file', source: { text: 'sunny' }, name: 'T' }, { text: 'all' }]
      }
    ])
    expect(chat.messages[4]?.parts).toMatchObject([{ citations: { dialect: 'cohere-chat' } }])
  })

  test('may have nulls, empty lists and parts that are not known', () => {
    const chat = cohereChat.decodeRequest(
      {
        model: null,
        tools: null,
        documents: null,
        messages: [
          { role: 'assistant', content: null, tool_calls: [], tool_plan: '' },
          { role: 'user', content: [{ type: 'hologram', a: 1 }, null, { type: 'text', text: '' }] }
        ]
      },
      ASKED
    )
    expect(chat.model).toBe('command-a-03-2025')
    expect(chat.messages[0]?.parts).toEqual([])
    expect(chat.messages[1]?.parts).toMatchObject([{ type: 'native', what: 'hologram' }])
  })

  test.each([
    [{}, 'messages must be a list'],
    [{ messages: [] }, 'messages must be a list'],
    [{ messages: ['hi'] }, 'messages[0] must be an object'],
    [{ messages: [{ role: 'user', content: 5 }] }, 'messages[0].content must be'],
    [{ messages: [{ role: 'user', content: [5] }] }, 'messages[0].content[0] must be']
  ])('is refused in words where it is none', (body, words) => {
    expect(() => cohereChat.decodeRequest(body, ASKED)).toThrow(words)
  })
})

describe('a request of another form', () => {
  test('has what was said beside calls as the plan, and a result for each call', () => {
    const { body, notes } = encode({
      messages: [
        ...HELLO.messages,
        {
          role: 'assistant',
          parts: [
            { type: 'text', text: 'I look.' },
            { type: 'tool-call', id: 'a', name: 'weather', args: '{"city":"X"}' },
            { type: 'tool-call', id: 'b', name: 'weather', args: '{"ci' }
          ]
        },
        { role: 'user', parts: [{ type: 'text', text: 'And?' }] },
        { role: 'tool', parts: [{ type: 'tool-result', id: 'a', parts: [{ type: 'text', text: 'sunny' }] }] }
      ],
      tools: [TOOL]
    })
    expect(body['messages']).toMatchObject([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', tool_plan: 'I look.', tool_calls: [{ id: 'a' }, { id: 'b' }] },
      { role: 'tool', tool_call_id: 'a', content: 'sunny' },
      { role: 'tool', tool_call_id: 'b' },
      { role: 'user', content: 'And?' }
    ])
    expect(JSON.stringify(body)).toContain('invalid_arguments')
    expect(notes.join()).toMatch(
      /wants one for each tool call.*wrapped|wrapped.*wants one for each tool call/
    )
  })

  test('gives documents of results where Cohere can cite them, and pictures behind them', () => {
    const { body } = encode({
      messages: [
        ...HELLO.messages,
        { role: 'assistant', parts: [{ type: 'tool-call', id: 'a', name: 'weather', args: '{}' }] },
        {
          role: 'tool',
          parts: [
            {
              type: 'tool-result',
              id: 'a',
              parts: [
                { type: 'media', kind: 'file', source: { kind: 'text', text: 'sunny' }, name: 'sky.txt' },
                { type: 'media', kind: 'image', source: { kind: 'url', url: 'https://x.example/a.png' } }
              ]
            }
          ]
        }
      ]
    })
    expect(body['messages']).toMatchObject([
      {},
      {},
      { content: [{ type: 'document', document: { data: { title: 'sky.txt', text: 'sunny' } } }] },
      { role: 'user', content: [{ type: 'text' }, { image_url: { url: 'https://x.example/a.png' } }] }
    ])
  })

  test('keeps within what Cohere takes, and says so', () => {
    const { body, notes } = encode({
      temperature: 1.5,
      topP: 0,
      topK: 900,
      frequencyPenalty: -1,
      presencePenalty: 0.5,
      seed: -3,
      stop: ['1', '2', '3', '4', '5', '6'],
      logprobs: { top: 3 },
      user: 'anna',
      metadata: { a: 'b' },
      parallelToolCalls: false,
      verbosity: 'low'
    })
    expect(body).toMatchObject({ temperature: 1, p: 0.01, k: 500, frequency_penalty: 0, logprobs: true })
    expect(body['stop_sequences']).toHaveLength(5)
    expect(body).not.toHaveProperty('seed')
    expect(body).not.toHaveProperty('presence_penalty')
    for (const word of ['temperature', 'top_p', 'top_k', 'frequency', 'presence', 'seed', 'stop', 'user'])
      expect(notes.join('\n')).toContain(word)
    for (const word of ['metadata', 'parallel', 'verbosity', 'alternatives'])
      expect(notes.join('\n')).toContain(word)
  })

  test('names the one tool that has to be called by telling of no other', () => {
    const tools = [TOOL, { ...TOOL, name: 'time' }]
    const { body, notes } = encode({ tools, toolChoice: { type: 'tool', name: 'time' } })
    expect(body).toMatchObject({ tools: [{ function: { name: 'time' } }], tool_choice: 'REQUIRED' })
    expect(body['tools']).toHaveLength(1)
    expect(notes.join()).toContain('tools that may not be called were left out')
    expect(encode({ tools, toolChoice: { type: 'none' } }).body).toMatchObject({ tool_choice: 'NONE' })
    expect(encode({ tools, toolChoice: { type: 'auto' } }).body).not.toHaveProperty('tool_choice')
  })

  test('is strict where all tools are, and each has a required argument', () => {
    const strict = { ...TOOL, strict: true }
    expect(encode({ tools: [strict] }).body).toMatchObject({ strict_tools: true })
    const mixed = encode({ tools: [strict, { type: 'function', name: 'time', strict: true }] })
    expect(mixed.body).not.toHaveProperty('strict_tools')
    expect(mixed.notes.join()).toContain('strict was left out')
  })

  test('has a format where there are no tools, and the word JSON where there is no schema', () => {
    const format = { type: 'json-schema' as const, name: 'n', schema: SCHEMA }
    expect(encode({ format }).body).toMatchObject({
      response_format: { type: 'json_object', json_schema: SCHEMA }
    })
    const withTools = encode({ format, tools: [TOOL] })
    expect(withTools.body).not.toHaveProperty('response_format')
    expect(withTools.notes.join()).toContain('format')
    const { messages } = encode({ format: { type: 'json' } }).body as { messages: { content: string }[] }
    expect(messages[0]?.content).toContain('JSON')
  })

  test('wishes for thoughts of a model that thinks alone', () => {
    const reasoning = { effort: 'medium' }
    expect(encode({ reasoning }, THINKING).body).toMatchObject({
      thinking: { type: 'enabled', token_budget: 8192 }
    })
    expect(encode({ reasoning: { mode: 'off' } }, THINKING).body).toMatchObject({
      thinking: { type: 'disabled' }
    })
    expect(encode({ reasoning: { mode: 'adaptive' } }, THINKING).body['thinking']).toEqual({
      type: 'enabled'
    })
    const plain = encode({ reasoning })
    expect(plain.body).not.toHaveProperty('thinking')
    expect(plain.notes.join()).toContain('think')
  })

  test('gives thoughts back to a model that thinks, without the seals of others', () => {
    const seal = { dialect: 'anthropic-messages' as const, value: 'abcd' }
    const messages: ChatRequest['messages'] = [
      ...HELLO.messages,
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.', seal },
          { type: 'text', text: 'Yes' }
        ]
      },
      ...HELLO.messages
    ]
    const { body, notes } = encode({ messages }, THINKING)
    expect(body['messages']).toMatchObject([
      {},
      {
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Yes' }
        ]
      },
      {}
    ])
    expect(notes.join()).toContain('thought signatures of Anthropic Messages')
    expect(encode({ messages }).body['messages']).toMatchObject([{}, { content: 'Yes' }, {}])
  })

  test.each<[string, Partial<ChatRequest>]>([
    ['2 answers', { choices: 2 }],
    ['audio', { modalities: ['audio'] }],
    [
      'a sound',
      {
        messages: [
          { role: 'user', parts: [{ type: 'media', kind: 'audio', source: { kind: 'base64', data: 'AA' } }] }
        ]
      }
    ],
    ['none of its tools', { toolChoice: { type: 'required' } }]
  ])('is refused where leaving it out would change the meaning: %s', (words, chat) => {
    expect(() => encode(chat)).toThrow(words)
  })
})
