import { describe, expect, test } from 'vitest'
import type { ChatEvent } from '../../../electron/dialects/chat.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'

/** Events of a stream whose chunks hold these fragments of calls, one list a chunk. */
function decode(chunks: readonly (readonly Fields[])[]): ChatEvent[] {
  const decoder = openaiChat.openStreamDecoder()
  const bodies: Fields[] = chunks.map((tool_calls) => ({
    id: 'r-1',
    choices: [{ index: 0, delta: { tool_calls } }]
  }))
  bodies.push({ id: 'r-1', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] })
  return bodies.flatMap((body) => [...decoder.push({ name: null, data: JSON.stringify(body) })])
}

/** Id, name and arguments of each call. */
function callsOf(events: readonly ChatEvent[]): string[] {
  const calls: string[] = []
  for (const event of events) {
    if (event.type === 'open' && event.part.type === 'tool-call')
      calls[event.index] = `${event.part.id} ${event.part.name} ${event.part.args}`
    if (event.type === 'delta') calls[event.index] += event.text
  }
  return calls
}

function steps(events: readonly ChatEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'open' || event.type === 'close' ? [`${event.type} ${event.index}`] : []
  )
}

const first = (index: number, id: string, name: string, args = ''): Fields => ({
  index,
  id,
  type: 'function',
  function: { name, arguments: args }
})
const more = (index: number, args: string): Fields => ({ index, function: { arguments: args } })

describe('calls that come in fragments', () => {
  test('have id and name in the first alone', () => {
    const events = decode([[first(0, 'a', 'f')], [more(0, '{"x"')], [more(0, ':1}')]])
    expect(callsOf(events)).toEqual(['a f {"x":1}'])
    expect(steps(events)).toEqual(['open 0', 'close 0'])
  })

  test('of several calls that alternate go where they belong', () => {
    const events = decode([
      [first(0, 'a', 'f', '{"x"')],
      [first(1, 'b', 'g')],
      [more(0, ':1}'), more(1, '{')],
      [more(1, '}')]
    ])
    expect(callsOf(events)).toEqual(['a f {"x":1}', 'b g {}'])
    expect(steps(events)).toEqual(['open 0', 'open 1', 'close 0', 'close 1'])
  })

  test('of a call that is whole when the next begins close it at once', () => {
    const events = decode([[first(0, 'a', 'f', '{}')], [first(1, 'b', 'g')], [more(1, '{}')]])
    expect(steps(events)).toEqual(['open 0', 'close 0', 'open 1', 'close 1'])
  })

  test('of custom tools are never taken for whole', () => {
    const events = decode([
      [{ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: '{}' } }],
      [first(1, 'b', 'g')],
      [{ index: 0, custom: { input: ' and more' } }]
    ])
    expect(callsOf(events)).toEqual(['a f {} and more', 'b g '])
    expect(steps(events)).toEqual(['open 0', 'open 1', 'close 0', 'close 1'])
  })

  test('may repeat id and name', () => {
    const events = decode([[first(0, 'a', 'f', '{"x"')], [first(0, 'a', 'f', ':1}')]])
    expect(callsOf(events)).toEqual(['a f {"x":1}'])
  })

  test('may have another id each time where the server makes one up (old vLLM), as long as no name comes', () => {
    const events = decode([
      [first(0, 'a', 'f', '{"x"')],
      [{ index: 0, id: 'z', function: { arguments: ':1}' } }]
    ])
    expect(callsOf(events)).toEqual(['a f {"x":1}'])
  })

  test('may hold null and "" where nothing is said', () => {
    const events = decode([
      [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: null } }],
      [{ index: 0, id: null, type: null, function: { name: null, arguments: '{}' } }],
      [{ index: 0, id: '', function: { name: '', arguments: '' } }]
    ])
    expect(callsOf(events)).toEqual(['a f {}'])
  })
})

describe('calls that come whole', () => {
  test('without a position (Mistral)', () => {
    const whole = (id: string, name: string): Fields => ({ id, function: { name, arguments: '{}' } })
    expect(callsOf(decode([[whole('a', 'f'), whole('b', 'f')], [whole('c', 'g')]]))).toEqual([
      'a f {}',
      'b f {}',
      'c g {}'
    ])
  })

  test('all at position 0 (Ollama)', () => {
    expect(callsOf(decode([[first(0, 'a', 'f', '{}')], [first(0, 'b', 'f', '{}')]]))).toEqual([
      'a f {}',
      'b f {}'
    ])
  })

  test('all at position 0 and without ids (Google)', () => {
    expect(callsOf(decode([[first(0, '', 'f', '{}')], [first(0, '', 'f', '{"x":1}')]]))).toEqual([
      'call_r1_0 f {}',
      'call_r1_1 f {"x":1}'
    ])
  })

  test('with arguments that are an object', () => {
    const events = decode([[{ index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } }]])
    expect(callsOf(events)).toEqual(['a f {"x":1}'])
  })

  test('with Gemini’s signature, which is a seal', () => {
    const extra_content = { google: { thought_signature: 'SIG' } }
    const events = decode([[{ ...first(0, 'a', 'f', '{}'), extra_content }]])
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'open',
        part: expect.objectContaining({ seal: { dialect: 'gemini', value: 'SIG' } }) as unknown
      })
    )
  })
})

test('the old form has one call, and no id', () => {
  const decoder = openaiChat.openStreamDecoder()
  const deltas = [
    { function_call: { name: 'f', arguments: '' } },
    { function_call: { arguments: '{}' } },
    { function_call: { name: '', arguments: '' } }
  ]
  const events = deltas.flatMap((delta) => [
    ...decoder.push({ name: null, data: JSON.stringify({ id: 'r-1', choices: [{ index: 0, delta }] }) })
  ])
  expect(callsOf(events)).toEqual(['function_call_r1 f {}'])
})
