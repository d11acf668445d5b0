import { describe, expect, test } from 'vitest'
import type { ToldError } from '../../electron/dialects/dialect.ts'
import { encodeOpenaiError } from '../../electron/dialects/encode-openai-error.ts'

function told(error: Partial<ToldError>): unknown {
  return encodeOpenaiError({ status: 400, reason: 'unknown', code: null, message: 'words', ...error })[
    'error'
  ]
}

describe('an error for clients of OpenAI', () => {
  test.each<[Partial<ToldError>, string, string | null]>([
    [
      { status: 429, reason: 'rate-limited', code: 'rate_limit_error' },
      'rate_limit_error',
      'rate_limit_exceeded'
    ],
    [{ status: 402, reason: 'out-of-credit' }, 'insufficient_quota', 'insufficient_quota'],
    [{ status: 401, reason: 'bad-credential' }, 'authentication_error', 'invalid_api_key'],
    [{ status: 404, reason: 'no-model-access' }, 'invalid_request_error', 'model_not_found'],
    [{ status: 529, reason: 'overloaded' }, 'server_error', 'overloaded'],
    [{ status: 502, reason: 'network' }, 'server_error', null],
    [{ status: 400, reason: 'refused', code: 'not_translatable', type: 'x' }, 'x', 'not_translatable']
  ])('%j', (error, type, code) => {
    expect(told(error)).toEqual({ message: 'words', type, param: null, code })
  })

  test.each([
    [
      'prompt is too long: 205333 tokens > 200000 maximum',
      "This model's maximum context length is 200000 tokens. However, your messages resulted in 205333 tokens. Please reduce the length of the messages. (prompt is too long: 205333 tokens > 200000 maximum)"
    ],
    [
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      "This model's maximum context length is 1048576 tokens. However, your messages resulted in 1200000 tokens. Please reduce the length of the messages. (The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).)"
    ],
    // Numbers that are no counts of these two are not taken for them.
    [
      'prompt too long; exceeded max context length by 1119046 tokens (ref: 96164522)',
      "This model's maximum context length was exceeded: prompt too long; exceeded max context length by 1119046 tokens (ref: 96164522)"
    ],
    [
      "This model's maximum context length is 8192 tokens.",
      "This model's maximum context length is 8192 tokens."
    ]
  ])('says in the words that agents look for: %s', (message, expected) => {
    expect(told({ reason: 'context-too-long', message })).toEqual({
      message: expected,
      type: 'invalid_request_error',
      param: null,
      code: 'context_length_exceeded'
    })
  })
})
