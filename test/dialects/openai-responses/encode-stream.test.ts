import { describe, expect, test } from 'vitest'
import type { ChatEvent, Part } from '../../../electron/dialects/chat.ts'
import { wrapSeal } from '../../../electron/dialects/carry-seal.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'
import { contextOf, encodeEvents } from './steps.ts'

const START: ChatEvent = { type: 'start', id: 'msg_x', model: 'claude' }
const END: ChatEvent = { type: 'end' }

function open(index: number, part: Part): ChatEvent {
  return { type: 'open', choice: 0, index, part }
}
function delta(index: number, text: string): ChatEvent {
  return { type: 'delta', choice: 0, index, text }
}
function close(index: number): ChatEvent {
  return { type: 'close', choice: 0, index }
}
function finish(reason: 'stop' | 'length' | 'tool-calls' | 'refusal'): ChatEvent {
  return { type: 'finish', choice: 0, finish: { reason } }
}

describe('a reply of another dialect', () => {
  const events = encodeEvents([
    START,
    open(0, { type: 'reasoning', text: '' }),
    delta(0, 'Hm'),
    { type: 'amend', choice: 0, index: 0, part: { seal: { dialect: 'anthropic-messages', value: 'sig' } } },
    close(0),
    open(1, { type: 'text', text: '' }),
    delta(1, 'Hel'),
    delta(1, 'lo'),
    close(1),
    open(2, { type: 'tool-call', id: 'toolu_1', name: 'f', args: '' }),
    delta(2, '{"a":1}'),
    close(2),
    finish('tool-calls'),
    END
  ])

  test('is told event by event, numbered without a gap', () => {
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed'
    ])
    expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, at) => at))
  })

  test('names the same place and id in all events of an item', () => {
    expect(events[10]).toEqual({
      type: 'response.output_text.delta',
      sequence_number: 10,
      item_id: 'msg_3',
      output_index: 1,
      content_index: 0,
      delta: 'Hel',
      logprobs: []
    })
    expect(events[17]).toMatchObject({ item_id: 'fc_4', output_index: 2, name: 'f', arguments: '{"a":1}' })
  })

  test('ends with the items that came, the seal with its thought', () => {
    const seal = wrapSeal({ dialect: 'anthropic-messages', value: 'sig' })
    expect(events.at(-1)).toMatchObject({
      response: {
        id: 'resp_1',
        model: 'claude',
        status: 'completed',
        output: [
          {
            type: 'reasoning',
            id: 'rs_gh2',
            summary: [{ type: 'summary_text', text: 'Hm' }],
            encrypted_content: seal
          },
          {
            type: 'message',
            id: 'msg_3',
            status: 'completed',
            content: [{ type: 'output_text', text: 'Hello', annotations: [] }]
          },
          {
            type: 'function_call',
            id: 'fc_4',
            call_id: 'toolu_1',
            status: 'completed',
            name: 'f',
            arguments: '{"a":1}'
          }
        ],
        usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 }
      }
    })
  })
})

describe('a stream for a client', () => {
  test('interleaves calls by their place', () => {
    const events = encodeEvents([
      START,
      open(0, { type: 'tool-call', id: 'a', name: 'f', args: '' }),
      open(1, { type: 'tool-call', id: 'b', name: 'g', args: '', custom: true }),
      delta(1, 'free'),
      delta(0, '{}'),
      close(0),
      close(1),
      finish('tool-calls'),
      END
    ])
    const pieces = events.filter(({ type }) => String(type).endsWith('.delta'))
    expect(pieces).toMatchObject([
      { type: 'response.custom_tool_call_input.delta', output_index: 1, delta: 'free' },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{}' }
    ])
    expect(events.at(-1)).toMatchObject({
      response: { output: [{ call_id: 'a' }, { type: 'custom_tool_call', input: 'free' }] }
    })
  })

  test('has a call without arguments as one with an empty object', () => {
    const events = encodeEvents([
      START,
      open(0, { type: 'tool-call', id: 'a', name: 'f', args: '' }),
      close(0),
      END
    ])
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'response.function_call_arguments.delta', delta: '{}' })
    )
  })

  test('has texts that follow each other in one message, and none for a text that stays empty', () => {
    const events = encodeEvents([
      START,
      open(0, { type: 'text', text: '' }),
      close(0),
      open(1, { type: 'text', text: 'A' }),
      close(1),
      open(2, { type: 'text', text: '' }),
      delta(2, 'B'),
      close(2),
      finish('length'),
      END
    ])
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: {
        incomplete_details: { reason: 'max_output_tokens' },
        output: [{ type: 'message', status: 'incomplete', content: [{ text: 'A' }, { text: 'B' }] }]
      }
    })
  })

  test('carries Gemini’s signature of a text as a thought behind it, that of a call in its id', () => {
    const seal = { dialect: 'gemini', value: 'sig' } as const
    const events = encodeEvents([
      START,
      open(0, { type: 'text', text: '' }),
      delta(0, 'Hi'),
      { type: 'amend', choice: 0, index: 0, part: { seal } },
      close(0),
      open(1, { type: 'tool-call', id: 'a', name: 'f', args: '{}', seal }),
      close(1),
      END
    ])
    expect(events.at(-1)).toMatchObject({
      response: {
        output: [
          { type: 'message' },
          { type: 'reasoning', summary: [], encrypted_content: wrapSeal(seal) },
          { type: 'function_call', call_id: `a__${wrapSeal(seal)}` }
        ]
      }
    })
  })

  test('has refusals, pictures and sources in the API’s own forms', () => {
    const events = encodeEvents([
      START,
      open(0, { type: 'refusal', text: 'No.' }),
      close(0),
      open(1, {
        type: 'media',
        kind: 'image',
        mediaType: 'image/png',
        source: { kind: 'base64', data: 'AAAA' }
      }),
      close(1),
      open(2, {
        type: 'text',
        text: 'Yes.',
        citations: {
          dialect: 'gemini',
          value: { groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }] }
        }
      }),
      close(2),
      finish('refusal'),
      END
    ])
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: {
        output: [
          { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] },
          { type: 'image_generation_call', status: 'completed', result: 'AAAA' },
          {
            type: 'message',
            content: [
              {
                annotations: [
                  { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 4 }
                ]
              }
            ]
          }
        ]
      }
    })
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'response.output_text.annotation.added', annotation_index: 0 })
    )
  })

  test('that fails tells it in both events that clients know, and nothing after', () => {
    const encoder = openaiResponses.openStreamEncoder(contextOf())
    encoder.push(START)
    const text = encoder.fail({
      status: 400,
      reason: 'context-too-long',
      code: null,
      message: 'too many tokens'
    })
    expect(text).toContain('event: error\n')
    expect(text).toMatch(
      /"type":"response.failed".*"error":\{"code":"context_length_exceeded".*"status":"failed"/
    )
    expect(encoder.push(delta(0, 'more')) + encoder.end()).toBe('')
  })

  test('that was cut does not look like one that ended', () => {
    const types = encodeEvents([START, open(0, { type: 'text', text: 'Hel' })]).map(({ type }) => type)
    expect(types.at(-1)).toBe('response.output_text.delta')
  })

  test('that lacks its first and last events has them all the same', () => {
    const types = encodeEvents([open(0, { type: 'text', text: 'Hi' }), close(0), finish('stop')]).map(
      ({ type }) => type
    )
    expect([types[0], types.at(-1)]).toEqual(['response.created', 'response.completed'])
  })
})
