import { describe, expect, test } from 'vitest'
import { decodeReply } from '../../../electron/dialects/anthropic-messages/decode-reply.ts'
import { encodeReply } from '../../../electron/dialects/anthropic-messages/encode-reply.ts'
import { decodeRequest } from '../../../electron/dialects/anthropic-messages/decode-request.ts'
import type { ChatReply, Finish, Part } from '../../../electron/dialects/chat.ts'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import { recordsOf, type Fields } from '../../../electron/dialects/json.ts'
import { chatOf, contextOf } from './encode-for.ts'

const MESSAGE = {
  id: 'msg_01',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [
    { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
    { type: 'redacted_thinking', data: 'dat' },
    { type: 'text', text: 'So.', citations: [{ type: 'char_location', cited_text: 'x' }] },
    { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } },
    { type: 'tool_use', id: 'toolu_1', name: 'ls', input: { a: 1 }, caller: { type: 'direct' } }
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: { input_tokens: 5, cache_read_input_tokens: 7, output_tokens: 3, service_tier: 'standard' }
}

function reply(parts: readonly Part[], finish: Finish = { reason: 'stop' }): Fields {
  return encodeReply({ choices: [{ parts, finish }] }, contextOf())
}

describe('a message is read', () => {
  test('with its parts, its finish and its usage', () => {
    expect(decodeReply(MESSAGE)).toMatchObject({
      id: 'msg_01',
      model: 'claude-sonnet-4-5',
      choices: [
        {
          parts: [
            { type: 'reasoning', text: 'Hm.', seal: { value: 'sig' } },
            { type: 'reasoning', text: '', seal: { value: 'dat', kind: 'redacted' } },
            { type: 'text', text: 'So.', citations: { value: [{ type: 'char_location', cited_text: 'x' }] } },
            { type: 'native', what: 'server_tool_use' },
            { type: 'tool-call', id: 'toolu_1', name: 'ls', args: '{"a":1}' }
          ],
          finish: { reason: 'tool-calls', native: { value: 'tool_use' } }
        }
      ],
      usage: { tokens: { input: 5, cache_read: 7, output: 3 }, raw: MESSAGE.usage }
    })
  })

  test.each([
    ['end_turn', 'stop'],
    ['max_tokens', 'length'],
    ['stop_sequence', 'stop-sequence'],
    ['tool_use', 'tool-calls'],
    ['pause_turn', 'pause'],
    ['refusal', 'refusal'],
    ['model_context_window_exceeded', 'context-length'],
    ['something_new', 'other']
  ])('ended by %s: %s', (word, reason) => {
    const { choices } = decodeReply({ ...MESSAGE, stop_reason: word })
    expect(choices[0]?.finish?.reason).toBe(reason)
  })

  test('of a server that is only like Anthropic: a text for blocks, null for none, no usage', () => {
    const { choices, usage } = decodeReply({ type: 'message', content: 'hi' })
    expect(choices[0]?.parts).toMatchObject([{ type: 'text', text: 'hi' }])
    expect([usage, choices[0]?.finish]).toEqual([undefined, undefined])
    expect(decodeReply({ type: 'message', content: null }).choices[0]?.parts).toEqual([])
  })

  test('unless it is an error or nothing of the kind', () => {
    expect(() => decodeReply({ type: 'error', error: {} })).toThrow(NotAReply)
    expect(() => decodeReply({})).toThrow(NotAReply)
  })

  test('and written as it was', () => {
    const details = { stop_details: { type: 'refusal', explanation: 'no' }, container: { id: 'c' } }
    const message = { ...MESSAGE, ...details, stop_reason: 'refusal' }
    expect(JSON.parse(JSON.stringify(encodeReply(decodeReply(message), contextOf())))).toEqual(message)
  })
})

describe('a reply of another provider is written', () => {
  test('with an id of this kind and all members that clients need, where nothing is known', () => {
    expect(reply([])).toEqual({
      id: `msg_${'1'.padStart(24, '0')}`,
      type: 'message',
      role: 'assistant',
      model: 'any',
      content: [],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 0,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        cache_creation: null,
        output_tokens: 0,
        server_tool_use: null,
        service_tier: null
      }
    })
  })

  test('with cached tokens apart from the input', () => {
    const tokens = { input: 210, cache_read: 1024, cache_write: null, output: 56, reasoning: 20 }
    const given: ChatReply = { choices: [], usage: { tokens, dialect: 'openai-chat', raw: {} } }
    expect(encodeReply(given, contextOf())['usage']).toMatchObject({
      input_tokens: 210,
      cache_read_input_tokens: 1024,
      output_tokens: 56,
      output_tokens_details: { thinking_tokens: 20 }
    })
  })

  test.each<[Finish['reason'], string]>([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['tool-calls', 'tool_use'],
    ['content-filter', 'refusal'],
    ['refusal', 'refusal'],
    ['pause', 'pause_turn'],
    ['context-length', 'model_context_window_exceeded'],
    ['other', 'end_turn']
  ])('%s as %s', (reason, word) => {
    expect(reply([{ type: 'text', text: 'x' }], { reason })['stop_reason']).toBe(word)
  })

  test('as a call of tools also where the provider says stop, since clients run tools by that word', () => {
    const message = reply([{ type: 'tool-call', id: 'c', name: 'ls', args: '' }])
    expect(message).toMatchObject({ stop_reason: 'tool_use', content: [{ type: 'tool_use', input: {} }] })
  })

  test.each(['other', 'error', 'stop'] as const)(
    'as a call of tools beside a call where it ended by %s',
    (reason) => {
      const message = reply([{ type: 'tool-call', id: 'c', name: 'ls', args: '{}' }], { reason })
      expect(message['stop_reason']).toBe('tool_use')
    }
  )

  test('with a refusal as a text', () => {
    expect(reply([{ type: 'refusal', text: 'I will not.' }])).toMatchObject({
      content: [{ type: 'text', text: 'I will not.' }],
      stop_reason: 'refusal'
    })
  })

  test('with the stop sequence that ended it', () => {
    expect(reply([], { reason: 'stop-sequence', stopSequence: 'END' })).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: 'END'
    })
  })

  test('with a line for a picture, whose bytes would fill the context when they come back', () => {
    const source = { kind: 'base64', data: 'AAAA' } as const
    const picture: Part = { type: 'media', kind: 'image', mediaType: 'image/png', source }
    expect(reply([picture])['content']).toEqual([
      { type: 'text', text: '[image, image/png, not shown: Messages replies are text]' }
    ])
  })

  test('without empty texts and what only another dialect knows', () => {
    const native: Part = { type: 'native', dialect: 'gemini', what: 'x', value: {} }
    expect(reply([{ type: 'text', text: '' }, native, { type: 'reasoning', text: '' }])['content']).toEqual(
      []
    )
  })

  test('with the seal of a text behind it, which comes back to its place', () => {
    const seal = { dialect: 'gemini', value: 'thought' } as const
    const parts: readonly Part[] = [
      { type: 'text', text: 'one', seal },
      { type: 'text', text: 'two' }
    ]
    const { content } = encodeReply(
      { choices: [{ parts, finish: { reason: 'stop' } }] },
      contextOf(chatOf({ reasoning: { mode: 'adaptive' } }))
    )
    expect(recordsOf(content).map(({ type }) => type)).toEqual(['text', 'thinking', 'text'])
    const back = decodeRequest({ messages: [{ role: 'assistant', content }] }, { model: 'm', stream: false })
    expect(back.messages[0]?.parts).toEqual(parts)
    expect(recordsOf(reply(parts)['content']).map(({ type }) => type)).toEqual(['text', 'text'])
  })

  test('so that seals and ids come back with the conversation as they were', () => {
    const seal = { dialect: 'gemini', value: 'thought' } as const
    const parts: readonly Part[] = [
      { type: 'reasoning', text: 'Hm.', seal },
      { type: 'reasoning', text: 'unsigned' },
      { type: 'reasoning', text: '', seal: { dialect: 'openai-responses', value: 'enc' } },
      { type: 'tool-call', id: 'functions.ls:0', name: 'ls', args: '{"a":1}', seal }
    ]
    const content = recordsOf(reply(parts)['content'])
    expect(content.map(({ type }) => type)).toEqual(['thinking', 'thinking', 'thinking', 'tool_use'])
    for (const { signature } of content.slice(0, 3)) expect(signature).toMatch(/./)
    const id = content[3]?.['id']
    expect(id).toMatch(/^[a-zA-Z0-9_-]+$/)
    const back = decodeRequest(
      {
        messages: [
          { role: 'assistant', content },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x' }] }
        ]
      },
      { model: 'm', stream: false }
    )
    expect(back.messages[0]?.parts).toEqual(parts)
    expect(back.messages[1]?.parts).toMatchObject([{ type: 'tool-result', id: 'functions.ls:0' }])
  })
})
