import { describe, expect, test } from 'vitest'
import type {
  ChatRequest,
  Message,
  Part,
  ToolCallPart,
  ToolResultPart
} from '../../../electron/dialects/chat.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'

const call = (id: string): ToolCallPart => ({ type: 'tool-call', id, name: 'f', args: '{}' })
const result = (id: string, ...parts: Part[]): ToolResultPart => ({ type: 'tool-result', id, parts })
const text = (said: string): Part => ({ type: 'text', text: said })
const image: Part = {
  type: 'media',
  kind: 'image',
  source: { kind: 'base64', data: 'AAAA' },
  mediaType: 'image/png'
}
const sent = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }

/** Role and what matters of each message, in the order that the server gets them. */
function order(messages: readonly Message[]): {
  roles: unknown[]
  messages: unknown
  notes: readonly string[]
} {
  const chat: ChatRequest = { model: 'm', stream: false, messages, tools: [], from: 'gemini' }
  const { body, notes } = openaiChat.encodeRequest(chat, { model: 'm', maxOutput: null, quirks: {} })
  const list = body['messages'] as { role: string; tool_call_id?: string; tool_calls?: { id: string }[] }[]
  const roles = list.map(({ role, tool_call_id: of, tool_calls: calls }) =>
    [role, of, ...(calls ?? []).map(({ id }) => id)].filter((word) => word !== undefined).join(' ')
  )
  return { roles, messages: list, notes }
}

describe('results of tools', () => {
  test('come one by one behind the calls, before what else the user said', () => {
    const { roles } = order([
      { role: 'assistant', parts: [call('1'), call('2')] },
      { role: 'user', parts: [text('go on'), result('2', text('b')), result('1', text('a'))] }
    ])
    expect(roles).toEqual(['assistant 1 2', 'tool 1', 'tool 2', 'user'])
  })

  test('calls in several messages of one turn (Responses) are one message', () => {
    const { roles, messages } = order([
      { role: 'assistant', parts: [text('I look.')] },
      { role: 'assistant', parts: [call('1')] },
      { role: 'assistant', parts: [call('2')] },
      { role: 'tool', parts: [result('1', text('a'))] },
      { role: 'tool', parts: [result('2', text('b'))] }
    ])
    expect(roles).toEqual(['assistant 1 2', 'tool 1', 'tool 2'])
    expect(messages).toMatchObject([{ content: 'I look.' }, {}, {}])
  })

  test('their pictures come behind all of them, in the user’s next message', () => {
    const { roles, messages, notes } = order([
      { role: 'assistant', parts: [call('1'), call('2')] },
      { role: 'tool', parts: [result('1', text('a shot'), image)] },
      { role: 'tool', parts: [result('2', image)] },
      { role: 'user', parts: [text('What is it?')] }
    ])
    expect(roles).toEqual(['assistant 1 2', 'tool 1', 'tool 2', 'user'])
    expect(messages).toMatchObject([
      {},
      { content: 'a shot' },
      { content: 'The result is in the next message of the user.' },
      {
        content: [
          { text: 'From the result of the tool call 1:' },
          sent,
          { text: 'From the result of the tool call 2:' },
          sent,
          { text: 'What is it?' }
        ]
      }
    ])
    expect(notes).toHaveLength(1)
  })

  test('their pictures come in a message of their own where the user says nothing', () => {
    const history: Message[] = [
      { role: 'assistant', parts: [call('1')] },
      { role: 'tool', parts: [result('1', image)] }
    ]
    expect(order(history).roles).toEqual(['assistant 1', 'tool 1', 'user'])
    const followed: Message[] = [...history, { role: 'assistant', parts: [text('A cat.')] }]
    expect(order(followed).roles).toEqual(['assistant 1', 'tool 1', 'user', 'assistant'])
  })

  test('a call without one gets one that says so, a result without a call is a text', () => {
    const { roles, notes } = order([
      { role: 'assistant', parts: [call('1')] },
      { role: 'user', parts: [result('other', text('x'))] },
      { role: 'user', parts: [text('And now?')] }
    ])
    expect(roles).toEqual(['assistant 1', 'tool 1', 'user', 'user'])
    expect(notes).toHaveLength(2)
  })

  test('that one failed is noted, since there is no field for it', () => {
    const { notes } = order([
      { role: 'assistant', parts: [call('1')] },
      { role: 'user', parts: [{ ...result('1', text('no')), isError: true }] }
    ])
    expect(notes).toEqual(['is_error of a tool result was left out: this form has no field for it'])
  })

  test('ids that are too long for OpenAI are cut, of call and result alike, and stay apart', () => {
    const long = 'toolu_'.padEnd(60, 'x')
    const { messages } = order([
      { role: 'assistant', parts: [call(`${long}1`), call(`${long}2`)] },
      { role: 'user', parts: [result(`${long}1`, text('a')), result(`${long}2`, text('b'))] }
    ])
    const [said, first, second] = messages as [
      { tool_calls: { id: string }[] },
      { tool_call_id: string },
      { tool_call_id: string }
    ]
    const ids = said.tool_calls.map(({ id }) => id)
    expect(ids.every((id) => id.length <= 40)).toBe(true)
    expect(new Set(ids).size).toBe(2)
    expect([first.tool_call_id, second.tool_call_id]).toEqual(ids)
  })
})
