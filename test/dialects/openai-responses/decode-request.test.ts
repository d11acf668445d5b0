import { describe, expect, test } from 'vitest'
import { wrapSeal } from '../../../electron/dialects/carry-seal.ts'
import { decode, encode } from './steps.ts'

describe('the input', () => {
  test('is a message of the user where it is a text', () => {
    const { messages } = decode({ input: 'Hi' })
    expect(messages).toMatchObject([{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }])
  })

  test('becomes messages in their order, with what the assistant did in a row as one', () => {
    const { messages } = decode({
      instructions: 'Be brief.',
      input: [
        { role: 'developer', content: 'Use tools.' },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Look it up' }] },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_1',
          name: 'weather',
          arguments: '{"city":"Paris"}'
        },
        { type: 'function_call_output', call_id: 'call_1', output: 'Sunny' },
        {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'It is sunny.' }]
        }
      ]
    })
    expect(messages.map(({ role, parts }) => [role, parts.map(({ type }) => type)])).toEqual([
      ['system', ['text']],
      ['developer', ['text']],
      ['user', ['text']],
      ['assistant', ['reasoning', 'tool-call']],
      ['tool', ['tool-result']],
      ['assistant', ['text']]
    ])
    expect(messages[3]?.parts).toMatchObject([
      { text: 'Look it up', summary: true, id: 'rs_1' },
      { id: 'call_1', name: 'weather', args: '{"city":"Paris"}' }
    ])
    expect(messages[4]?.parts).toMatchObject([{ id: 'call_1', parts: [{ type: 'text', text: 'Sunny' }] }])
  })

  test('may be missing where a prompt, a conversation or an earlier response stands for it', () => {
    expect(decode({ prompt: { id: 'pmpt_1' } }).messages).toEqual([])
    expect(() => decode({ input: null })).toThrow("Missing required parameter: 'input'.")
  })

  test('is refused with the place where an item is no object', () => {
    expect(() => decode({ input: [{ role: 'user', content: 'Hi' }, 7] })).toThrow(
      "'input[1]' must be an object."
    )
  })

  test('keeps items of kinds that are unknown, on the side where they stand', () => {
    const search = { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search' } }
    const picture = {
      type: 'computer_call_output',
      call_id: 'call_1',
      output: { type: 'computer_screenshot' }
    }
    const { messages } = decode({ input: [search, { type: 'hologram', id: 'h_1' }, picture] })
    expect(messages).toMatchObject([
      { role: 'assistant', parts: [{ what: 'web_search_call', value: search }, { what: 'hologram' }] },
      { role: 'tool', parts: [{ what: 'computer_call_output', value: picture }] }
    ])
  })

  test('gives back the seals of other providers that its client carried', () => {
    const thought = { dialect: 'anthropic-messages', value: 'sig' } as const
    const signature = { dialect: 'gemini', value: 'thought' } as const
    const { messages } = decode({
      input: [
        { type: 'reasoning', id: 'rs_gh1', summary: [], encrypted_content: wrapSeal(thought) },
        { type: 'function_call', call_id: `call_1__${wrapSeal(signature)}`, name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: `call_1__${wrapSeal(signature)}`, output: '' }
      ]
    })
    expect(messages[0]?.parts).toMatchObject([{ seal: thought }, { id: 'call_1', seal: signature }])
    expect(messages[1]?.parts).toMatchObject([{ id: 'call_1' }])
  })

  test('puts a seal of Gemini that came as a thought without words on the text before it', () => {
    const seal = { dialect: 'gemini', value: 'thought' } as const
    const { messages } = decode({
      input: [
        { role: 'assistant', content: 'Done.' },
        { type: 'reasoning', summary: [], encrypted_content: wrapSeal(seal) }
      ]
    })
    expect(messages[0]?.parts).toMatchObject([{ type: 'text', text: 'Done.', seal }])
  })

  test('takes a call of a custom tool in the form of a function, as Cursor sends it back, for what it is', () => {
    const patch = '*** Begin Patch\n*** End Patch'
    const chat = decode({
      tools: [{ type: 'custom', name: 'ApplyPatch' }],
      input: [
        { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'ApplyPatch', arguments: patch },
        { type: 'function_call_output', call_id: 'call_1', output: 'ok' }
      ]
    })
    expect(chat.messages).toMatchObject([
      { parts: [{ custom: true, args: patch }] },
      { parts: [{ custom: true, id: 'call_1' }] }
    ])
    expect(encode(chat).body['input']).toEqual([
      { type: 'custom_tool_call', call_id: 'call_1', name: 'ApplyPatch', input: patch },
      { type: 'custom_tool_call_output', call_id: 'call_1', output: 'ok' }
    ])
  })
})

describe('the wishes', () => {
  test('are read where chat and this API name them differently', () => {
    const chat = decode({
      input: 'Hi',
      max_output_tokens: 100,
      reasoning: { effort: 'high', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      text: {
        format: { type: 'json_schema', name: 'a', schema: { type: 'object' }, strict: true },
        verbosity: 'low'
      },
      top_logprobs: 3,
      stream_options: { include_usage: true }
    })
    expect(chat).toMatchObject({
      maxOutputTokens: 100,
      reasoning: { effort: 'high', summary: 'auto', show: true, sealed: true },
      format: { type: 'json-schema', name: 'a', schema: { type: 'object' }, strict: true },
      verbosity: 'low',
      logprobs: { top: 3 },
      streamUsage: true
    })
    expect(chat.extra).toBeUndefined()
  })

  test('that only this API has are kept, and nulls are none', () => {
    const chat = decode({ input: 'Hi', store: false, truncation: null, metadata: null, background: true })
    expect(chat.extra).toEqual({ dialect: 'openai-responses', fields: { store: false, background: true } })
  })

  test('not to think is said expressly by the effort none', () => {
    expect(decode({ input: 'Hi', reasoning: { effort: 'none' } }).reasoning).toMatchObject({ mode: 'off' })
  })
})

/** Bodies as real clients send them; each is had again exactly. */
const BODIES = {
  'a text': { input: 'Hi', model: 'gpt-5.2' },
  'messages with and without a type, texts and lists': {
    model: 'gpt-5.2',
    stream: true,
    instructions: 'Be brief.',
    input: [
      { role: 'system', content: 'A' },
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'B' }] },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: '' },
          { type: 'input_image', image_url: 'https://a.example/b.png', detail: 'low' }
        ]
      },
      { role: 'assistant', content: 'C' },
      {
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'D' },
          { type: 'output_text', text: 'E' }
        ],
        phase: 'commentary'
      },
      {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'refusal', refusal: 'No.' }]
      },
      { type: 'message', role: 'assistant', content: [] },
      { type: 'item_reference', id: 'msg_2' }
    ]
  },
  'thoughts in all forms': {
    model: 'gpt-5.2',
    store: false,
    include: ['reasoning.encrypted_content', 'web_search_call.action.sources'],
    reasoning: { effort: 'low', summary: 'detailed', context: 'all_turns' },
    input: [
      { type: 'reasoning', summary: [], encrypted_content: 'gAAA' },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'A' },
          { type: 'summary_text', text: 'B' }
        ]
      },
      {
        type: 'reasoning',
        id: 'rs_2',
        summary: [{ type: 'summary_text', text: 'A' }],
        content: [],
        encrypted_content: 'gAAB'
      },
      {
        type: 'reasoning',
        id: 'rs_3',
        summary: [],
        content: [{ type: 'reasoning_text', text: 'C' }],
        status: 'completed'
      },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'of nobody' }] }
    ]
  },
  'calls, their results and files in them': {
    model: 'gpt-5.2',
    input: [
      {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'call_1',
        name: 'read',
        arguments: '{"a":1}',
        status: 'completed',
        namespace: 'fs',
        caller: { type: 'direct' }
      },
      { type: 'custom_tool_call', id: 'ctc_1', call_id: 'call_2', name: 'patch', input: '*** Begin' },
      {
        type: 'function_call_output',
        call_id: 'call_1',
        output: [
          { type: 'input_text', text: 'A' },
          { type: 'input_file', file_id: 'file_1' }
        ],
        status: 'completed'
      },
      { type: 'custom_tool_call_output', call_id: 'call_2', output: '' },
      { type: 'function_call_output', call_id: 'call_3', output: { rows: 3 } }
    ]
  },
  'tools of all kinds': {
    model: 'gpt-5.2',
    input: [
      {
        type: 'additional_tools',
        role: 'developer',
        tools: [{ type: 'function', name: 'late', parameters: {} }]
      },
      {
        type: 'tool_search_output',
        call_id: null,
        execution: 'server',
        status: 'completed',
        tools: [{ type: 'function', name: 'found', parameters: {} }]
      }
    ],
    tools: [
      {
        type: 'function',
        name: 'f',
        description: 'd',
        parameters: { type: 'object' },
        strict: true,
        defer_loading: true
      },
      {
        type: 'namespace',
        name: 'fs',
        description: 'Files',
        tools: [
          { type: 'function', name: 'read', parameters: {} },
          {
            type: 'custom',
            name: 'patch',
            format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' }
          }
        ]
      },
      { type: 'function', name: 'read', parameters: {} },
      { type: 'web_search', search_context_size: 'low' },
      { type: 'mcp', server_label: 'a', server_url: 'https://a.example' }
    ],
    tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] },
    parallel_tool_calls: false
  },
  'what only this API has': {
    model: 'gpt-5.2',
    input: 'Hi',
    background: true,
    conversation: 'conv_1',
    prompt: { id: 'pmpt_1', variables: { a: 'b' } },
    context_management: [{ type: 'compaction', compact_threshold: 1000 }],
    max_tool_calls: 3,
    safety_identifier: 'user-1',
    truncation: 'auto',
    text: { format: { type: 'json_object' }, verbosity: 'low' },
    metadata: { a: 'b' },
    tool_choice: { type: 'mcp', server_label: 'a' },
    client_metadata: { session: '1' }
  }
}

describe('a request that is read and written again is the same', () => {
  test.for(Object.entries(BODIES))('with %s', ([, body]) => {
    const { body: again, notes } = encode(decode(body))
    expect(again).toEqual(body)
    expect(notes).toEqual([])
  })
})
