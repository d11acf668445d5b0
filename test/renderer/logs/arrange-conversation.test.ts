import { describe, expect, test } from 'vitest'
import type { Conversation, ConversationMessage } from '../../../shared/domain/conversation.ts'
import {
  arrangeConversation,
  foldedCount,
  type SentResult
} from '../../../renderer/features/logs/arrange-conversation.ts'
import { splitFences } from '../../../renderer/features/logs/split-fences.ts'

const text = (role: string, words: string): ConversationMessage => ({
  role,
  parts: [{ kind: 'text', text: words }]
})
const call = (id: string, name: string): ConversationMessage => ({
  role: 'assistant',
  parts: [{ kind: 'tool-call', id, name, args: '{}' }]
})
const result = (id: string, words: string): ConversationMessage => ({
  role: 'tool',
  parts: [{ kind: 'tool-result', id, parts: [{ kind: 'text', text: words }] }]
})
const wordsOf = (sent: SentResult | undefined): string =>
  (sent?.part.parts ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('')
const conversation = (
  messages: readonly ConversationMessage[],
  reply: readonly ConversationMessage[] = []
): Conversation => ({
  messages: [...messages],
  reply: [...reply],
  finish_reason: 'stop',
  tools: [],
  params: {}
})

describe('reading a conversation', () => {
  test('sets the instructions at its start apart, and leaves later ones where they were said', () => {
    const read = arrangeConversation(
      conversation([
        text('system', 'be kind'),
        text('developer', 'and short'),
        text('user', 'hi'),
        text('system', 'now')
      ])
    )
    expect(read.instructions.map((turn) => turn.role)).toEqual(['system', 'developer'])
    expect(read.turns.map((turn) => turn.role)).toEqual(['user', 'system'])
  })

  test('shows a result under the call that asked for it, and not a second time as a message', () => {
    const read = arrangeConversation(
      conversation([
        text('user', 'go'),
        call('a', 'list'),
        call('b', 'read'),
        result('b', 'B'),
        result('a', 'A')
      ])
    )
    expect(read.turns.map((turn) => turn.role)).toEqual(['user', 'assistant', 'assistant'])
    const results = read.turns
      .flatMap((turn) => turn.parts)
      .map((part) => (part.kind === 'call' ? wordsOf(part.result) : ''))
    expect(results).toEqual(['', 'A', 'B'])
  })

  test('gives each of two calls with the same id its own result, in order', () => {
    const read = arrangeConversation(
      conversation([call('x', 'one'), result('x', 'first'), call('x', 'two'), result('x', 'second')])
    )
    const results = read.turns
      .flatMap((turn) => turn.parts)
      .map((part) => (part.kind === 'call' ? wordsOf(part.result) : ''))
    expect(results).toEqual(['first', 'second'])
  })

  test('keeps a result that no call asked for, and a call without a result', () => {
    const read = arrangeConversation(conversation([result('lost', 'text'), call('open', 'wait')]))
    expect(read.turns.map((turn) => turn.parts[0]?.kind)).toEqual(['part', 'call'])
  })

  test('marks what came back in this request', () => {
    const read = arrangeConversation(conversation([text('user', 'hi')], [text('assistant', 'hello')]))
    expect(read.turns.map((turn) => turn.reply)).toEqual([false, true])
  })

  test('leaves a line where results were sent beside words, which leads to their calls', () => {
    const read = arrangeConversation(
      conversation([
        { role: 'assistant', parts: [...call('a', 'list').parts, ...call('b', 'read').parts] },
        {
          role: 'user',
          parts: [...result('a', 'A').parts, ...result('b', 'B').parts, ...text('user', 'go').parts]
        }
      ])
    )
    expect(read.turns[1]?.parts.map((part) => part.kind)).toEqual(['answered', 'text'])
    expect(read.turns[1]?.parts[0]).toEqual({ kind: 'answered', names: ['list', 'read'], number: 1 })
    const calls = read.turns[0]?.parts.map((part) => part.kind === 'call' && part.result)
    expect(calls).toMatchObject([
      { number: 2, shown: true },
      { number: 2, shown: true }
    ])
  })

  test('numbers each source once, and lets texts that were cut up at them run on', () => {
    const source = (title: string) => ({ title, url: `https://${title}.example`, text: '' })
    const parts: ConversationMessage['parts'] = [
      { kind: 'text', text: 'One ' },
      { kind: 'text', text: 'two', citations: [source('b'), source('a')] },
      { kind: 'text', text: '.', citations: [source('a')] }
    ]
    const read = arrangeConversation(
      conversation([], [{ role: 'assistant', parts, citations: [source('c')] }])
    )
    const [turn] = read.turns
    expect(turn?.sources.map(({ title }) => title)).toEqual(['b', 'a', 'c'])
    expect(turn?.parts).toHaveLength(1)
    expect(turn?.parts[0]).toMatchObject({ pieces: [{ sources: [] }, { sources: [1, 2] }, { sources: [2] }] })
  })

  test('keeps texts without sources and texts that end a cached prefix as parts of their own', () => {
    const parts: ConversationMessage['parts'] = [
      { kind: 'text', text: 'one' },
      { kind: 'text', text: 'two', cache: 'ephemeral' },
      { kind: 'text', text: 'three', citations: [{ title: 'a', url: '', text: '' }] }
    ]
    expect(arrangeConversation(conversation([{ role: 'user', parts }])).turns[0]?.parts).toHaveLength(3)
  })

  test('folds a long history so that the first turn left is a question of the user', () => {
    const messages = Array.from({ length: 150 }, (_unused, index) => [
      text('user', `question ${index}`),
      text('assistant', `answer ${index}`)
    ]).flat()
    const { turns } = arrangeConversation(conversation(messages))
    const folded = foldedCount(turns)
    expect(turns.length - folded).toBeLessThanOrEqual(10)
    expect(turns[folded]?.role).toBe('user')
  })

  test('folds a run of tool calls too, and never a handful of turns', () => {
    const calls = arrangeConversation(
      conversation(Array.from({ length: 60 }, (_unused, index) => call(`${index}`, 'step')))
    )
    expect(foldedCount(calls.turns)).toBeGreaterThan(40)
    expect(foldedCount(calls.turns.slice(0, 10))).toBe(0)
  })
})

describe('code in a message', () => {
  test('is cut out at its fences with its language, the text around it stays', () => {
    expect(splitFences('Try:\n```ts\nconst a = 1\n\n  b()\n```\nDone.')).toEqual([
      { kind: 'text', text: 'Try:', language: '' },
      { kind: 'code', text: 'const a = 1\n\n  b()', language: 'ts' },
      { kind: 'text', text: 'Done.', language: '' }
    ])
  })

  test('runs to the end where a reply was cut off inside it', () => {
    expect(splitFences('```\nhalf')).toEqual([{ kind: 'code', text: 'half', language: '' }])
  })

  test('may hold shorter fences of its own', () => {
    expect(splitFences('````md\n```js\nx\n```\n````')).toEqual([
      { kind: 'code', text: '```js\nx\n```', language: 'md' }
    ])
  })
})
