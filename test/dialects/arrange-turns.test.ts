import { describe, expect, test } from 'vitest'
import {
  turnsOf,
  withCallsAndResultsPaired,
  withResultsBehindCalls
} from '../../electron/dialects/arrange-turns.ts'
import type { Message, Part } from '../../electron/dialects/chat.ts'

const text = (value: string): Part => ({ type: 'text', text: value })
const call = (id: string): Part => ({ type: 'tool-call', id, name: 'look', args: '{}' })
const result = (id: string): Part => ({ type: 'tool-result', id, parts: [text(`of ${id}`)] })
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts })
const user = (...parts: Part[]): Message => ({ role: 'user', parts })
const tool = (...parts: Part[]): Message => ({ role: 'tool', parts })

test('messages that are in order stay as they are', () => {
  const messages = [
    user(text('go')),
    assistant(text('first'), call('a'), call('b')),
    tool(result('a')),
    tool(result('b')),
    assistant(call('c')),
    user(result('c'), text('and now?'))
  ]
  expect(withResultsBehindCalls(messages)).toBe(messages)
})

test('results come behind their calls, before what stood between', () => {
  const messages = [
    assistant(call('a'), call('b')),
    user(text('hurry')),
    tool(result('b')),
    tool(result('a'))
  ]
  expect(withResultsBehindCalls(messages)).toEqual([
    assistant(call('a'), call('b')),
    tool(result('a')),
    tool(result('b')),
    user(text('hurry'))
  ])
})

test('calls in several messages of one turn have their results behind the last of them', () => {
  const messages = [
    assistant(call('a')),
    assistant(call('b')),
    user(text('?')),
    tool(result('a')),
    tool(result('b'))
  ]
  expect(withResultsBehindCalls(messages)).toEqual([
    assistant(call('a')),
    assistant(call('b')),
    tool(result('a')),
    tool(result('b')),
    user(text('?'))
  ])
})

test('a text before a result in one message comes behind it', () => {
  expect(withResultsBehindCalls([assistant(call('a')), user(text('look'), result('a'))])).toEqual([
    assistant(call('a')),
    user(result('a')),
    user(text('look'))
  ])
})

test('a result of no call is kept', () => {
  expect(withResultsBehindCalls([user(text('x')), tool(result('gone'))])).toEqual([
    user(text('x')),
    tool(result('gone'))
  ])
})

test('turns are runs of one side; results stand on the user’s', () => {
  const system: Message = { role: 'system', parts: [text('be brief')] }
  const messages = [
    system,
    user(text('a')),
    assistant(call('a')),
    tool(result('a')),
    user(text('b')),
    assistant(text('c'))
  ]
  expect(turnsOf(messages).map(({ role, messages: run }) => [role, run.length])).toEqual([
    ['system', 1],
    ['user', 1],
    ['assistant', 1],
    ['user', 2],
    ['assistant', 1]
  ])
})

test('an id that comes again in a later turn keeps both of its results', () => {
  const first: Part = { type: 'tool-result', id: 'a', parts: [text('first')] }
  const second: Part = { type: 'tool-result', id: 'a', parts: [text('second')] }
  const messages = [
    assistant(call('a')),
    user(text('hurry')),
    tool(first),
    assistant(call('a')),
    tool(second)
  ]
  expect(withResultsBehindCalls(messages)).toEqual([
    assistant(call('a')),
    tool(first),
    user(text('hurry')),
    assistant(call('a')),
    tool(second)
  ])
})

describe('calls and results are paired', () => {
  const pair = (messages: readonly Message[]): { paired: readonly Message[]; notes: readonly string[] } => {
    const notes: string[] = []
    return { paired: withCallsAndResultsPaired(messages, (sentence) => notes.push(sentence)), notes }
  }
  const none = (id: string): Part => ({
    type: 'tool-result',
    id,
    parts: [text('There is no result of this call.')]
  })

  test('what is whole stays as it is, without a note', () => {
    const messages = [
      user(),
      user(text('go')),
      assistant(call('a')),
      assistant(call('b')),
      tool(result('a')),
      tool(result('b'))
    ]
    expect(pair(messages)).toEqual({ paired: messages, notes: [] })
  })

  test('calls of one id in one turn have a result each, in one message or in several', () => {
    const calls = assistant(call('a'), call('a'))
    const apart = [calls, tool(result('a')), tool(result('a')), user(text('on'))]
    expect(pair(apart)).toEqual({ paired: apart, notes: [] })
    const together = [calls, user(result('a'), result('a'))]
    expect(pair(together)).toEqual({ paired: together, notes: [] })
    expect(pair([assistant(call('a')), tool(result('a')), tool(result('a'))]).paired).toEqual([
      assistant(call('a')),
      tool(result('a')),
      user(text('of a'))
    ])
  })

  test('a call that was given up gets a result that says so, before what the user said then', () => {
    const { paired, notes } = pair([assistant(call('a'), call('b')), tool(result('a')), user(text('stop'))])
    expect(paired).toEqual([
      assistant(call('a'), call('b')),
      tool(result('a')),
      tool(none('b')),
      user(text('stop'))
    ])
    expect(notes).toEqual(['a call without a result got one that says so: the API demands it'])
  })

  test('in a message that also says something the missing result stands before the words', () => {
    const { paired } = pair([assistant(call('a'), call('b')), user(result('a'), text('stop'))])
    expect(paired).toEqual([assistant(call('a'), call('b')), user(result('a'), none('b'), text('stop'))])
  })

  test('a call at the end, and one that the model did not wait for, get theirs too', () => {
    const { paired } = pair([assistant(call('a')), user(text('and?')), assistant(call('b'))])
    expect(paired).toEqual([
      assistant(call('a')),
      tool(none('a')),
      user(text('and?')),
      assistant(call('b')),
      tool(none('b'))
    ])
  })

  test('a result of no call is sent as what it holds', () => {
    const { paired, notes } = pair([user(text('go')), tool(result('x'))])
    expect(paired).toEqual([user(text('go')), user(text('of x'))])
    expect(notes).toEqual(['a result of no call was sent as what it holds: the API refuses it otherwise'])
  })
})
