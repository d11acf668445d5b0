import { describe, expect, test } from 'vitest'
import type { Fields } from '../../electron/dialects/json.ts'
import { dialectOfBody } from '../../electron/dialects/recognise-body.ts'

const HI = { role: 'user', content: 'Hi' }

/** Odd, but chats all the same. */
const CHATS: Readonly<Record<string, Fields>> = {
  'a plain chat': { model: 'm', messages: [HI] },
  'one with an empty input beside': { model: 'm', messages: [HI], input: [] },
  'one with both': { model: 'm', messages: [HI], input: 'Hi' },
  'one without anything': { model: 'm' },
  'one whose messages are none': { model: 'm', messages: [] },
  'flat tools of the Responses API, as Cursor mixes them in': {
    messages: [HI],
    tools: [
      { type: 'custom', name: 'ApplyPatch' },
      { type: 'function', name: 'f', parameters: {} }
    ]
  },
  'a system text beside one of its own': { messages: [{ role: 'system', content: 'A' }, HI], system: 'B' },
  'an empty system text': { messages: [HI], system: '' },
  'a result in chat’s form beside a block of Anthropic’s': {
    messages: [
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'b' }] },
      { role: 'tool', tool_call_id: 'a', content: 'b' }
    ]
  },
  'a picture in chat’s form': {
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example' } }] }],
    system: 'A'
  },
  'a function that has its schema under another name': {
    messages: [HI],
    tools: [{ type: 'function', function: { name: 'f', input_schema: {} } }]
  },
  'messages that are no objects': { messages: ['Hi'], tools: null }
}

const RESPONSES: Readonly<Record<string, Fields>> = {
  'a list of input': {
    model: 'gpt-5.5',
    input: [HI],
    stream: true,
    stream_options: { include_usage: true },
    include: ['reasoning.encrypted_content']
  },
  'a text of input': { input: 'Hi', messages: null },
  'an earlier response alone': { previous_response_id: 'resp_1', messages: [] }
}

const MESSAGES: Readonly<Record<string, Fields>> = {
  'tools of Anthropic': {
    messages: [HI],
    tools: [{ name: 'f', description: 'd', input_schema: { type: 'object' } }]
  },
  'blocks of calls and results': {
    messages: [
      { role: 'system', content: 'A' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'b' }] }
    ]
  },
  'a picture as Anthropic has it': {
    messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', data: 'AAAA' } }] }]
  },
  'a system text of its own': {
    messages: [HI],
    system: [{ type: 'text', text: 'A', cache_control: { type: 'ephemeral' } }],
    max_tokens: 10
  }
}

describe('a body that was posted as a chat', () => {
  test.for(Object.entries(CHATS))('is one: %s', ([, body]) => {
    expect(dialectOfBody(body)).toBe('openai-chat')
  })
  test.for(Object.entries(RESPONSES))('is one of the Responses API: %s', ([, body]) => {
    expect(dialectOfBody(body)).toBe('openai-responses')
  })
  test.for(Object.entries(MESSAGES))('is one of the Messages API: %s', ([, body]) => {
    expect(dialectOfBody(body)).toBe('anthropic-messages')
  })
})
