import { describe, expect, test } from 'vitest'
import { readFailure } from '../../electron/providers/read-failure.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'

const openaiError = (message: string, code: string | null = null, type = 'invalid_request_error'): string =>
  JSON.stringify({ error: { message, type, param: null, code } })

/** Provider, status, body, what it means. Wordings: the providers' pages and what their users reported. */
const CASES: readonly (readonly [who: string, status: number, body: string, reason: FailureReason])[] = [
  [
    'OpenAI',
    429,
    openaiError(
      'Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 3, Used 3.',
      'rate_limit_exceeded',
      'requests'
    ),
    'rate-limited'
  ],
  [
    'OpenAI',
    429,
    openaiError(
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'insufficient_quota'
    ),
    'out-of-credit'
  ],
  [
    'OpenAI',
    429,
    openaiError(
      'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 36000.',
      'rate_limit_exceeded',
      'tokens'
    ),
    'context-too-long'
  ],
  [
    'OpenAI',
    429,
    openaiError('The engine is currently overloaded, please try again later', null, 'server_error'),
    'overloaded'
  ],
  [
    'OpenAI',
    400,
    openaiError(
      "This model's maximum context length is 8192 tokens, however you requested 9000 tokens.",
      null
    ),
    'context-too-long'
  ],
  [
    'OpenAI',
    403,
    openaiError('Project `proj_x` does not have access to model `gpt-5`', 'model_not_found'),
    'no-model-access'
  ],
  [
    'OpenAI',
    403,
    openaiError(
      'Country, region, or territory not supported',
      'unsupported_country_region_territory',
      'request_forbidden'
    ),
    'no-model-access'
  ],
  [
    'OpenAI',
    500,
    openaiError('The server had an error while processing your request.', null, 'server_error'),
    'unknown'
  ],
  [
    'OpenAI',
    400,
    openaiError("Missing required parameter: 'messages'.", 'missing_required_parameter'),
    'bad-request'
  ],
  [
    'Cerebras',
    429,
    '{"message":"Tokens per minute limit exceeded - too many tokens processed.","type":"too_many_tokens_error","param":"quota","code":"token_quota_exceeded"}',
    'rate-limited'
  ],
  [
    'Cerebras',
    429,
    '{"message":"We\'re experiencing high traffic right now! Please try again soon.","type":"too_many_requests_error","param":"queue","code":"queue_exceeded"}',
    'overloaded'
  ],
  [
    'Cerebras',
    400,
    '{"message":"Please reduce the length of the messages or completion. Current length is 42328 while limit is 40000","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}',
    'context-too-long'
  ],
  [
    'Cerebras',
    404,
    '{"message":"Model nope does not exist or you do not have access to it.","type":"not_found_error","param":"model","code":"model_not_found"}',
    'no-model-access'
  ],
  [
    'Cerebras',
    401,
    '{"message":"Wrong API Key","type":"invalid_request_error","param":"api_key","code":"wrong_api_key"}',
    'bad-credential'
  ],
  [
    'Groq',
    413,
    openaiError(
      'Request too large for model `llama-3.3-70b-versatile` in organization `org_x` service tier `on_demand` on tokens per minute (TPM): Limit 12000, Requested 14137, please reduce your message size and try again. Visit https://console.groq.com/settings/billing',
      'rate_limit_exceeded',
      'tokens'
    ),
    'context-too-long'
  ],
  [
    'Groq',
    400,
    openaiError(
      'The model `mixtral-8x7b-32768` has been decommissioned and is no longer supported.',
      'model_decommissioned'
    ),
    'no-model-access'
  ],
  [
    'Groq',
    498,
    openaiError('Flex tier capacity exceeded', 'capacity_exceeded', 'server_error'),
    'overloaded'
  ],
  [
    'Mistral',
    400,
    '{"object":"error","message":"Prompt contains 40353 tokens and 0 draft tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","param":null,"code":"3051"}',
    'context-too-long'
  ],
  [
    'Mistral',
    400,
    '{"object":"error","message":"Invalid model: nope","type":"invalid_model","param":null,"code":"1500"}',
    'no-model-access'
  ],
  [
    'Mistral',
    429,
    '{"object":"error","message":"Service tier capacity exceeded for this model.","type":"service_tier_capacity_exceeded","param":null,"code":"3505"}',
    'overloaded'
  ],
  ['Mistral', 429, '{"message":"Requests rate limit exceeded"}', 'rate-limited'],
  [
    'Mistral',
    422,
    '{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":32000}]},"type":"invalid_request_error","param":null,"code":null}',
    'bad-request'
  ],
  [
    'Together',
    422,
    openaiError(
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens',
      null
    ),
    'context-too-long'
  ],
  [
    'Together',
    404,
    openaiError(
      'Unable to access model nope. Please visit https://api.together.ai/models to view the list of supported models.',
      'model_not_available'
    ),
    'no-model-access'
  ],
  [
    'Together',
    503,
    openaiError('The server is overloaded or not ready yet.', null, 'server_error'),
    'overloaded'
  ],
  [
    'DeepSeek',
    402,
    openaiError('Insufficient Balance', 'invalid_request_error', 'unknown_error'),
    'out-of-credit'
  ],
  [
    'DeepSeek',
    400,
    openaiError(
      "This model's maximum context length is 131072 tokens. However, you requested 139162 tokens (130970 in the messages, 8192 in the completion). Please reduce the length of the messages or completion.",
      'invalid_request_error'
    ),
    'context-too-long'
  ],
  ['DeepSeek', 400, openaiError('Model Not Exist', 'invalid_request_error'), 'no-model-access'],
  [
    'OpenRouter',
    402,
    '{"error":{"message":"This request requires more credits, or fewer max_tokens.","code":402}}',
    'out-of-credit'
  ],
  [
    'OpenRouter',
    403,
    '{"error":{"message":"Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys","code":403}}',
    'out-of-credit'
  ],
  [
    'OpenRouter',
    403,
    '{"error":{"message":"Your chosen model requires moderation and your input was flagged","code":403,"metadata":{"reasons":["violence"],"flagged_input":"..."}}}',
    'bad-request'
  ],
  [
    'OpenRouter',
    400,
    '{"error":{"message":"nope/nope is not a valid model ID","code":400}}',
    'no-model-access'
  ],
  [
    'OpenRouter',
    404,
    '{"error":{"message":"No endpoints found that support tool use.","code":404}}',
    'no-model-access'
  ],
  [
    'OpenRouter, in a reply of status 200',
    200,
    '{"error":{"code":429,"message":"Provider returned error"}}',
    'rate-limited'
  ],
  [
    'OpenRouter, in a reply of status 200',
    200,
    '{"error":{"code":502,"message":"Upstream error"}}',
    'overloaded'
  ],
  [
    'xAI',
    400,
    '{"code":"Client specified an invalid argument","error":"This model\'s maximum prompt length is 131072 but the request contains 136973 tokens."}',
    'context-too-long'
  ],
  [
    'xAI',
    429,
    '{"code":"Some resource has been exhausted","error":"Your team has either used all available credits or reached its monthly spending limit."}',
    'out-of-credit'
  ],
  [
    'xAI',
    404,
    '{"code":"Some requested entity was not found","error":"The model nope does not exist or your team does not have access to it."}',
    'no-model-access'
  ],
  [
    'Ollama',
    404,
    '{"error":{"message":"model \\"nope\\" not found, try pulling it first","type":"api_error","param":null,"code":null}}',
    'no-model-access'
  ],
  [
    'Ollama',
    503,
    '{"error":"server busy, please try again.  maximum pending requests exceeded"}',
    'overloaded'
  ],
  [
    'vLLM',
    400,
    '{"object":"error","message":"This model\'s maximum context length is 4096 tokens. However, you requested 5000 tokens in the messages, Please reduce the length of the messages.","type":"BadRequestError","param":null,"code":400}',
    'context-too-long'
  ],
  [
    'vLLM',
    404,
    '{"object":"error","message":"The model `nope` does not exist.","type":"NotFoundError","param":null,"code":404}',
    'no-model-access'
  ],
  ['vLLM', 401, '{"error":"Unauthorized"}', 'bad-credential'],
  [
    'LM Studio',
    400,
    '{"error":"Trying to keep the first 10136 tokens when context the overflows. However, the model is loaded with context length of only 7866 tokens, which is not enough."}',
    'context-too-long'
  ],
  [
    'llama.cpp',
    400,
    '{"error":{"code":400,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"exceed_context_size_error"}}',
    'context-too-long'
  ],
  [
    'Google',
    400,
    '[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]',
    'bad-credential'
  ],
  [
    'a proxy',
    502,
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body></html>',
    'overloaded'
  ],
  ['a firewall', 403, '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>', 'unknown'],
  [
    'Cloudflare',
    524,
    '<html><head><title>api.example.com | 524: A timeout occurred</title></head></html>',
    'timeout'
  ],
  ['nginx', 413, '<html><head><title>413 Request Entity Too Large</title></head></html>', 'bad-request'],
  ['a wrong base URL', 404, '{"detail":"Not Found"}', 'unknown'],
  ['nobody', 504, '', 'timeout'],
  ['nobody', 408, '', 'timeout'],
  ['nobody', 403, '{"message":"Forbidden"}', 'bad-credential'],
  ['nobody', 418, 'I am a teapot', 'bad-request']
]

describe('reason', () => {
  test.each(CASES)('%s, status %i: %s', (_who, status, body, reason) => {
    expect(readFailure(status, body).reason).toBe(reason)
    expect(readFailure(status, new TextEncoder().encode(body)).reason).toBe(reason)
  })
})

describe('message and code', () => {
  test("are the provider's own", () => {
    expect(readFailure(404, openaiError('The model `x` does not exist', 'model_not_found'))).toEqual({
      reason: 'no-model-access',
      code: 'model_not_found',
      message: 'The model `x` does not exist',
      retryAfterMs: null
    })
  })

  test('a list of validation errors becomes one line that names the fields, and leaves their values out', () => {
    const body = {
      detail: [
        { loc: ['body', 'tools', 0], msg: 'Field required', input: 'private words' },
        { msg: 'and more' }
      ]
    }
    expect(readFailure(422, JSON.stringify(body)).message).toBe('body.tools.0: Field required; and more')
  })

  test('what the provider behind OpenRouter said is told too', () => {
    const raw = JSON.stringify({ error: { message: 'upstream is rate-limited' } })
    const body = {
      error: { code: 429, message: 'Provider returned error', metadata: { raw, provider_name: 'X' } }
    }
    expect(readFailure(429, JSON.stringify(body)).message).toBe(
      'Provider returned error: upstream is rate-limited'
    )
  })

  test('a page of HTML is told by its title, an empty body by its status', () => {
    expect(readFailure(502, '<html><head><title>\n 502  Bad Gateway</title>').message).toBe('502 Bad Gateway')
    expect(readFailure(502, '', { server: 'nginx' }).message).toBe(
      'The provider (nginx) answered with status 502 and no explanation.'
    )
    expect(readFailure(500, '{}').message).toBe('The provider answered with status 500 and no explanation.')
  })

  test('are one line of at most 500 characters', () => {
    const { message } = readFailure(400, openaiError(`first\nsecond\u0000 ${'x '.repeat(5000)}`))
    expect(message.startsWith('first second x x')).toBe(true)
    expect(message).toHaveLength(500)
  })

  test('hold no keys, also none that the limit would have cut in half', () => {
    const keys = [
      'sk-proj-abcDEF1234567890abcDEF1234567890',
      'sk-or-v1-0123456789abcdef0123456789abcdef',
      'gsk_abcdefghijklmnop1234567890',
      'csk-abcdefghijklmnop1234567890',
      'xai-abcdefghijklmnop1234567890',
      'AIzaSyA1234567890abcdefghijklmnopqrstuv',
      'sk-ab12*********************wxyz'
    ]
    for (const key of keys) {
      const { message } = readFailure(
        401,
        openaiError(`Incorrect API key provided: ${key}. See https://example.com/api-keys.`)
      )
      expect(message).toBe('Incorrect API key provided: [redacted]. See https://example.com/api-keys.')
      expect(readFailure(401, openaiError(`${'x'.repeat(490)} ${key}`)).message).not.toContain(
        key.slice(0, 9)
      )
    }
    const plain = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6'
    expect(readFailure(401, openaiError(`Invalid key ${plain}`)).message).not.toContain(plain)
    expect(readFailure(401, openaiError(`Bad header: Authorization: Bearer ${plain}`)).message).not.toContain(
      plain
    )
  })

  test('whatever comes, an answer is given', () => {
    for (const body of [
      'null',
      '[]',
      '"words"',
      '[[]]',
      '{"error":null}',
      '{"error":[]}',
      '{"error":{"message":{"a":1}}}',
      '{',
      '\u0000',
      '{"message":7}'
    ]) {
      expect(readFailure(500, body).reason).toBe('unknown')
      expect(readFailure(500, body).message).not.toBe('')
    }
    expect(readFailure(500, new Uint8Array([0xff, 0xfe, 0x00])).reason).toBe('unknown')
  })
})
