import { describe, expect, test } from 'vitest'
import { MessagesStreamEncoder } from '../../../electron/dialects/anthropic-messages/encode-stream.ts'
import type { ChatEvent, Part } from '../../../electron/dialects/chat.ts'
import { isFields, fieldsOf, parseFields, type Fields } from '../../../electron/dialects/json.ts'
import { readEvents } from '../../../electron/dialects/read-events.ts'
import { chatOf, contextOf } from './encode-for.ts'

const TEXT: Part = { type: 'text', text: '' }
const THOUGHT: Part = { type: 'reasoning', text: '' }
const STOP: ChatEvent = { type: 'finish', choice: 0, finish: { reason: 'stop' } }
const END: ChatEvent = { type: 'end' }

function open(index: number, part: Part): ChatEvent {
  return { type: 'open', choice: 0, index, part }
}
function grow(index: number, text: string): ChatEvent {
  return { type: 'delta', choice: 0, index, text }
}
function close(index: number): ChatEvent {
  return { type: 'close', choice: 0, index }
}
function call(id: string): Part {
  return { type: 'tool-call', id, name: 'ls', args: '' }
}

function encode(...events: readonly ChatEvent[]): readonly Fields[] {
  const encoder = new MessagesStreamEncoder(contextOf())
  return read(events.map((event) => encoder.push(event)).join('') + encoder.end())
}

function read(written: string): readonly Fields[] {
  return readEvents(Buffer.from(written)).map(({ name, data }) => {
    const fields = parseFields(data) ?? {}
    expect(fields['type']).toBe(name)
    return fields
  })
}

/** The stream in short: `+type` opens a block, `-` closes it, and between them is what it holds. */
function shortly(events: readonly Fields[]): string {
  return events.map(shortOf).join(' ')
}

function shortOf(event: Fields): string {
  const delta = fieldsOf(event['delta'])
  switch (event['type']) {
    case 'content_block_start':
      return `+${String(event['index'])}:${String(fieldsOf(event['content_block'])?.['type'])}`
    case 'content_block_delta':
      return String(delta?.['text'] ?? delta?.['thinking'] ?? delta?.['partial_json'] ?? delta?.['type'])
    case 'content_block_stop':
      return `-${String(event['index'])}`
    case 'message_delta':
      return String(delta?.['stop_reason'])
    default:
      return String(event['type']).replace('message_', '')
  }
}

describe('a stream is written', () => {
  test('with its message, its blocks, its finish and its stop', () => {
    const events = encode(
      { type: 'start', id: 'chatcmpl-1', model: 'gpt' },
      open(0, THOUGHT),
      grow(0, 'Hm.'),
      close(0),
      open(1, TEXT),
      grow(1, 'Hel'),
      grow(1, 'lo'),
      close(1),
      STOP,
      END
    )
    expect(shortly(events)).toBe('start +0:thinking Hm. signature_delta -0 +1:text Hel lo -1 end_turn stop')
    expect(events[0]).toMatchObject({
      message: { id: expect.stringMatching(/^msg_/), model: 'gpt', content: [] }
    })
    expect(events[3]).toMatchObject({ delta: { signature: expect.stringMatching(/./) } })
  })

  test('with the usage at both ends, as far as it is known there', () => {
    const usage = (input: number, output: number): ChatEvent => ({
      type: 'usage',
      usage: {
        tokens: { input, cache_read: 4, cache_write: null, output, reasoning: null },
        dialect: 'gemini',
        raw: {}
      }
    })
    const events = encode({ type: 'start' }, usage(5, 0), open(0, TEXT), grow(0, 'x'), STOP, usage(5, 7), END)
    expect(events[0]).toMatchObject({ message: { usage: { input_tokens: 5, output_tokens: 0 } } })
    expect(events.at(-2)).toMatchObject({
      usage: { input_tokens: 5, cache_read_input_tokens: 4, output_tokens: 7 }
    })
  })

  test('each word at once, also where a call was open before it closed', () => {
    const encoder = new MessagesStreamEncoder(contextOf())
    encoder.push({ type: 'start' })
    encoder.push(open(0, TEXT))
    expect(encoder.push(grow(0, 'now'))).toContain('"now"')
    expect(encoder.push(open(1, call('a')))).toContain('"tool_use"')
    expect(encoder.push(grow(1, '{}'))).toContain('input_json_delta')
  })

  test('one call after the other where they come side by side', () => {
    const events = encode(
      open(0, call('a')),
      open(1, call('b')),
      grow(1, 'b1'),
      grow(0, 'a1'),
      grow(1, 'b2'),
      grow(0, 'a2'),
      close(0),
      close(1),
      open(2, call('c')),
      grow(2, 'c1'),
      close(2),
      STOP,
      END
    )
    expect(shortly(events)).toBe(
      'start +0:tool_use a1 a2 -0 +1:tool_use b1b2 -1 +2:tool_use c1 -2 tool_use stop'
    )
  })

  test('a text closed as soon as another part opens, and gone on with in a block of its own', () => {
    const events = encode(
      open(0, TEXT),
      grow(0, 'one'),
      open(1, call('a')),
      grow(1, '{}'),
      grow(0, 'two'),
      close(1),
      grow(0, 'three'),
      close(0),
      STOP,
      END
    )
    expect(shortly(events)).toBe('start +0:text one -0 +1:tool_use {} -1 +2:text two three -2 tool_use stop')
  })

  test('what waited in the order of its opening, and before what opens later', () => {
    const events = encode(
      open(0, call('a')),
      open(1, TEXT),
      grow(1, 'one'),
      open(2, call('b')),
      grow(2, 'b1'),
      close(0),
      open(3, call('c')),
      grow(3, 'c1'),
      close(2),
      grow(1, 'two'),
      close(1),
      close(3),
      STOP,
      END
    )
    expect(shortly(events)).toBe(
      'start +0:tool_use -0 +1:text one -1 +2:tool_use b1 -2 +3:tool_use c1 -3 +4:text two -4 tool_use stop'
    )
  })

  test('a seal that comes after the thoughts were closed in a block of its own', () => {
    const seal = { dialect: 'openai-chat', value: 'late' } as const
    const events = encode(
      open(0, THOUGHT),
      grow(0, 'Hm.'),
      open(1, TEXT),
      grow(1, 'So.'),
      close(1),
      { type: 'amend', choice: 0, index: 0, part: { seal } } as const,
      close(0),
      STOP,
      END
    )
    expect(shortly(events)).toBe(
      'start +0:thinking Hm. signature_delta -0 +1:text So. -1 +2:thinking signature_delta -2 end_turn stop'
    )
  })

  test('the seal of a text as a thought behind it, for clients that asked for thoughts', () => {
    const text: Part = { type: 'text', text: 'x', seal: { dialect: 'gemini', value: 'sig' } }
    const events: readonly ChatEvent[] = [open(0, text), close(0), STOP, END]
    expect(shortly(encode(...events))).toBe('start +0:text x -0 end_turn stop')
    const encoder = new MessagesStreamEncoder(contextOf(chatOf({ reasoning: { mode: 'on' } })))
    expect(shortly(read(events.map((event) => encoder.push(event)).join('')))).toBe(
      'start +0:text x -0 +1:thinking signature_delta -1 end_turn stop'
    )
  })

  test('thoughts that are hidden, but no empty texts', () => {
    const hidden: Part = { type: 'reasoning', text: '', seal: { dialect: 'openai-responses', value: 'enc' } }
    const events = encode(
      open(0, hidden),
      close(0),
      open(1, TEXT),
      close(1),
      open(2, THOUGHT),
      close(2),
      STOP,
      END
    )
    expect(shortly(events)).toBe('start +0:thinking signature_delta -0 end_turn stop')
  })

  test('with whole parts in their turn: pictures as a line, the input of server tools as a delta', () => {
    const native: Part = {
      type: 'native',
      dialect: 'anthropic-messages',
      what: 'server_tool_use',
      value: { type: 'server_tool_use', id: 's', name: 'web_search', input: { q: 1 } }
    }
    const picture: Part = { type: 'media', kind: 'image', source: { kind: 'url', url: 'https://a.b' } }
    const events = encode(
      open(0, call('a')),
      open(1, native),
      close(1),
      open(2, picture),
      close(2),
      grow(0, '{}'),
      close(0),
      STOP,
      END
    )
    expect(shortly(events)).toBe(
      'start +0:tool_use {} -0 +1:server_tool_use {"q":1} -1 +2:text [image: https://a.b] -2 tool_use stop'
    )
  })

  test('with what its calls are sealed with behind their ids', () => {
    const seal = { dialect: 'gemini', value: 'sig' } as const
    const [, start] = encode(
      open(0, { type: 'tool-call', id: 'a.b', name: 'ls', args: '', seal }),
      close(0),
      STOP,
      END
    )
    expect(fieldsOf(start?.['content_block'])?.['id']).toMatch(/^[a-zA-Z0-9_-]+__ghs1_[a-zA-Z0-9_-]+$/)
  })

  test('with an id for a call that has none', () => {
    const [, start] = encode(open(0, call('')), close(0), STOP, END)
    expect(fieldsOf(start?.['content_block'])?.['id']).toMatch(/^toolu_/)
  })

  test('with the first of several answers', () => {
    const other: ChatEvent = { type: 'open', choice: 1, index: 0, part: { type: 'text', text: 'other' } }
    expect(shortly(encode(open(0, TEXT), other, grow(0, 'x'), STOP, END))).toBe(
      'start +0:text x -0 end_turn stop'
    )
  })
})

describe('a stream that does not end well is written', () => {
  test('without an end where it was cut', () => {
    expect(shortly(encode({ type: 'start' }, open(0, TEXT), grow(0, 'x')))).toBe('start +0:text x')
  })

  test('with an end where only the reason for it is missing', () => {
    expect(shortly(encode(open(0, call('a')), close(0), END))).toBe('start +0:tool_use -0 tool_use stop')
    expect(shortly(encode({ type: 'start' }, STOP))).toBe('start end_turn stop')
  })

  test('with an error as the last event, whoever it is of', () => {
    const error: ChatEvent = { type: 'error', error: { code: 'overloaded_error', message: 'Overloaded' } }
    const events = encode(open(0, TEXT), grow(0, 'x'), error, grow(0, 'y'), STOP, END)
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' }
    })
    const encoder = new MessagesStreamEncoder(contextOf())
    encoder.push(open(0, TEXT))
    const failed = read(encoder.fail({ status: 502, reason: 'network', code: null, message: 'cut' }))
    expect(failed).toMatchObject([{ type: 'error', error: { type: 'api_error', message: 'cut' } }])
    expect(isFields(failed[0])).toBe(true)
    expect(encoder.end() + encoder.push(END)).toBe('')
  })
})
