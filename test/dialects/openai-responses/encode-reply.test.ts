import { describe, expect, test } from 'vitest'
import type { ChatReply } from '../../../electron/dialects/chat.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'
import { contextOf } from './steps.ts'

const REPLY: ChatReply = {
  id: 'chatcmpl-1',
  model: 'llama',
  created: 7,
  choices: [{ parts: [{ type: 'text', text: 'Hello' }], finish: { reason: 'stop' } }],
  usage: {
    dialect: 'anthropic-messages',
    raw: {},
    tokens: { input: 10, cache_read: 5, cache_write: 2, output: 4, reasoning: 1 }
  }
}

describe('a whole reply for a client', () => {
  test('has what the client asked for in it, and the API’s defaults for the rest', () => {
    const tool = { type: 'function', name: 'f' }
    const response = openaiResponses.encodeReply(
      REPLY,
      contextOf({
        input: 'Hi',
        instructions: 'Be brief.',
        previous_response_id: 'resp_0',
        temperature: 0.5,
        tools: [tool],
        tool_choice: { type: 'function', name: 'f' },
        text: { verbosity: 'low' },
        metadata: { a: 'b' },
        conversation: 'conv_1'
      })
    )
    expect(response).toMatchObject({
      id: 'resp_1',
      object: 'response',
      created_at: 7,
      model: 'llama',
      status: 'completed',
      instructions: 'Be brief.',
      previous_response_id: 'resp_0',
      temperature: 0.5,
      top_p: 1,
      parallel_tool_calls: true,
      tools: [{ ...tool, parameters: null, strict: null }],
      tool_choice: { type: 'function', name: 'f' },
      text: { format: { type: 'text' }, verbosity: 'low' },
      metadata: { a: 'b' },
      conversation: { id: 'conv_1' },
      error: null,
      incomplete_details: null,
      truncation: 'disabled'
    })
  })

  test('counts tokens as this API does: the whole input, and of it what was cached', () => {
    expect(openaiResponses.encodeReply(REPLY, contextOf())['usage']).toEqual({
      input_tokens: 17,
      input_tokens_details: { cached_tokens: 5, cache_write_tokens: 2 },
      output_tokens: 4,
      output_tokens_details: { reasoning_tokens: 1 },
      total_tokens: 21
    })
  })

  test('of a provider that ends it without a word is one that was filtered', () => {
    const refused: ChatReply = { ...REPLY, choices: [{ parts: [], finish: { reason: 'refusal' } }] }
    expect(openaiResponses.encodeReply(refused, contextOf())).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'content_filter' },
      output: []
    })
  })

  test('has the log probabilities of chat with its first text', () => {
    const content = [{ token: 'Hello', logprob: -0.1, bytes: null, top_logprobs: [] }]
    const [choice] = REPLY.choices
    const reply: ChatReply = {
      ...REPLY,
      choices: [
        { parts: [], ...choice, logprobs: { dialect: 'openai-chat', value: { content, refusal: null } } }
      ]
    }
    expect(openaiResponses.encodeReply(reply, contextOf())).toMatchObject({
      output: [{ content: [{ logprobs: content }] }]
    })
  })
})

describe('an error', () => {
  const errorOf = (
    reason: 'context-too-long' | 'rate-limited' | 'out-of-credit' | 'refused',
    message: string
  ): unknown => openaiResponses.encodeError({ status: 400, reason, code: null, message })['error']

  test('has the code that clients act on', () => {
    expect(errorOf('rate-limited', 'Slow down')).toMatchObject({
      code: 'rate_limit_exceeded',
      type: 'rate_limit_error'
    })
    expect(errorOf('out-of-credit', 'Pay')).toMatchObject({
      code: 'insufficient_quota',
      type: 'insufficient_quota'
    })
    expect(errorOf('refused', 'No')).toEqual({
      code: null,
      type: 'invalid_request_error',
      message: 'No',
      param: null
    })
  })

  test('of a conversation that is too long says so in OpenAI’s words', () => {
    expect(errorOf('context-too-long', 'prompt is too long: 9 tokens > 8 maximum')).toMatchObject({
      code: 'context_length_exceeded',
      message: expect.stringContaining('exceeds the context window of this model')
    })
  })
})
