import { expect, test } from 'vitest'
import { turnsOf, withResultsBehindCalls } from '../../electron/dialects/arrange-turns.ts'
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
