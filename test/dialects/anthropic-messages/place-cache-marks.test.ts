import { describe, expect, test } from 'vitest'
import type { ChatRequest, Message, Part } from '../../../electron/dialects/chat.ts'
import { recordsOf } from '../../../electron/dialects/json.ts'
import { assistant, call, chatOf, resend, result, send, user } from './encode-for.ts'

const MARK = { type: 'ephemeral' }
const AT_WORK = [user('go'), assistant(call('1')), result('1')]
const BE_BRIEF: Message = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] }

function marked(fields: Partial<ChatRequest>): number {
  return JSON.stringify(send(chatOf(fields)).body).split('"cache_control"').length - 1
}

describe('a chat of another dialect gets marks of its own', () => {
  test('where an agent is at work: on the instructions and the last turn', () => {
    const { body } = send(chatOf({ messages: [BE_BRIEF, ...AT_WORK] }))
    expect(body['system']).toEqual([{ type: 'text', text: 'Be brief.', cache_control: MARK }])
    expect(recordsOf(body['messages']).at(-1)).toMatchObject({ content: [{ cache_control: MARK }] })
  })

  test('on the tools where there are no instructions', () => {
    const { body } = send(chatOf({ messages: AT_WORK, tools: [{ type: 'function', name: 'ls' }] }))
    expect(body['tools']).toMatchObject([{ cache_control: MARK }])
  })

  test('where the client names a key for the cache', () => {
    expect(marked({ promptCacheKey: 'k', messages: [BE_BRIEF, user('hi')] })).toBe(2)
  })

  test('but not for a question, which would only cost more', () => {
    expect(marked({ messages: [BE_BRIEF, user('hi')] })).toBe(0)
  })

  test('and not where the client set some', () => {
    const cached: Part = { type: 'text', text: 'go', cache: { type: 'ephemeral', ttl: '1h' } }
    expect(marked({ messages: [user(cached), ...AT_WORK.slice(1)] })).toBe(1)
  })
})

test('a request of this dialect gets none', () => {
  const messages = [
    { role: 'user', content: 'go' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'ls', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x' }] }
  ]
  expect(JSON.stringify(resend({ messages }).body)).not.toContain('cache_control')
})

test('of more than four marks the first ones of the conversation go', () => {
  const parts = ['1', '2', '3', '4', '5'].map((text): Part => ({ type: 'text', text, cache: MARK }))
  const tools: ChatRequest['tools'] = [{ type: 'function', name: 'ls', cache: MARK }]
  const { body, notes } = send(chatOf({ messages: [user(...parts)], tools }))
  const [message] = recordsOf(body['messages'])
  const left = recordsOf(message?.['content']).filter((block) => 'cache_control' in block)
  expect(left.map(({ text }) => text)).toEqual(['3', '4', '5'])
  expect(body['tools']).toMatchObject([{ cache_control: MARK }])
  expect(notes).toContain('2 cache marks were left out: the API takes 4')
})
