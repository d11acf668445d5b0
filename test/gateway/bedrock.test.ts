import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createUpstream } from '../../electron/upstream/upstream.ts'
import { compileAccount } from '../../electron/config/compile-account.ts'
import { priceOfOverride } from '../../electron/catalogue/price-usage.ts'
import { fetchModels } from '../../electron/gateway/fetch-models.ts'
import { findProvider } from '../../electron/providers/all-providers.ts'
import { readEvents } from '../../electron/dialects/read-events.ts'
import type { Account } from '../../shared/config/document.ts'
import { ACCESS_KEY, SECRET_KEY, sendAwsEvents, startFakeBedrock } from '../support/fake-bedrock.ts'
import { sendJson, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

/** Clients of each dialect at AWS Bedrock, which sees to it that requests are signed, on real sockets. */
const REGION = 'eu-central-1'
const CLAUDE = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const ENV = {
  ID: ACCESS_KEY,
  SECRET: SECRET_KEY,
  SESSION: 'session-token-value',
  WRONG: 'not-the-secret-key',
  KEY: 'bedrock-api-key'
}
let bedrock: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  bedrock = await startFakeBedrock(REGION)
  const aws = { access_key_id: 'env://ID', secret_access_key: 'env://SECRET' }
  const common = { provider: 'bedrock', base_url: bedrock.url, models: '*' as const }
  gateway = await startGateway(
    {
      accounts: [
        { name: 'signed', ...common, region: REGION, aws },
        { name: 'session', ...common, region: REGION, aws: { ...aws, session_token: 'env://SESSION' } },
        { name: 'wrong', ...common, region: REGION, aws: { ...aws, secret_access_key: 'env://WRONG' } },
        { name: 'key', ...common, api_key: 'env://KEY' }
      ],
      tokens: [{ name: 'app', models: '*' }]
    },
    { env: ENV }
  )
})
beforeEach(() => {
  bedrock.requests.length = 0
})
afterAll(async () => {
  await gateway.close()
  await bedrock.close()
})

const REPLY = {
  metrics: { latencyMs: 700 },
  output: { message: { role: 'assistant', content: [{ text: 'Hello from Frankfurt.' }] } },
  stopReason: 'end_turn',
  usage: {
    inputTokens: 12,
    outputTokens: 5,
    totalTokens: 21,
    cacheReadInputTokens: 4,
    cacheWriteInputTokens: 0
  }
}
const STREAM = [
  ['messageStart', { role: 'assistant', p: 'ab' }],
  ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Let me ' }, p: 'abc' }],
  ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'look – ☂.' }, p: 'a' }],
  ['contentBlockStop', { contentBlockIndex: 0 }],
  [
    'contentBlockStart',
    { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tooluse_1', name: 'weather' } } }
  ],
  ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"city":' } } }],
  ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '"Köln"}' } } }],
  ['contentBlockStop', { contentBlockIndex: 1 }],
  ['messageStop', { stopReason: 'tool_use' }],
  ['metadata', { usage: { inputTokens: 30, outputTokens: 9, totalTokens: 39 }, metrics: { latencyMs: 900 } }]
] as const

const SCHEMA = { type: 'object', properties: { city: { type: 'string' } } }
/** A question with a tool, as each dialect asks it. */
const QUESTIONS = {
  'openai-chat': (model: string, stream: boolean) => ({
    path: '/v1/chat/completions',
    body: {
      model,
      stream,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Rain?' }
      ],
      tools: [{ type: 'function', function: { name: 'weather', parameters: SCHEMA } }]
    }
  }),
  'openai-responses': (model: string, stream: boolean) => ({
    path: '/v1/responses',
    body: {
      model,
      stream,
      instructions: 'Be brief.',
      input: 'Rain?',
      tools: [{ type: 'function', name: 'weather', parameters: SCHEMA }]
    }
  }),
  'anthropic-messages': (model: string, stream: boolean) => ({
    path: '/v1/messages',
    body: {
      model,
      stream,
      max_tokens: 500,
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'Rain?' }],
      tools: [{ name: 'weather', input_schema: SCHEMA }]
    }
  }),
  gemini: (model: string, stream: boolean) => ({
    path: `/v1beta/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Rain?' }] }],
      tools: [{ functionDeclarations: [{ name: 'weather', parameters: SCHEMA }] }]
    }
  })
} as const
const CLIENTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const

const ask = async (path: string, body: object) => {
  const count = gateway.entries.length
  const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, text: await response.text(), row: await gateway.row(count + 1) }
}
const chat = (account: string, stream = false) => {
  const { path, body } = QUESTIONS['openai-chat'](`${account}/${CLAUDE}`, stream)
  return ask(path, body)
}

describe.each(CLIENTS)('a client of %s', (dialect) => {
  test('gets a whole reply to a signed request', async () => {
    bedrock.answer = (_request, response) => sendJson(response, 200, REPLY)
    const { path, body } = QUESTIONS[dialect](`signed/${CLAUDE}`, false)
    const { status, text, row } = await ask(path, body)
    expect([status, text]).toEqual([200, expect.stringContaining('Hello from Frankfurt.')])
    const [sent] = bedrock.requests
    expect(sent?.path).toBe(`/model/${encodeURIComponent(CLAUDE)}/converse`)
    expect(sent?.body).toMatchObject({
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text: 'Rain?' }] }],
      toolConfig: { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: { type: 'object' } } } }] }
    })
    expect(row).toMatchObject({ dialect_in: dialect, dialect_out: 'bedrock-converse', error: null })
    expect(row.usage).toMatchObject({ input: 12, cache_read: 4, output: 5 })
  })

  test('gets a stream with a tool call out of binary frames', async () => {
    bedrock.answer = (_request, response) => sendAwsEvents(response, STREAM)
    const { path, body } = QUESTIONS[dialect](`signed/${CLAUDE}`, true)
    const { status, text, row } = await ask(path, body)
    expect(status).toBe(200)
    expect(bedrock.requests[0]?.path).toBe(`/model/${encodeURIComponent(CLAUDE)}/converse-stream`)
    const events = readEvents(Buffer.from(text))
    expect(events.length).toBeGreaterThan(3)
    expect(text).toContain('look – ☂.')
    expect(text).toContain('weather')
    expect(text.replaceAll('\\', '')).toContain('Köln')
    expect(row).toMatchObject({ stream: true, error: null })
    expect(row.usage).toMatchObject({ input: 30, output: 9 })
  })

  test('is told of an exception before any output, and of one within', async () => {
    const { path, body } = QUESTIONS[dialect](`signed/${CLAUDE}`, true)
    const exception = ['throttlingException', { message: 'Too many requests, please wait.' }] as const
    bedrock.answer = (_request, response) => sendAwsEvents(response, [STREAM[0], exception])
    const early = await ask(path, body)
    expect(early.status).toBe(429)
    expect(early.row.error).toMatchObject({ reason: 'rate-limited' })
    bedrock.answer = (_request, response) => sendAwsEvents(response, [STREAM[0], STREAM[1], exception])
    const late = await ask(path, body)
    expect(late.status).toBe(200)
    expect(late.text).toContain('Too many requests, please wait.')
    expect(late.row.error).not.toBeNull()
  })
})

test('the token of temporary keys is sent and signed', async () => {
  bedrock.answer = (_request, response) => sendJson(response, 200, REPLY)
  expect((await chat('session')).status).toBe(200)
  expect(bedrock.requests[0]?.headers['x-amz-security-token']).toBe('session-token-value')
})

test('a Bedrock API key goes as a bearer, and nothing is signed', async () => {
  bedrock.answer = (_request, response) => sendJson(response, 200, REPLY)
  expect((await chat('key')).status).toBe(200)
  expect(bedrock.requests[0]?.headers.authorization).toBe('Bearer bedrock-api-key')
  expect(bedrock.requests[0]?.headers).not.toHaveProperty('x-amz-date')
})

test('keys that are refused are told so, and stand in no reply or row', async () => {
  const { status, text, row } = await chat('wrong')
  expect(status).toBeGreaterThanOrEqual(400)
  expect(row.error).toMatchObject({ reason: 'bad-credential', code: 'InvalidSignatureException' })
  expect(text + JSON.stringify(row)).not.toContain(ENV.WRONG)
})

test.each([
  [400, 'ValidationException', 'Input is too long for requested model.', 'context-too-long'],
  [429, 'ThrottlingException', 'Too many tokens, please wait before trying again.', 'rate-limited'],
  [
    403,
    'AccessDeniedException',
    "You don't have access to the model with the specified model ID.",
    'no-model-access'
  ],
  [403, 'ExpiredTokenException', 'The security token included in the request is expired', 'bad-credential'],
  [400, 'ValidationException', 'The provided model identifier is invalid.', 'no-model-access'],
  [
    400,
    'ValidationException',
    "Invocation of model ID x with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
    'no-model-access'
  ],
  [429, 'ModelNotReadyException', 'The model is not ready for inference.', 'overloaded'],
  [503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.', 'overloaded'],
  [408, 'ModelTimeoutException', 'Model has timed out.', 'timeout'],
  [424, 'ModelErrorException', 'The model failed.', 'unknown']
] as const)('%d %s "%s" means %s', async (status, kind, message, reason) => {
  bedrock.answer = (_request, response) =>
    sendJson(response, status, { message }, { 'x-amzn-errortype': `${kind}:http://internal.amazon.com/` })
  const { row } = await chat('signed')
  expect(row.error).toMatchObject({ reason, code: kind })
})

test('a stream whose checksum is wrong is told as unreadable', async () => {
  bedrock.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    response.end(Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.alloc(16, 1)]))
  }
  const { status, row } = await chat('signed', true)
  expect(status).toBe(502)
  expect(row.error).toMatchObject({ code: 'invalid_reply' })
})

test("a thought that Claude signed on Bedrock comes back to it through Anthropic's clients", async () => {
  const thought = { reasoningText: { text: 'Cologne is wet.', signature: 'EqAB+signed/on=bedrock' } }
  bedrock.answer = (_request, response) =>
    sendJson(response, 200, {
      ...REPLY,
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: thought },
            { toolUse: { toolUseId: 'tooluse_9', name: 'weather', input: { city: 'Köln' } } }
          ]
        }
      },
      stopReason: 'tool_use'
    })
  const { path, body } = QUESTIONS['anthropic-messages'](`signed/${CLAUDE}`, false)
  const thinking = { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 4000 }
  const first = await ask(path, { ...body, ...thinking })
  const { content }: { content: object[] } = JSON.parse(first.text)
  const messages = [
    ...body.messages,
    { role: 'assistant', content },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'tooluse_9', content: 'Rain.', is_error: false }]
    }
  ]
  await ask(path, { ...body, ...thinking, messages })
  expect(bedrock.requests[1]?.body).toMatchObject({
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
    messages: [
      { role: 'user' },
      {
        role: 'assistant',
        content: [{ reasoningContent: thought }, { toolUse: { toolUseId: 'tooluse_9' } }]
      },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 'tooluse_9', content: [{ text: 'Rain.' }], status: 'success' } }]
      }
    ]
  })
})

describe('models', () => {
  const fetched = async (account: Partial<Account>) => {
    const secrets = new Map(Object.entries(ENV).map(([name, value]) => [`env://${name}`, { value }]))
    const options = { findProvider, priceEntryOfOverride: priceOfOverride, secrets }
    const { runtime } = compileAccount({ name: 'a', provider: 'bedrock', ...account }, options)
    if (runtime === undefined) throw new Error('the account is not complete')
    const upstream = createUpstream()
    const models = await fetchModels(upstream, runtime, 5000)
    await upstream.close()
    return { models, runtime }
  }
  const aws = { access_key_id: 'env://ID', secret_access_key: 'env://SECRET' }

  test('are listed by signed requests: those that can be asked as they are, and the profiles of the others', async () => {
    bedrock.answer = ({ path }, response) => {
      if (path === '/foundation-models') {
        const text = { outputModalities: ['TEXT'], inferenceTypesSupported: ['ON_DEMAND'] }
        sendJson(response, 200, {
          modelSummaries: [
            { modelId: 'amazon.nova-lite-v1:0', ...text },
            { modelId: 'anthropic.claude-x', ...text, inferenceTypesSupported: ['INFERENCE_PROFILE'] },
            { modelId: 'amazon.titan-embed-text-v2:0', ...text, outputModalities: ['EMBEDDING'] }
          ]
        })
      } else if (path === '/inference-profiles?maxResults=1000') {
        sendJson(response, 200, {
          inferenceProfileSummaries: [{ inferenceProfileId: CLAUDE }],
          nextToken: 'a/b='
        })
      } else if (path === '/inference-profiles?maxResults=1000&nextToken=a%2Fb%3D') {
        sendJson(response, 200, { inferenceProfileSummaries: [{ inferenceProfileId: 'eu.other' }] })
      } else sendJson(response, 404, { message: path })
    }
    const { models } = await fetched({ base_url: bedrock.url, region: REGION, aws })
    expect(models).toEqual({
      kind: 'models',
      status: 200,
      models: ['amazon.nova-lite-v1:0', CLAUDE, 'eu.other']
    })
  })

  test('a region stands for the address', async () => {
    const { runtime } = await fetched({ base_url: bedrock.url, region: REGION, aws })
    expect(runtime.aws).toMatchObject({ region: REGION, service: 'bedrock', accessKeyId: ACCESS_KEY })
    const regional = compileAccount(
      { name: 'a', provider: 'aws', region: 'us-east-1', api_key: 'env://KEY' },
      {
        findProvider,
        priceEntryOfOverride: priceOfOverride,
        secrets: new Map([['env://KEY', { value: 'k' }]])
      }
    )
    expect(regional.runtime).toMatchObject({
      origin: 'https://bedrock-runtime.us-east-1.amazonaws.com',
      basePath: '',
      state: 'ready'
    })
  })
})
