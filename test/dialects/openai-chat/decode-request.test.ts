import { describe, expect, test } from 'vitest'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

const HELLO = [{ role: 'user', content: 'Hello' }]

function decode(body: Fields): ReturnType<typeof openaiChat.decodeRequest> {
  return openaiChat.decodeRequest({ model: 'm', messages: HELLO, ...body }, { model: 'path', stream: false })
}

describe('fields of a request', () => {
  test('both names of the limit are read, the newer one first', () => {
    expect(decode({ max_tokens: 10 }).maxOutputTokens).toBe(10)
    expect(decode({ max_tokens: 10, max_completion_tokens: 20 }).maxOutputTokens).toBe(20)
  })

  test('null counts as not said, and is not kept', () => {
    const chat = decode({ temperature: null, stop: null, tools: null, logit_bias: null, n: null })
    expect(chat).toMatchObject({ temperature: undefined, stop: undefined, tools: [], choices: undefined })
    expect(chat.extra).toBeUndefined()
  })

  test('what is unknown, and what is of another type than it should be, is kept as it came', () => {
    const chat = decode({ temperature: '0.7', logprobs: 2, prediction: { type: 'content', content: 'x' } })
    expect(chat.temperature).toBeUndefined()
    expect(chat.extra).toEqual({
      dialect: 'openai-chat',
      fields: { temperature: '0.7', logprobs: 2, prediction: { type: 'content', content: 'x' } }
    })
  })

  test.each([
    ['one text', 'END', ['END']],
    ['a list', ['A', 'B'], ['A', 'B']]
  ])('stop as %s', (_what, stop, expected) => {
    expect(decode({ stop }).stop).toEqual(expected)
  })

  test('other options of a stream stay, apart from the wish for usage', () => {
    const chat = decode({ stream: true, stream_options: { include_usage: true, include_obfuscation: false } })
    expect(chat.streamUsage).toBe(true)
    expect(chat.extra?.fields).toEqual({ stream_options: { include_obfuscation: false } })
  })

  test('an answer in JSON has a schema or none', () => {
    expect(decode({ response_format: { type: 'json_object' } }).format).toEqual({ type: 'json' })
    const json_schema = { name: 'city', schema: { type: 'object' }, strict: true }
    expect(decode({ response_format: { type: 'json_schema', json_schema } }).format).toEqual({
      type: 'json-schema',
      name: 'city',
      description: undefined,
      schema: { type: 'object' },
      strict: true
    })
    // A kind that only some servers know is theirs.
    const grammar = { type: 'grammar', grammar: 'root ::= "x"' }
    expect(decode({ response_format: grammar })).toMatchObject({
      format: undefined,
      extra: { fields: { response_format: grammar } }
    })
  })

  test.each([
    [undefined, 'messages must be a list'],
    [[], 'messages must be a list'],
    [['Hello'], 'messages[0] must be an object'],
    [[{ role: 'user', content: 7 }], 'messages[0].content must be'],
    [[{ role: 'user', content: [7] }], 'messages[0].content[0] must be an object']
  ])('refuses messages %j', (messages, words) => {
    expect(() => decode({ messages })).toThrow(words)
  })
})

describe('how much the model shall think', () => {
  test.each<[string, Fields, object]>([
    ['an effort', { reasoning_effort: 'low' }, { effort: 'low' }],
    ['none', { reasoning_effort: 'none' }, { mode: 'off', effort: 'none' }],
    [
      "OpenRouter's object",
      { reasoning: { max_tokens: 2000, exclude: true } },
      { budgetTokens: 2000, show: false }
    ],
    ["DeepSeek's switch", { thinking: { type: 'enabled' } }, { mode: 'on' }],
    ["Qwen's switch", { enable_thinking: false }, { mode: 'off' }]
  ])('%s', (_what, body, expected) => {
    expect(decode(body).reasoning).toMatchObject(expected)
  })

  test('forms that are not OpenAI’s are kept as they came', () => {
    const body = { thinking: { type: 'enabled', budget_tokens: 512 }, enable_thinking: true }
    expect(decode(body).reasoning?.native).toEqual({ dialect: 'openai-chat', value: body })
    expect(decode({ reasoning_effort: 'high' }).reasoning?.native).toBeUndefined()
    expect(decode({}).reasoning).toBeUndefined()
  })
})

describe('tools', () => {
  test('functions have a schema, custom tools a format, others belong to the server', () => {
    const tools = [
      { type: 'function', function: { name: 'f', parameters: { type: 'object' }, strict: true, danger: 1 } },
      { type: 'custom', custom: { name: 'c', format: { type: 'text' } } },
      { type: 'openrouter:web_search', parameters: {} }
    ]
    expect(decode({ tools }).tools).toMatchObject([
      {
        type: 'function',
        name: 'f',
        schema: { type: 'object' },
        strict: true,
        extra: { fields: { function: { danger: 1 } } }
      },
      { type: 'custom', name: 'c', format: { type: 'text' } },
      { type: 'server', dialect: 'openai-chat', name: 'openrouter:web_search', value: tools[2] }
    ])
  })

  test('flat tools, as the Responses API has them, are read, too', () => {
    const tools = [{ type: 'function', name: 'f', parameters: { type: 'object' } }]
    expect(decode({ tools }).tools).toMatchObject([
      { type: 'function', name: 'f', schema: { type: 'object' } }
    ])
  })

  test.each<[unknown, object]>([
    ['auto', { type: 'auto' }],
    ['any', { type: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { type: 'tool', name: 'f' }
    ],
    [{ function: { name: 'f' } }, { type: 'tool', name: 'f' }],
    [
      { type: 'custom', custom: { name: 'c' } },
      { type: 'tool', name: 'c', custom: true }
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'f' } }] }
      },
      { type: 'allowed', names: ['f'], required: true }
    ],
    [{ type: 'mystery' }, { type: 'native', dialect: 'openai-chat', value: { type: 'mystery' } }]
  ])('the choice %j', (tool_choice, expected) => {
    expect(decode({ tool_choice }).toolChoice).toEqual(expected)
  })

  test('the old functions are tools, and the chat says that they were given so', () => {
    const chat = decode({
      functions: [{ name: 'f', parameters: { type: 'object' } }],
      function_call: { name: 'f' }
    })
    expect(chat.tools).toMatchObject([{ type: 'function', name: 'f' }])
    expect(chat.toolChoice).toEqual({ type: 'tool', name: 'f' })
    expect(chat.legacyFunctions).toBe(true)
  })
})
