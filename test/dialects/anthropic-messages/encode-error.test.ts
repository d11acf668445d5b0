import { describe, expect, test } from 'vitest'
import { encodeError } from '../../../electron/dialects/anthropic-messages/encode-error.ts'
import type { ToldError } from '../../../electron/dialects/dialect.ts'
import { fieldsOf } from '../../../electron/dialects/json.ts'

function told(fields: Partial<ToldError>): ToldError {
  return { status: 400, reason: 'unknown', code: null, message: 'oh', ...fields }
}

function tooLong(message: string): unknown {
  const body = encodeError(told({ reason: 'context-too-long', message }))
  return fieldsOf(body['error'])?.['message']
}

test('has the form that clients read', () => {
  expect(encodeError(told({ status: 401, reason: 'bad-credential', message: 'no' }))).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: 'no' },
    request_id: null
  })
})

describe('the type of an error', () => {
  test.each<[Partial<ToldError>, string]>([
    [{ status: 400 }, 'invalid_request_error'],
    [{ status: 403 }, 'permission_error'],
    [{ status: 404 }, 'not_found_error'],
    [{ status: 413 }, 'request_too_large'],
    [{ status: 429 }, 'rate_limit_error'],
    [{ status: 500 }, 'api_error'],
    [{ status: 504, reason: 'timeout' }, 'timeout_error'],
    [{ status: 529 }, 'overloaded_error'],
    [{ status: 500, reason: 'overloaded' }, 'overloaded_error'],
    [{ status: 429, reason: 'out-of-credit' }, 'billing_error'],
    [{ status: 413, reason: 'context-too-long' }, 'invalid_request_error'],
    [{ status: 422 }, 'invalid_request_error'],
    [{ status: 599 }, 'api_error']
  ])('%j is %s', (error, type) => {
    expect(encodeError(told(error))['error']).toMatchObject({ type })
  })
})

describe('a conversation that is too long is told in the words that clients look for', () => {
  test.each([
    [
      'prompt is too long: 205333 tokens > 200000 maximum',
      'prompt is too long: 205333 tokens > 200000 maximum'
    ],
    [
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130,500 tokens.",
      'prompt is too long: 130500 tokens > 128000 maximum'
    ],
    [
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      'prompt is too long: 1200000 tokens > 1048576 maximum'
    ],
    [
      'Requested token count exceeds the context window of 8192: you asked for 10000 (9000 in the messages, 1000 more)',
      'prompt is too long: 10000 tokens > 8192 maximum'
    ],
    ['Your input exceeds the context window of this model.', 'prompt is too long'],
    ['the limit is 4096', 'prompt is too long'],
    [
      'prompt too long; exceeded max context length by 1119046 tokens (ref: 96164522-08b2-4cbf-886e-e5a38961a688)',
      'prompt is too long'
    ],
    [
      "This endpoint's maximum context length is 200000 tokens. However, you requested about 2500021 tokens.",
      'prompt is too long: 2500021 tokens > 200000 maximum'
    ]
  ])('%s', (message, words) => {
    expect(tooLong(message)).toBe(words)
  })

  test("and the API's other sentence stays, from which clients read the room that is left", () => {
    const message = 'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000'
    expect(tooLong(message)).toBe(message)
  })
})
