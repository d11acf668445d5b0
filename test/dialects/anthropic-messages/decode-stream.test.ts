import { describe, expect, test } from 'vitest'
import { MessagesStreamDecoder } from '../../../electron/dialects/anthropic-messages/decode-stream.ts'
import type { ChatEvent, Part } from '../../../electron/dialects/chat.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

const START = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    model: 'claude',
    content: [],
    usage: { input_tokens: 9, output_tokens: 1 }
  }
}
const END = [
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 5 }
  },
  { type: 'message_stop' }
]

function decode(...events: readonly Fields[]): readonly ChatEvent[] {
  const decoder = new MessagesStreamDecoder()
  const pushed = events.flatMap((event) => decoder.push({ name: null, data: JSON.stringify(event) }))
  return [...pushed, ...decoder.end()]
}

function block(index: number, content: Fields, ...deltas: readonly Fields[]): readonly Fields[] {
  return [
    { type: 'content_block_start', index, content_block: content },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index }
  ]
}

function partsOf(...events: readonly Fields[]): readonly Part[] {
  return collectReply(decode(START, ...events, ...END)).reply.choices[0]?.parts ?? []
}

describe('a stream is read', () => {
  test('in order, with what became known of the parts before they close', () => {
    const events = decode(
      START,
      { type: 'ping' },
      ...block(
        0,
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Hm.' },
        { type: 'signature_delta', signature: 'sig' }
      ),
      ...block(
        1,
        { type: 'text', text: '' },
        { type: 'text_delta', text: 'Hel' },
        { type: 'text_delta', text: 'lo' }
      ),
      ...END
    )
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'usage',
      'open',
      'delta',
      'amend',
      'close',
      'open',
      'delta',
      'delta',
      'close',
      'finish',
      'usage',
      'end'
    ])
    const { reply, ended } = collectReply(events)
    expect(ended).toBe(true)
    expect(reply).toMatchObject({
      id: 'msg_1',
      model: 'claude',
      choices: [
        {
          parts: [
            { type: 'reasoning', text: 'Hm.', seal: { value: 'sig' } },
            { type: 'text', text: 'Hello' }
          ],
          finish: { reason: 'stop' }
        }
      ],
      usage: { tokens: { input: 9, output: 5 }, raw: { input_tokens: 9, output_tokens: 5 } }
    })
  })

  test('with calls whose input comes in pieces, as a whole at the start, or not at all', () => {
    const call = { type: 'tool_use', id: 't', name: 'ls', input: {} }
    const parts = partsOf(
      ...block(
        0,
        call,
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: '{"a":' },
        { type: 'input_json_delta', partial_json: '1}' }
      ),
      ...block(1, { ...call, input: { b: 2 } }),
      ...block(2, call)
    )
    expect(parts).toMatchObject([{ args: '{"a":1}' }, { args: '{"b":2}' }, { args: '{}' }])
  })

  test('with blocks that only this API knows, whole at their end', () => {
    const parts = partsOf(
      ...block(
        0,
        { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
        { type: 'input_json_delta', partial_json: '{"query":' },
        { type: 'input_json_delta', partial_json: '"x"}' }
      ),
      ...block(1, { type: 'web_search_tool_result', tool_use_id: 's', content: [] }),
      ...block(2, { type: 'compaction', content: null }, { type: 'compaction_delta', content: 'So far.' })
    )
    expect(parts).toMatchObject([
      { type: 'native', value: { type: 'server_tool_use', input: { query: 'x' } } },
      { type: 'native', value: { type: 'web_search_tool_result' } },
      { type: 'native', value: { type: 'compaction', content: 'So far.' } }
    ])
  })

  test('with hidden thoughts and the sources of a text', () => {
    const citation = { type: 'web_search_result_location', url: 'u' }
    const parts = partsOf(
      ...block(0, { type: 'redacted_thinking', data: 'dat' }),
      ...block(
        1,
        { type: 'text', text: '' },
        { type: 'citations_delta', citation },
        { type: 'text_delta', text: 'x' }
      )
    )
    expect(parts).toMatchObject([
      { type: 'reasoning', seal: { kind: 'redacted', value: 'dat' } },
      { type: 'text', text: 'x', citations: { value: [citation] } }
    ])
  })

  test('with how it ended and what the end adds', () => {
    const { reply } = collectReply(
      decode(
        START,
        {
          type: 'message_delta',
          delta: { stop_reason: 'stop_sequence', stop_sequence: 'END', container: { id: 'c' } },
          context_management: { applied_edits: [] }
        },
        { type: 'message_stop' }
      )
    )
    expect(reply.choices[0]?.finish).toMatchObject({ reason: 'stop-sequence', stopSequence: 'END' })
    expect(reply.extra?.fields).toEqual({ container: { id: 'c' }, context_management: { applied_edits: [] } })
  })
})

describe('a stream that is not as it should be is read', () => {
  test('without its beginning and without the starts of its blocks', () => {
    const delta = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'hi' } }
    const { reply, ended } = collectReply(decode(delta))
    expect(reply.choices[0]?.parts).toMatchObject([{ type: 'text', text: 'hi' }])
    expect(ended).toBe(false)
  })

  test('closing what is open where it is cut, without an end', () => {
    const events = decode(START, {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'text', text: '' }
    })
    expect(events.map(({ type }) => type)).toEqual(['start', 'usage', 'open', 'close'])
  })

  test.each([
    [
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      'overloaded_error',
      'Overloaded'
    ],
    [{ error: { message: 'down' } }, null, 'down'],
    [{ error: 'down' }, null, 'down']
  ])('with an error in the middle: %j', (event, code, message) => {
    expect(collectReply(decode(START, event)).error).toEqual({ code, message })
  })

  test('with its beginning sent twice, but not with another message within', () => {
    const text = block(0, { type: 'text', text: '' }, { type: 'text_delta', text: 'a' })
    expect(collectReply(decode(START, START, ...text, START, ...END)).error).toBeNull()
    const other = { ...START, message: { ...START.message, id: 'msg_2' } }
    expect(collectReply(decode(START, ...text, other, ...text)).error?.message).toContain('second message')
  })

  test('past events that are unknown, no objects, or behind the end', () => {
    const decoder = new MessagesStreamDecoder()
    for (const data of ['[DONE]', '{', '[]', '{"type":"new"}', '{}', 'null']) {
      expect(decoder.push({ name: null, data })).toEqual([])
    }
    expect(decode(...END, START)).toHaveLength(3)
  })

  test('by the name of the event where its data names none', () => {
    const decoder = new MessagesStreamDecoder()
    const events = decoder.push({ name: 'message_stop', data: '{}' })
    expect(events.map(({ type }) => type)).toEqual(['end'])
  })
})
