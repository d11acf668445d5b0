import { describe, expect, test } from 'vitest'
import { readFailure } from '../../electron/providers/read-failure.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'

const openaiError = (message: string, code: string | null = null, type = 'invalid_request_error'): string =>
  JSON.stringify({ error: { message, type, param: null, code } })

const anthropicError = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' })

const googleError = (
  code: number,
  status: string,
  message: string,
  details: readonly object[] = []
): string => JSON.stringify({ error: { code, message, status, details } })

/** Who, status, body, what it means. 200 stands for an error inside a stream. */
const CASES: readonly (readonly [who: string, status: number, body: string, reason: FailureReason])[] = [
  // Anthropic: https://docs.claude.com/en/api/errors and what its users reported.
  ['Anthropic', 401, anthropicError('authentication_error', 'invalid x-api-key'), 'bad-credential'],
  [
    'Anthropic',
    403,
    anthropicError(
      'permission_error',
      'Your API key does not have permission to use the specified resource.'
    ),
    'bad-credential'
  ],
  [
    'Anthropic',
    400,
    anthropicError(
      'invalid_request_error',
      'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.'
    ),
    'out-of-credit'
  ],
  [
    'Anthropic',
    400,
    anthropicError(
      'invalid_request_error',
      'You have reached your specified API usage limits. You will regain access on 2026-11-01 at 00:00 UTC.'
    ),
    'out-of-credit'
  ],
  [
    'Anthropic',
    402,
    anthropicError('billing_error', 'There is an issue with your billing.'),
    'out-of-credit'
  ],
  [
    'Anthropic',
    400,
    anthropicError('invalid_request_error', 'prompt is too long: 215043 tokens > 200000 maximum'),
    'context-too-long'
  ],
  [
    'Anthropic',
    400,
    anthropicError(
      'invalid_request_error',
      'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again'
    ),
    'context-too-long'
  ],
  ['Anthropic', 413, anthropicError('request_too_large', 'Request exceeds the maximum size'), 'bad-request'],
  [
    'Anthropic',
    429,
    anthropicError(
      'rate_limit_error',
      "This request would exceed your organization's rate limit of 40,000 input tokens per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits."
    ),
    'rate-limited'
  ],
  ['Anthropic', 404, anthropicError('not_found_error', 'model: claude-nope'), 'no-model-access'],
  ['Anthropic', 529, anthropicError('overloaded_error', 'Overloaded'), 'overloaded'],
  ['Anthropic', 500, anthropicError('api_error', 'Internal server error'), 'unknown'],
  ['Anthropic', 504, anthropicError('timeout_error', 'Request timed out'), 'timeout'],
  [
    'Anthropic',
    400,
    anthropicError('invalid_request_error', 'Output blocked by content filtering policy'),
    'bad-request'
  ],
  [
    'Anthropic',
    400,
    anthropicError('invalid_request_error', 'messages.1.content.0: Invalid `signature` in `thinking` block'),
    'bad-request'
  ],
  // Inside streams, where the status is that of a reply which began well.
  ['Anthropic, in a stream', 200, anthropicError('overloaded_error', 'Overloaded'), 'overloaded'],
  ['Anthropic, in a stream', 200, anthropicError('rate_limit_error', 'Slow down'), 'rate-limited'],
  ['Anthropic, in a stream', 200, anthropicError('api_error', 'Internal server error'), 'unknown'],
  ['Anthropic, in a stream', 200, anthropicError('invalid_request_error', 'no'), 'bad-request'],
  [
    'OpenAI, in a stream of a response',
    200,
    '{"type":"response.failed","response":{"id":"resp_1","error":{"code":"rate_limit_exceeded","message":"Rate limit reached for gpt-5"}}}',
    'rate-limited'
  ],
  [
    'OpenAI, in a stream of a response',
    200,
    '{"type":"error","code":"insufficient_quota","message":"You exceeded your current quota, please check your plan and billing details.","param":null}',
    'out-of-credit'
  ],
  [
    'OpenAI, in a stream of a response',
    200,
    '{"type":"error","code":"server_error","message":"The server had an error processing your request.","param":null}',
    'unknown'
  ],
  [
    'OpenAI',
    400,
    openaiError(
      'Your input exceeds the context window of this model. Please adjust your input and try again.'
    ),
    'context-too-long'
  ],
  [
    'OpenAI',
    400,
    openaiError(
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
      'invalid_prompt'
    ),
    'bad-request'
  ],
  [
    'Azure',
    400,
    '{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI\'s content management policy.","type":null,"param":"prompt","code":"content_filter","status":400}}',
    'bad-request'
  ],
  // Google: https://ai.google.dev/gemini-api/docs/troubleshooting and what its users reported.
  [
    'Google',
    400,
    googleError(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }
    ]),
    'bad-credential'
  ],
  [
    'Google',
    403,
    googleError(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
    'bad-credential'
  ],
  [
    'Google',
    429,
    googleError(
      429,
      'RESOURCE_EXHAUSTED',
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 20, model: gemini-2.5-flash\nPlease retry in 43.2s.'
    ),
    'rate-limited'
  ],
  [
    "Google, at OpenAI's door",
    429,
    `[${googleError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.')}]`,
    'rate-limited'
  ],
  [
    'Google',
    429,
    googleError(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
    'rate-limited'
  ],
  [
    'Google',
    429,
    googleError(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted. Please go to AI Studio.'),
    'out-of-credit'
  ],
  [
    'Google',
    400,
    googleError(
      400,
      'INVALID_ARGUMENT',
      'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'
    ),
    'context-too-long'
  ],
  [
    'Google',
    404,
    googleError(
      404,
      'NOT_FOUND',
      'models/nope is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.'
    ),
    'no-model-access'
  ],
  [
    'Google',
    400,
    googleError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    'no-model-access'
  ],
  [
    'Google',
    503,
    googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
    'overloaded'
  ],
  ['Google', 500, googleError(500, 'INTERNAL', 'An internal error has occurred.'), 'unknown'],
  ['Google', 504, googleError(504, 'DEADLINE_EXCEEDED', 'Deadline exceeded'), 'timeout'],
  [
    'Google',
    400,
    googleError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
    'bad-request'
  ],
  ['Google, in a stream', 200, googleError(503, 'UNAVAILABLE', 'The model is overloaded.'), 'overloaded']
]

describe('reason', () => {
  test.each(CASES)('%s, status %i: %s', (_who, status, body, reason) => {
    expect(readFailure(status, body).reason).toBe(reason)
  })
})

describe('code', () => {
  test("Google's own name of it is the code, and where it has none, its status", () => {
    const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }
    expect(readFailure(400, googleError(400, 'INVALID_ARGUMENT', 'no', [info])).code).toBe('API_KEY_INVALID')
    expect(readFailure(400, googleError(400, 'INVALID_ARGUMENT', 'no')).code).toBe('INVALID_ARGUMENT')
  })

  test('the type of an event that is an error says nothing', () => {
    expect(readFailure(200, '{"type":"error","code":null,"message":"no"}').code).toBeNull()
  })

  test('a code that only repeats the status gives way to the type', () => {
    const body = '{"object":"error","message":"no","type":"BadRequestError","code":400}'
    expect(readFailure(400, body).code).toBe('BadRequestError')
    expect(readFailure(400, '{"error":{"code":"400","message":"no"}}').code).toBeNull()
  })
})
