import { expect, onTestFinished, test } from 'vitest'
import type { Fields } from '../../electron/dialects/json.ts'
import type { BackgroundControl } from '../../electron/gateway/background-responses.ts'
import type { KeptResponse } from '../../electron/gateway/response-store.ts'
import { sendEvents, sendJson, startScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, TOKEN } from '../support/start-gateway.ts'

const APP = { name: 'app', payloads: true }
const KEY = 'sk-provider-key-0001'
const OTHER_KEY = 'sk-provider-key-0002'

/** A gateway with an account at a provider that the test scripts, and a second app. */
async function start() {
  const provider = await startScriptedProvider()
  const gateway = await startGateway(
    {
      accounts: [
        {
          name: 'openai',
          provider: 'openai',
          base_url: `${provider.url}/v1`,
          api_keys: ['env://KEY', 'env://OTHER_KEY']
        },
        {
          name: 'off',
          provider: 'openai',
          base_url: `${provider.url}/v1`,
          api_key: 'env://KEY',
          enabled: false
        }
      ],
      tokens: [{ name: 'app' }, { name: 'other' }]
    },
    { env: { KEY, OTHER_KEY } }
  )
  onTestFinished(async () => {
    gateway.background.close()
    await gateway.close()
    await provider.close()
  })
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const reply = await gateway.fetch(`/v1/responses/${path}`, { method, headers })
    const text = await reply.text()
    const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
    return { status: reply.status, headers: reply.headers, text, body }
  }
  return { provider, gateway, ask }
}

function kept(more: Partial<KeptResponse> = {}, response: Fields = {}): KeptResponse {
  const id = more.id ?? 'resp_1'
  return {
    id,
    token: APP,
    account: 'claude',
    model: 'claude-sonnet',
    key: null,
    previousId: null,
    inputItems: [{ role: 'user', content: `question of ${id}` }],
    response: {
      id,
      object: 'response',
      status: 'completed',
      background: false,
      output: [{ id: `msg_of_${id}`, type: 'message', role: 'assistant', content: [] }],
      ...response
    },
    ...more
  }
}

const UPSTREAM = { id: 'resp_up', account: 'openai', model: 'gpt', key: 'env://OTHER_KEY' }
const errorOf = ({ body }: { body: Record<string, unknown> }): unknown => body['error']

test('retrieves a response that it keeps', async () => {
  const { gateway, ask, provider } = await start()
  gateway.responses.keep(kept())
  const reply = await ask('GET', 'resp_1')
  expect(reply.status).toBe(200)
  expect(reply.body).toEqual(kept().response)
  expect(provider.requests).toEqual([])
  expect(await gateway.row()).toMatchObject({ endpoint: '/v1/responses/resp_1', status: 200, token: 'app' })
})

test('has none for another token, or without a token', async () => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept())
  gateway.responses.remember(APP, UPSTREAM)
  const other = { authorization: `Bearer ${TOKEN}-other` }
  for (const [method, path] of [
    ['GET', 'resp_1'],
    ['DELETE', 'resp_1'],
    ['POST', 'resp_1/cancel'],
    ['GET', 'resp_1/input_items'],
    ['GET', 'resp_up'],
    ['DELETE', 'resp_up']
  ] as const) {
    const reply = await ask(method, path, other)
    expect(reply.status).toBe(404)
    const id = path.split('/')[0] ?? ''
    expect(errorOf(reply)).toMatchObject({
      message: `Response with id '${id}' not found.`,
      type: 'invalid_request_error'
    })
  }
  expect((await ask('GET', 'resp_1', { authorization: 'Bearer wrong' })).status).toBe(401)
  expect((await ask('GET', 'resp_1')).status).toBe(200)
})

test('deletes a response for good', async () => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept())
  const reply = await ask('DELETE', 'resp_1')
  expect([reply.status, reply.body]).toEqual([200, { id: 'resp_1', object: 'response', deleted: true }])
  for (const method of ['GET', 'DELETE']) expect((await ask(method, 'resp_1')).status).toBe(404)
})

test('lists what a response was made from, the conversation before it included, newest first, by pages', async () => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept({ id: 'resp_0' }))
  gateway.responses.keep(kept({ previousId: 'resp_0' }))
  const all = await ask('GET', 'resp_1/input_items?order=asc')
  expect(all.body).toMatchObject({ object: 'list', has_more: false })
  const items = all.body['data'] as Fields[]
  expect(items).toMatchObject([
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'question of resp_0' }] },
    { id: 'msg_of_resp_0', role: 'assistant' },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'question of resp_1' }] }
  ])
  const ids = items.map(({ id }) => id)
  expect(new Set(ids).size).toBe(3)
  const first = await ask('GET', 'resp_1/input_items?limit=2')
  expect(first.body).toMatchObject({ first_id: ids[2], last_id: ids[1], has_more: true })
  const second = await ask('GET', `resp_1/input_items?limit=2&after=${String(ids[1])}`)
  expect(second.body).toMatchObject({ first_id: ids[0], last_id: ids[0], has_more: false })
  expect((await ask('GET', 'resp_1/input_items?limit=0')).status).toBe(400)
})

test('says in which ways a path can be asked for', async () => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept())
  for (const [method, path, status] of [
    ['PUT', 'resp_1', 405],
    ['GET', 'resp_1/cancel', 405],
    ['POST', 'resp_1/input_items', 405],
    ['GET', 'resp_1/nothing', 404],
    ['GET', 'resp_1/input_items/more', 404]
  ] as const) {
    expect((await ask(method, path)).status).toBe(status)
  }
})

test.each([
  ['one that was not made in the background', { background: false }, 'Cannot cancel a synchronous response.'],
  ['one that is done', { background: true, status: 'completed' }, 'Cannot cancel a completed response.'],
  ['one that failed', { background: true, status: 'failed' }, 'Cannot cancel a failed response.'],
  ['one that was cut off', { background: true, status: 'in_progress' }, 'Cannot cancel a failed response.']
])('does not cancel %s, in the words of OpenAI', async (_, response, message) => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept({}, response))
  const reply = await ask('POST', 'resp_1/cancel')
  expect(reply.status).toBe(400)
  expect(errorOf(reply)).toMatchObject({ message, type: 'invalid_request_error' })
})

test('says of a response that was being made when Gatehouse was ended that it failed', async () => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept({}, { background: true, status: 'queued', output: [] }))
  const reply = await ask('GET', 'resp_1')
  expect(reply.body).toMatchObject({ status: 'failed', error: { code: 'server_error' }, output: [] })
})

/** Starts a response in the background whose run the test ends. */
function startRun(gateway: Awaited<ReturnType<typeof start>>['gateway'], stream = false) {
  const run = {
    control: null as BackgroundControl | null,
    finish: (() => undefined) as (response: Fields) => void
  }
  const done = gateway.background.start({
    kept: kept({}, { background: true, status: 'queued', output: [] }),
    stream,
    run: (control) => {
      run.control = control
      return new Promise((resolve) => (run.finish = resolve))
    }
  })
  return { run, done }
}

test('is polled for a response in the background until it is done, which can not be deleted before', async () => {
  const { gateway, ask } = await start()
  const { run, done } = startRun(gateway)
  expect((await ask('GET', 'resp_1')).body).toMatchObject({ status: 'in_progress', output: [] })
  const refused = await ask('DELETE', 'resp_1')
  expect([refused.status, errorOf(refused)]).toMatchObject([
    400,
    { message: expect.stringContaining('in-flight') as string }
  ])
  run.finish(kept({}, { background: true }).response)
  await done
  expect((await ask('GET', 'resp_1')).body).toMatchObject({ status: 'completed', output: [{}] })
  expect((await ask('DELETE', 'resp_1')).status).toBe(200)
})

test('cancels a response in the background, also twice', async () => {
  const { gateway, ask } = await start()
  const { run } = startRun(gateway)
  let ended = 0
  run.control?.onCancel(() => (ended += 1))
  for (let times = 0; times < 2; times += 1) {
    const reply = await ask('POST', 'resp_1/cancel')
    expect([reply.status, reply.body]).toMatchObject([200, { id: 'resp_1', status: 'cancelled', output: [] }])
  }
  expect(ended).toBe(1)
})

test('streams the events of a response in the background from any number on', async () => {
  const { gateway, ask } = await start()
  const { run, done } = startRun(gateway, true)
  const event = (number: number): string => `event: e\ndata: {"sequence_number":${number}}\n\n`
  run.control?.emit(event(0) + event(1))
  const streamed = ask('GET', 'resp_1?stream=true&starting_after=0')
  setTimeout(() => {
    run.control?.emit(event(2))
    run.finish(kept({}, { background: true }).response)
  }, 20)
  const reply = await streamed
  await done
  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  expect(reply.text).toBe(event(1) + event(2))
  expect((await ask('GET', 'resp_1?stream=true')).text).toBe(event(0) + event(1) + event(2))
  expect((await ask('GET', 'resp_1?stream=true&starting_after=x')).status).toBe(400)
})

test.each([
  ['it was not created with background=true.', { background: false }],
  ['it was not created with stream=true or the stream TTL has expired.', { background: true }]
])('does not stream a response where %s', async (why, response) => {
  const { gateway, ask } = await start()
  gateway.responses.keep(kept({}, response))
  const reply = await ask('GET', 'resp_1?stream=true')
  expect([reply.status, errorOf(reply)]).toMatchObject([
    400,
    { message: `This response cannot be streamed because ${why}` }
  ])
})

test('asks the provider that keeps a response, with the key that it was made with', async () => {
  const { gateway, provider, ask } = await start()
  gateway.responses.remember(APP, UPSTREAM)
  provider.answer = ({ path }, response) =>
    sendJson(response, 200, { asked: path }, { 'x-request-id': 'up-1' })
  for (const [method, path, passed] of [
    [
      'GET',
      'resp_up?include[]=file_search_call.results&key=AIza',
      'resp_up?include%5B%5D=file_search_call.results'
    ],
    ['GET', 'resp_up/input_items?limit=5&order=asc', 'resp_up/input_items?limit=5&order=asc'],
    ['POST', 'resp_up/cancel', 'resp_up/cancel'],
    ['DELETE', 'resp_up', 'resp_up']
  ] as const) {
    const reply = await ask(method, path, { authorization: `Bearer ${TOKEN}` })
    expect([reply.status, reply.body]).toEqual([200, { asked: `/v1/responses/${passed}` }])
    expect(reply.headers.get('x-request-id')).toBe('up-1')
    expect(provider.requests.at(-1)?.headers.authorization).toBe(`Bearer ${OTHER_KEY}`)
  }
  // Deleted there, it is forgotten here.
  expect((await ask('GET', 'resp_up')).status).toBe(404)
  expect(provider.requests).toHaveLength(4)
})

test('passes the events of a provider on', async () => {
  const { gateway, provider, ask } = await start()
  gateway.responses.remember(APP, UPSTREAM)
  provider.answer = (_, response) => sendEvents(response, [{ type: 'response.queued', sequence_number: 3 }])
  const reply = await ask('GET', 'resp_up?stream=true&starting_after=2')
  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  expect(reply.text).toBe('data: {"type":"response.queued","sequence_number":3}\n\n')
  expect(provider.requests[0]?.path).toBe('/v1/responses/resp_up?stream=true&starting_after=2')
})

test("passes a provider's refusal on in its own words, and keeps what it did not delete", async () => {
  const { gateway, provider, ask } = await start()
  gateway.responses.remember(APP, UPSTREAM)
  const error = {
    message: "Response with id 'resp_up' not found.",
    type: 'invalid_request_error',
    param: null,
    code: null
  }
  provider.answer = (_, response) => sendJson(response, 404, { error })
  const reply = await ask('DELETE', 'resp_up')
  expect([reply.status, errorOf(reply)]).toEqual([404, error])
  expect(await gateway.responses.find('resp_up', APP)).toMatchObject({ kind: 'upstream' })
  // A 401 would read as if the app's own token were wrong, and the key must not come back.
  provider.answer = (_, response) =>
    sendJson(response, 401, { error: { message: `Incorrect API key ${OTHER_KEY}` } })
  const unauthorised = await ask('GET', 'resp_up')
  expect(unauthorised.status).toBe(502)
  expect(errorOf(unauthorised)).toMatchObject({
    message: expect.stringContaining('account "openai"') as string
  })
  expect(unauthorised.text).not.toContain(OTHER_KEY)
})

test('says where a response is that can not be asked for any more', async () => {
  const { gateway, provider, ask } = await start()
  for (const account of ['gone', 'off']) {
    gateway.responses.remember(APP, { ...UPSTREAM, account })
    const reply = await ask('GET', 'resp_up')
    expect([reply.status, errorOf(reply)]).toMatchObject([
      503,
      { message: expect.stringContaining(`"${account}"`) as string }
    ])
  }
  gateway.responses.remember(APP, UPSTREAM)
  await provider.close()
  const reply = await ask('GET', 'resp_up')
  expect([reply.status, errorOf(reply)]).toMatchObject([
    502,
    { message: expect.stringContaining('Nothing answers') as string }
  ])
})
