import { expect, test } from 'vitest'
import type { ChatEvent, ChatReply } from '../../electron/dialects/chat.ts'
import { collectReply, replyEvents } from '../../electron/dialects/collect-reply.ts'
import { withoutSeals } from '../../electron/dialects/without-seals.ts'

const reply: ChatReply = {
  id: 'r1',
  model: 'm',
  created: 5,
  choices: [
    {
      parts: [
        { type: 'reasoning', text: 'hm', seal: { dialect: 'gemini', value: 's' } },
        { type: 'text', text: 'Hello' },
        { type: 'tool-call', id: 'c1', name: 'look', args: '{"a":1}' },
        { type: 'media', kind: 'image', mediaType: 'image/png', source: { kind: 'base64', data: 'AAAA' } }
      ],
      finish: { reason: 'tool-calls' }
    },
    { parts: [{ type: 'refusal', text: 'No.' }], finish: { reason: 'refusal' } }
  ],
  usage: {
    dialect: 'gemini',
    raw: { x: 1 },
    tokens: { input: 1, cache_read: null, cache_write: null, output: 2, reasoning: null }
  }
}

test('a whole reply as a stream adds up to itself', () => {
  const { reply: collected, error, ended } = collectReply(replyEvents(reply))
  expect(collected).toEqual(reply)
  expect(error).toBeNull()
  expect(ended).toBe(true)
})

test('parts that grow side by side, what is learnt of them later, and an error', () => {
  const events: ChatEvent[] = [
    { type: 'start', id: 'x' },
    { type: 'open', choice: 0, index: 0, part: { type: 'tool-call', id: 'a', name: 'f', args: '' } },
    { type: 'open', choice: 0, index: 1, part: { type: 'tool-call', id: 'b', name: 'g', args: '' } },
    { type: 'delta', choice: 0, index: 0, text: '{"n"' },
    { type: 'delta', choice: 0, index: 1, text: '{}' },
    { type: 'delta', choice: 0, index: 0, text: ':1}' },
    { type: 'amend', choice: 0, index: 1, part: { seal: { dialect: 'gemini', value: 's' } } },
    { type: 'error', error: { code: 'overloaded', message: 'Busy' } }
  ]
  const collected = collectReply(events)
  expect(collected.reply.choices).toEqual([
    {
      parts: [
        { type: 'tool-call', id: 'a', name: 'f', args: '{"n":1}' },
        { type: 'tool-call', id: 'b', name: 'g', args: '{}', seal: { dialect: 'gemini', value: 's' } }
      ]
    }
  ])
  expect(collected.error).toEqual({ code: 'overloaded', message: 'Busy' })
  expect(collected.ended).toBe(false)
})

test('a chat without seals has no thoughts, no empty messages, and all the rest', () => {
  const parts = reply.choices[0]?.parts ?? []
  const chat = withoutSeals({
    model: 'm',
    stream: false,
    tools: [],
    messages: [
      { role: 'assistant', parts: parts.slice(0, 1) },
      { role: 'assistant', parts },
      { role: 'user', parts: [] }
    ]
  })
  expect(chat.messages).toEqual([
    { role: 'assistant', parts: parts.slice(1).map((part) => ({ ...part, seal: undefined })) },
    { role: 'user', parts: [] }
  ])
})
