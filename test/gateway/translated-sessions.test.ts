import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { wrapSeal } from '../../electron/dialects/carry-seal.ts'
import {
  CHAT_REPLY,
  chunk,
  CHAT_USAGE,
  MESSAGE_REPLY,
  MESSAGES,
  startAnyProvider,
  type AnyProvider
} from '../support/any-provider.ts'
import { sendEvents, sendJson, type ScriptedProvider } from '../support/scripted-provider.ts'
import { type TestGateway } from '../support/start-gateway.ts'

/** Sessions whose history comes from elsewhere, and clients that ask in one dialect and read another. */
let any: AnyProvider
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  any = await startAnyProvider()
  provider = any.provider
  gateway = any.gateway
})
beforeEach(() => any.reset())
afterAll(() => any.close())

const post: AnyProvider['post'] = (...parameters) => any.post(...parameters)
const json: AnyProvider['json'] = (...parameters) => any.json(...parameters)

test('thoughts whose signature is refused are left out once, and the request is tried again', async () => {
  provider.answer = ({ text }, response) => {
    if (text.includes('"thinking"'))
      sendJson(response, 400, {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'messages.1.content.0: Invalid `signature` in `thinking` block'
        }
      })
    else sendJson(response, 200, MESSAGE_REPLY)
  }
  const { status } = await json('/v1/messages', {
    ...MESSAGES,
    model: 'claude/claude-x',
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'old' },
          { type: 'text', text: 'yes' }
        ]
      },
      { role: 'user', content: 'and?' }
    ]
  })
  expect(status).toBe(200)
  expect(provider.requests).toHaveLength(2)
  expect((await gateway.row()).notes.join(' ')).toContain('signatures')
})

test('thoughts of another provider in the history do not reach one that can only refuse them', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, MESSAGE_REPLY)
  const signature = wrapSeal({ dialect: 'gemini', value: 'c2VhbA==' })
  await json('/v1/messages', {
    ...MESSAGES,
    model: 'claude/claude-x',
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'of Gemini', signature },
          { type: 'thinking', thinking: 'of Claude', signature: 'EqQB' },
          { type: 'text', text: 'yes' }
        ]
      },
      { role: 'user', content: 'and?' }
    ]
  })
  expect(provider.requests).toHaveLength(1)
  expect(provider.requests[0]?.text).not.toContain('of Gemini')
  expect(provider.requests[0]?.text).toContain('"signature":"EqQB"')
})

test('Cursor’s custom tools at chat completions: its patch comes as the arguments, as they are', async () => {
  const patch = '*** Begin Patch\n*** End Patch'
  const args = JSON.stringify({ input: patch })
  const called = [
    { index: 0, id: 'c1', type: 'function', function: { name: 'apply_patch', arguments: args } }
  ]
  const message = { role: 'assistant', content: null, tool_calls: called }
  const ask = { model: 'chat/gpt-x', input: 'patch', tools: [{ type: 'custom', name: 'apply_patch' }] }
  const expected = [{ type: 'function', function: { name: 'apply_patch', arguments: patch } }]
  provider.answer = (_request, response) =>
    sendJson(response, 200, { ...CHAT_REPLY, choices: [{ index: 0, message, finish_reason: 'tool_calls' }] })
  const { body } = await json('/v1/chat/completions', ask)
  expect(body).toMatchObject({ object: 'chat.completion', choices: [{ message: { tool_calls: expected } }] })
  provider.answer = (_request, response) =>
    sendEvents(response, [chunk({ tool_calls: called }), chunk({}, 'tool_calls'), CHAT_USAGE, '[DONE]'])
  const { text } = await post('/v1/chat/completions', { ...ask, stream: true })
  expect(text).toContain(JSON.stringify({ arguments: patch }))
  expect(text).not.toContain('"custom"')
})

test('a model that does not think is not asked to', async () => {
  provider.answer = (_request, response) => sendJson(response, 200, CHAT_REPLY)
  const thinking = { type: 'enabled', budget_tokens: 2000 }
  const ask = (model: string) => json('/v1/messages', { ...MESSAGES, model, max_tokens: 4000, thinking })
  await ask('oachat/gpt-4o')
  expect(provider.requests[0]?.text).not.toContain('reasoning_effort')
  await ask('oachat/gpt-5')
  expect(provider.requests[1]?.body['reasoning_effort']).toBeDefined()
})

test('a Responses body posted to chat completions is read, and answered as a chat completion', async () => {
  provider.answer = (_request, response) =>
    sendEvents(response, [chunk({ content: 'yes' }), chunk({}, 'stop'), CHAT_USAGE, '[DONE]'])
  const { status, text } = await post('/v1/chat/completions', {
    model: 'chat/gpt-x',
    stream: true,
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'from cursor' }] }],
    tools: [{ type: 'function', name: 'look', parameters: { type: 'object', properties: {} } }]
  })
  expect(status).toBe(200)
  expect(text).toContain('chat.completion.chunk')
  expect(provider.requests[0]?.body).toMatchObject({
    messages: [{ role: 'user' }],
    tools: [{ function: { name: 'look' } }]
  })
})
