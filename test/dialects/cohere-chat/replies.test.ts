import { describe, expect, test } from 'vitest'
import { cohereChat } from '../../../electron/dialects/cohere-chat/dialect.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import type { ChatEvent, ChatReply } from '../../../electron/dialects/chat.ts'
import { readEvents } from '../../../electron/dialects/read-events.ts'

const CONTEXT = {
  request: { model: 'm', stream: true, messages: [], tools: [] },
  created: 1,
  newId: (prefix: string) => `${prefix}new`
}
const USAGE = {
  billed_units: { input_tokens: 41, output_tokens: 25 },
  tokens: { input_tokens: 1441, output_tokens: 54, reasoning_tokens: 30 },
  cached_tokens: 144
}
const CITATION = { start: 0, end: 5, text: 'Sunny', content_index: 1, sources: [], type: 'TEXT_CONTENT' }
const REPLY = {
  id: '54ba',
  message: {
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Sunny.' }
    ],
    citations: [CITATION]
  },
  finish_reason: 'COMPLETE',
  usage: USAGE,
  logprobs: [{ text: 'Sunny', token_ids: [5], logprobs: [-0.1] }]
}
const CALLS = {
  id: '54bb',
  message: {
    role: 'assistant',
    tool_plan: 'I look.',
    tool_calls: [
      { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"X"}' } },
      { id: 'b', type: 'function', function: { name: 'now', arguments: 'null' } }
    ]
  },
  finish_reason: 'TOOL_CALL'
}

function decode(events: readonly (object | string)[]): ChatEvent[] {
  const decoder = cohereChat.openStreamDecoder()
  const pushed = events.flatMap((event) =>
    decoder.push({ name: null, data: typeof event === 'string' ? event : JSON.stringify(event) })
  )
  return [...pushed, ...decoder.end()]
}
function encodeStream(events: Iterable<ChatEvent>): string {
  const encoder = cohereChat.openStreamEncoder(CONTEXT)
  let text = ''
  for (const event of events) text += encoder.push(event)
  return text + encoder.end()
}
const content = (index: number, type: string, rest: object) => ({
  type,
  index,
  delta: { message: { content: rest } }
})
const call = (index: number, type: string, rest: object) => ({
  type,
  index,
  delta: { message: { tool_calls: rest } }
})
const START = { type: 'message-start', id: 's1', delta: { message: { role: 'assistant', content: [] } } }
const END = { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: USAGE } }

describe('a whole reply', () => {
  test('is written out again as it came, but for arguments that are "null"', () => {
    expect(cohereChat.encodeReply(cohereChat.decodeReply(REPLY), CONTEXT)).toEqual(REPLY)
    const calls = JSON.parse(JSON.stringify(CALLS).replace('"null"', '"{}"'))
    expect(cohereChat.encodeReply(cohereChat.decodeReply(CALLS), CONTEXT)).toEqual(calls)
  })

  test('has its plan as a text before its calls, and its sources at the text', () => {
    expect(cohereChat.decodeReply(CALLS).choices[0]?.parts).toMatchObject([
      { type: 'text', text: 'I look.' },
      { type: 'tool-call', id: 'a', name: 'weather' },
      { type: 'tool-call', id: 'b', args: '{}' }
    ])
    expect(cohereChat.decodeReply(REPLY).choices[0]?.parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', citations: { dialect: 'cohere-chat', value: [CITATION] } }
    ])
  })

  test.each([
    ['COMPLETE', 'stop'],
    ['STOP_SEQUENCE', 'stop-sequence'],
    ['MAX_TOKENS', 'length'],
    ['TOOL_CALL', 'tool-calls'],
    ['ERROR', 'error'],
    ['TIMEOUT', 'error'],
    ['ERROR_TOXIC', 'content-filter'],
    ['OF_TOMORROW', 'other']
  ])('that ends with %s ends with %s', (word, reason) => {
    const { choices } = cohereChat.decodeReply({ ...REPLY, finish_reason: word })
    expect(choices[0]?.finish).toEqual({ reason, native: { dialect: 'cohere-chat', value: word } })
  })

  test('is none where there is an error instead', () => {
    expect(() => cohereChat.decodeReply({ id: 'x', message: 'invalid api token' })).toThrow(
      'invalid api token'
    )
    expect(() => cohereChat.decodeReply({})).toThrow('no message')
  })

  test('of another provider has its usage in words of Cohere’s that add up', () => {
    const tokens = { input: 8, cache_read: 4, cache_write: 1, output: 5, reasoning: 2 }
    const reply: ChatReply = {
      choices: [{ parts: [{ type: 'text', text: 'Hi' }], finish: { reason: 'length' } }],
      usage: { tokens, dialect: 'gemini', raw: {} }
    }
    const body = cohereChat.encodeReply(reply, CONTEXT)
    expect(body).toMatchObject({ id: 'new', finish_reason: 'MAX_TOKENS' })
    expect(cohereChat.readUsage(body['usage'])).toMatchObject({
      input: 9,
      cache_read: 4,
      output: 5,
      reasoning: 2
    })
  })
})

describe('token counts', () => {
  test('are those that are billed, of which nothing is cached', () => {
    expect(cohereChat.readUsage(USAGE)).toEqual({
      input: 41,
      cache_read: null,
      cache_write: null,
      output: 25,
      reasoning: 25
    })
  })

  test('are all that there were where nothing says what is billed', () => {
    const { tokens, cached_tokens } = USAGE
    expect(cohereChat.readUsage({ tokens, cached_tokens })).toMatchObject({
      input: 1297,
      cache_read: 144,
      output: 54,
      reasoning: 30
    })
  })

  test('of embeddings have no output, and of rankings are not known', () => {
    expect(cohereChat.readUsage({ billed_units: { input_tokens: 2 } })).toMatchObject({ input: 2, output: 0 })
    expect(cohereChat.readUsage({ billed_units: { search_units: 1 } })).toMatchObject({
      input: null,
      output: null
    })
    expect(cohereChat.readUsage('x')).toMatchObject({ input: null, output: null })
  })
})

describe('a stream', () => {
  test('adds up to the whole reply that says the same', () => {
    const { logprobs, ...reply } = REPLY
    const events = decode([
      { ...START, id: REPLY.id },
      content(0, 'content-start', { type: 'thinking', thinking: '' }),
      content(0, 'content-delta', { thinking: 'H' }),
      content(0, 'content-delta', { thinking: 'm.' }),
      { type: 'content-end', index: 0 },
      content(1, 'content-start', { type: 'text', text: '' }),
      { ...content(1, 'content-delta', { text: 'Sunny.' }), logprobs: logprobs[0] },
      { type: 'content-end', index: 1 },
      { type: 'citation-start', index: 0, delta: { message: { citations: CITATION } } },
      { type: 'citation-end', index: 0 },
      END,
      '[DONE]'
    ])
    expect(collectReply(events)).toEqual({
      reply: JSON.parse(JSON.stringify(cohereChat.decodeReply({ ...reply, logprobs }))),
      error: null,
      ended: true
    })
  })

  test('opens its plan, then its calls, whose arguments may be "null" in pieces', () => {
    const events = decode([
      START,
      { type: 'tool-plan-delta', delta: { message: { tool_plan: 'I look.' } } },
      call(0, 'tool-call-start', { id: 'a', type: 'function', function: { name: 'weather', arguments: '' } }),
      call(0, 'tool-call-delta', { function: { arguments: '{"city":' } }),
      call(0, 'tool-call-delta', { function: { arguments: '"X"}' } }),
      { type: 'tool-call-end', index: 0 },
      call(1, 'tool-call-start', { id: 'b', type: 'function', function: { name: 'now', arguments: '' } }),
      call(1, 'tool-call-delta', { function: { arguments: 'nu' } }),
      call(1, 'tool-call-delta', { function: { arguments: 'll' } }),
      { type: 'tool-call-end', index: 1 },
      { type: 'message-end', delta: { finish_reason: 'TOOL_CALL' } }
    ])
    const { choices } = collectReply(events).reply
    expect(choices).toMatchObject(cohereChat.decodeReply(CALLS).choices)
    expect(events.filter(({ type }) => type === 'close')).toHaveLength(3)
  })

  test('survives without a start, with unknown events, broken lines and without an end', () => {
    const events = decode([
      'not json',
      { type: 'debug', prompt: 'x' },
      content(0, 'content-delta', { text: 'Hal' }),
      content(0, 'content-delta', { text: 'lo' }),
      call(0, 'tool-call-delta', { function: { arguments: '{}' } })
    ])
    const { reply, ended } = collectReply(events)
    expect(ended).toBe(false)
    expect(reply.choices[0]).toMatchObject({ parts: [{ text: 'Hallo' }, { type: 'tool-call', args: '{}' }] })
    expect(reply.choices[0]).not.toHaveProperty('finish')
    expect(decode([])).toEqual([])
  })

  test.each([
    [{ type: 'message-end', delta: { finish_reason: 'ERROR', error: 'broke down' } }, 'ERROR'],
    [{ message: 'broke down', error_type: 'E' }, 'E']
  ])('tells an error in its middle', (event, code) => {
    const { error, ended } = collectReply(decode([START, event]))
    expect(error).toEqual({ code, message: 'broke down' })
    expect(ended).toBe(false)
    expect(cohereChat.watch.read({ name: null, data: JSON.stringify(event) })?.error).toEqual(error)
  })

  test('is watched: what is output, how it ends, what it used', () => {
    const read = (event: object | string) =>
      cohereChat.watch.read({ name: null, data: typeof event === 'string' ? event : JSON.stringify(event) })
    expect(read(START)).toMatchObject({ output: false, done: false })
    expect(read(content(0, 'content-delta', { text: 'a' }))).toMatchObject({ output: true, usage: undefined })
    expect(read(END)).toEqual({ output: false, error: null, finish: 'COMPLETE', usage: USAGE, done: true })
    expect(read('[DONE]')?.done).toBe(true)
    expect(read('{')).toBeNull()
    expect(cohereChat.watch.mergeUsage(1, undefined)).toBe(1)
  })

  test.each([REPLY, CALLS])('for a client of its own says the same as the whole reply', (body) => {
    const reply = cohereChat.decodeReply(body)
    const text = encodeStream(replyEvents(reply))
    const { reply: again } = collectReply(
      decode(readEvents(Buffer.from(text)).map(({ data }) => JSON.parse(data)))
    )
    const { logprobs: _, ...choice } = again.choices[0] ?? { parts: [] }
    expect(reply.choices[0]).toMatchObject(JSON.parse(JSON.stringify(choice)))
    expect(again.usage).toEqual(reply.usage)
    expect(
      readEvents(Buffer.from(text))
        .map(({ name }) => name)
        .slice(-1)
    ).toEqual(['message-end'])
  })

  test('for a client of its own ends with an error in its own form', () => {
    const told = { status: 500, reason: 'unknown' as const, code: null, message: 'broke down' }
    const encoder = cohereChat.openStreamEncoder(CONTEXT)
    const [, last] = readEvents(Buffer.from(encoder.fail(told)))
    expect(JSON.parse(last?.data ?? '')).toEqual({
      type: 'message-end',
      delta: { finish_reason: 'ERROR', error: 'broke down' }
    })
    expect(cohereChat.encodeError(told)).toEqual({ message: 'broke down' })
    expect(cohereChat.encodeError({ ...told, reason: 'context-too-long' })).toEqual({
      message: 'too many tokens: broke down'
    })
  })
})
