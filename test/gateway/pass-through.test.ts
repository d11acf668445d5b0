import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formBody } from '../support/form-body.ts'
import {
  sendEvents,
  sendJson,
  startScriptedProvider,
  type ScriptedProvider
} from '../support/scripted-provider.ts'
import { startGateway, TOKEN, type TestGateway } from '../support/start-gateway.ts'

/** What is no chat, from a client of OpenAI's to a server that speaks like it: real sockets, replies written by hand. */
let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  const key = { api_key: 'env://KEY' }
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'oa',
          provider: 'openai',
          base_url: `${provider.url}/v1`,
          ...key,
          models: [
            { id: 'image', upstream_id: 'gpt-image-1.5', type: 'image' },
            { id: 'voice', upstream_id: 'tts-1', type: 'speech' },
            { id: 'ears', upstream_id: 'gpt-4o-transcribe', type: 'transcription' },
            'whisper-1',
            'omni-moderation-latest',
            'text-moderation-latest'
          ]
        },
        {
          name: 'local',
          provider: 'openai-compatible',
          base_url: `${provider.url}/api/v1`,
          ...key,
          models: '*'
        },
        { name: 'router', provider: 'openrouter', base_url: `${provider.url}/v1`, ...key, models: '*' },
        {
          name: 'claude',
          provider: 'anthropic-compatible',
          base_url: provider.url,
          ...key,
          models: ['opus']
        },
        { name: 'google', provider: 'gemini-compatible', base_url: provider.url, ...key, models: ['flash'] }
      ],
      tokens: [
        { name: 'app', models: '*', payloads: true },
        { name: 'narrow', models: ['router/cheap', 'oa/whisper-1'], payloads: false }
      ]
    },
    { env: { KEY: 'sk-provider' } }
  )
})
beforeEach(() => {
  provider.requests.length = 0
  gateway.entries.length = 0
  provider.answer = (_request, response) => sendJson(response, 200, { ok: true })
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

const post = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body)
  const response = await gateway.fetch(path, { method: 'POST', body: bytes, headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
type Field = readonly [name: string, value: string | Buffer]
const postForm = async (path: string, fields: readonly Field[], headers: Record<string, string> = {}) => {
  const { bytes, contentType } = await formBody(fields)
  return { bytes, ...(await post(path, bytes, { 'content-type': contentType, ...headers })) }
}
const sent = () => {
  const [request] = provider.requests
  if (request === undefined) throw new Error('nothing reached the provider')
  return request
}
const SOUND = Buffer.from(Array.from({ length: 2000 }, (_, at) => at % 256))
const FILE: Field = ['file', SOUND]
const narrow = { authorization: `Bearer ${TOKEN}-narrow` }

describe('a request in JSON', () => {
  test.each([
    ['/v1/images/generations', 'oa/image', 'gpt-image-1.5', '/v1/images/generations'],
    ['/v1/images/edits', 'image', 'gpt-image-1.5', '/v1/images/edits'],
    ['/images/variations', 'image', 'gpt-image-1.5', '/v1/images/variations'],
    ['/v1/audio/speech', 'oa/voice', 'tts-1', '/v1/audio/speech'],
    ['/v1/audio/transcriptions', 'oa/ears', 'gpt-4o-transcribe', '/v1/audio/transcriptions'],
    ['/v1/v1/moderations/', 'oa/omni-moderation-latest', 'omni-moderation-latest', '/v1/moderations'],
    ['/rerank', 'local/bge-reranker', 'bge-reranker', '/api/v1/rerank'],
    ['/v1/rerank', 'local/bge-reranker', 'bge-reranker', '/api/v1/rerank'],
    ['/v2/rerank', 'local/bge-reranker', 'bge-reranker', '/api/v2/rerank'],
    ['/api/llm/v1/rerank', 'local/bge-reranker', 'bge-reranker', '/api/v1/rerank']
  ])('to %s goes on as it came, but for the model', async (path, model, upstream, reached) => {
    const body = (name: string) => `{ "input" : "naïve ✓",\n "model":"${name}", "unknown": [1,  2] }`
    const reply = '{ "data":[ {"x": 1} ],\n"unknown":null }'
    provider.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r1' }).end(reply)
    const { status, headers, text } = await post(path, body(model))
    expect([status, text]).toEqual([200, reply])
    expect([headers.get('content-type'), headers.get('x-request-id')]).toEqual(['application/json', 'r1'])
    expect(sent()).toMatchObject({ path: reached, text: body(upstream) })
    expect(sent().headers).toMatchObject({
      authorization: 'Bearer sk-provider',
      'content-type': 'application/json'
    })
  })

  test('is logged with its model, its usage and its bodies', async () => {
    provider.answer = (_request, response) =>
      sendJson(response, 200, {
        data: [{ b64_json: 'AAAA' }],
        usage: {
          input_tokens: 10,
          output_tokens: 4160,
          total_tokens: 4170,
          input_tokens_details: { text_tokens: 10 }
        }
      })
    await post('/v1/images/generations', '{"model":"oa/image","prompt":"a gate"}')
    expect(await gateway.row()).toMatchObject({
      endpoint: '/v1/images/generations',
      account: 'oa',
      model: 'image',
      model_asked: 'oa/image',
      status: 200,
      stream: false,
      error: null,
      usage: { input: 10, output: 4160, output_image: 4160 },
      cost_nanos: null,
      notes: [],
      payloads: true
    })
    const [entry] = gateway.entries
    expect(Buffer.from(entry?.request?.body ?? []).toString()).toContain('a gate')
    expect(Buffer.from(entry?.reply?.body ?? []).toString()).toContain('AAAA')
  })

  test('costs what its tokens cost, where they have a price', async () => {
    const usage = {
      type: 'tokens',
      input_tokens: 1000,
      output_tokens: 100,
      input_token_details: { audio_tokens: 1000 }
    }
    provider.answer = (_request, response) => sendJson(response, 200, { text: 'Hello', usage })
    await postForm('/v1/audio/transcriptions', [FILE, ['model', 'ears']])
    expect(await gateway.row()).toMatchObject({
      usage: { input_audio: 1000 },
      cost_nanos: expect.any(Number)
    })
  })

  test('is refused as one where it is a form, or none at all', async () => {
    const form = await postForm('/v1/audio/speech', [['model', 'voice']])
    expect([form.status, form.text]).toEqual([415, expect.stringContaining('must be JSON')])
    const text = await post('/v1/audio/transcriptions', 'x', { 'content-type': 'text/plain' })
    expect([text.status, text.text]).toEqual([415, expect.stringContaining('multipart/form-data')])
    expect((await gateway.fetch('/v1/images/edits')).status).toBe(405)
    expect((await post('/v1/images/nothing', '{}')).text).toContain('/v1/images/')
    expect(provider.requests).toEqual([])
  })
})

describe('a form', () => {
  test.each([
    '/v1/audio/transcriptions',
    '/v1/audio/translations',
    '/v1/images/edits',
    '/v1/images/variations'
  ])('to %s goes on as it came, but for the model', async (path) => {
    const fields: Field[] = [['language', 'en'], FILE, ['model', 'oa/ears'], ['n', '1']]
    const { bytes, status } = await postForm(path, fields)
    expect(status).toBe(200)
    const [before, after] = bytes.toString('latin1').split('oa/ears')
    expect(sent().bytes.toString('latin1')).toBe(`${before}gpt-4o-transcribe${after}`)
    expect(sent().headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  })

  test('whose model has the same name at its provider is not touched', async () => {
    const { bytes } = await postForm('/v1/audio/transcriptions', [['model', 'whisper-1'], FILE])
    expect(sent().bytes.equals(bytes)).toBe(true)
  })

  test('may be packed', async () => {
    const { bytes, contentType } = await formBody([['model', 'whisper-1'], FILE])
    const headers = { 'content-type': contentType, 'content-encoding': 'gzip' }
    expect((await post('/v1/audio/transcriptions', gzipSync(bytes), headers)).status).toBe(200)
    expect(sent().bytes.equals(bytes)).toBe(true)
    expect(sent().headers['content-encoding']).toBeUndefined()
  })

  test('is not stored, which its row says; the reply is', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, { text: 'Hello' })
    const { bytes } = await postForm('/v1/audio/transcriptions', [
      ['model', 'whisper-1'],
      FILE,
      ['stream', 'false']
    ])
    const row = await gateway.row()
    expect(row.notes).toEqual([`the form of ${bytes.length} bytes, with its files, was not stored`])
    expect(row).toMatchObject({ model: 'whisper-1', payloads: true, usage: { input: null, output: null } })
    const [entry] = gateway.entries
    expect(entry?.request).toBeNull()
    expect(Buffer.from(entry?.reply?.body ?? []).toString()).toBe('{"text":"Hello"}')
    await postForm('/v1/audio/transcriptions', [['model', 'whisper-1'], FILE], narrow)
    expect((await gateway.row(2)).notes).toEqual([])
  })

  test('names one model, which the token may use, wherever it is named', async () => {
    const form = (...fields: Field[]) => postForm('/v1/audio/transcriptions', [...fields, FILE], narrow)
    expect(await form(['model', 'oa/ears'])).toMatchObject({ status: 403 })
    expect(await form(['model', 'oa/whisper-1'], ['model', 'oa/ears'])).toMatchObject({ status: 400 })
    expect((await gateway.row(2)).error?.code).toBe('duplicate_key')
    expect((await form()).text).toContain('names no model')
    expect(await form(['model', 'router/cheap'], ['models', '["cheap","dear"]'])).toMatchObject({
      status: 403
    })
    expect(await form(['model', 'router/cheap'], ['models[]', 'dear'])).toMatchObject({ status: 403 })
    expect(provider.requests).toEqual([])
    expect(await form(['model', 'router/cheap'], ['models[]', 'cheap'])).toMatchObject({ status: 200 })
  })

  test('that can be read in two ways is refused', async () => {
    const { bytes, contentType } = await formBody([['model', 'whisper-1'], FILE])
    const cut = await post('/v1/audio/transcriptions', bytes.subarray(0, -10), {
      'content-type': contentType
    })
    expect([cut.status, cut.text]).toEqual([400, expect.stringContaining("can't be read")])
    const without = await post('/v1/audio/transcriptions', bytes, { 'content-type': 'multipart/form-data' })
    expect([without.status, without.text]).toEqual([400, expect.stringContaining('one boundary')])
  })
})

describe('a request that names no model', () => {
  const moderate = (body: object, headers?: Record<string, string>) =>
    post('/v1/moderations', JSON.stringify(body), headers)

  test('is given the moderation model that its provider would take itself', async () => {
    expect((await moderate({ input: 'a text' })).status).toBe(200)
    expect(sent().body).toEqual({ input: 'a text', model: 'omni-moderation-latest' })
    const row = await gateway.row()
    expect(row).toMatchObject({ model_asked: null, model: 'omni-moderation-latest', account: 'oa' })
    expect(row.notes).toEqual(['the request named no model: oa/omni-moderation-latest was taken'])
    await moderate({ model: null, input: 'a text' })
    expect(provider.requests[1]?.text).toBe('{"model":"omni-moderation-latest","input":"a text"}')
    await post('/v1/moderations', '{}')
    expect(provider.requests[2]?.text).toBe('{"model":"omni-moderation-latest"}')
  })

  test('is refused where the token has none of that kind', async () => {
    const { status, text } = await moderate({ input: 'a text' }, narrow)
    expect([status, text]).toEqual([400, expect.stringContaining('may use none of the type moderation')])
  })

  test('is refused where another server could find a model in it', async () => {
    expect((await post('/v1/moderations', '{"Model":"dear","input":"x"}')).text).toContain('other letters')
    expect(provider.requests).toEqual([])
  })

  test('is given the only model for pictures, in JSON and in a form', async () => {
    await post('/v1/images/generations', '{"prompt":"a gate"}')
    expect(sent().text).toBe('{"prompt":"a gate","model":"gpt-image-1.5"}')
    const { bytes, status } = await postForm('/v1/images/variations', [['image', SOUND]])
    expect(status).toBe(200)
    const form = provider.requests[1]
    const added = form?.bytes.subarray(0, form.bytes.length - bytes.length).toString()
    expect(added).toMatch(/^--\S+\r\nContent-Disposition: form-data; name="model"\r\n\r\ngpt-image-1\.5\r\n$/)
    expect(form?.bytes.subarray(-bytes.length).equals(bytes)).toBe(true)
  })

  test('is refused where OpenAI itself wants a model', async () => {
    expect((await post('/v1/audio/speech', '{"input":"x"}')).text).toContain('names no model')
    expect((await post('/v1/rerank', '{"query":"x"}')).text).toContain('names no model')
  })
})

describe('a reply', () => {
  const transcribe = (...fields: Field[]) =>
    postForm('/v1/audio/transcriptions', [['model', 'whisper-1'], ...fields, FILE])

  test.each(['text/plain; charset=utf-8', 'text/vtt', 'application/x-subrip'])(
    'of %s passes as it is and is stored as that',
    async (type) => {
      const text = '1\n00:00:00,000 --> 00:00:01,000\nnaïve ✓\n'
      provider.answer = (_request, response) =>
        response.writeHead(200, { 'content-type': type, 'content-disposition': 'inline' }).end(text)
      const reply = await transcribe(['response_format', 'srt'])
      expect([reply.status, reply.text]).toEqual([200, text])
      expect(reply.headers.get('content-type')).toBe(type)
      expect(reply.headers.get('content-disposition')).toBe('inline')
      await gateway.row()
      expect(gateway.entries[0]?.reply).toMatchObject({ contentType: type })
    }
  )

  test('may be a bare list, as some rerankers send it', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, [{ index: 1, score: 0.9 }])
    expect((await post('/v1/rerank', '{"model":"local/bge"}')).text).toBe('[{"index":1,"score":0.9}]')
  })

  test('that is whole where events were asked for passes as it is (whisper-1)', async () => {
    provider.answer = (_request, response) => sendJson(response, 200, { text: 'Hello' })
    const reply = await transcribe(['stream', 'true'])
    expect([reply.text, reply.headers.get('content-type')]).toEqual(['{"text":"Hello"}', 'application/json'])
    expect((await gateway.row()).stream).toBe(true)
  })

  test('of events passes byte for byte, with its usage read', async () => {
    const usage = { type: 'tokens', input_tokens: 14, output_tokens: 9, total_tokens: 23 }
    const events = [
      { type: 'transcript.text.delta', delta: 'Good ' },
      { type: 'transcript.text.delta', delta: 'mörning' },
      { type: 'transcript.text.done', text: 'Good mörning', usage }
    ]
    provider.answer = (_request, response) => sendEvents(response, [...events, '[DONE]'], { named: true })
    const reply = await transcribe(['stream', 'true'])
    expect(reply.headers.get('content-type')).toContain('text/event-stream')
    const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
    expect(reply.text).toBe(`${text}data: [DONE]\n\n`)
    expect(await gateway.row()).toMatchObject({ usage: { input: 14, output: 9 }, stream: true, error: null })
    expect(gateway.entries[0]?.reply?.eventEnds).toHaveLength(4)
  })

  test('of pictures in the making passes, large as its events are', async () => {
    const picture = 'A'.repeat(3_000_000)
    const usage = { input_tokens: 10, output_tokens: 272, total_tokens: 282 }
    const events = [
      { type: 'image_generation.partial_image', b64_json: picture, partial_image_index: 0 },
      { type: 'image_generation.completed', b64_json: picture, usage }
    ]
    provider.answer = (_request, response) => sendEvents(response, events)
    const { text } = await post('/v1/images/generations', '{"model":"image","stream":true}')
    expect(text).toBe(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
    expect(await gateway.row()).toMatchObject({ usage: { output: 272, output_image: 272 }, error: null })
  })

  test('of events that breaks off ends with an error event, and one that fails at once with a status', async () => {
    const delta = { type: 'transcript.text.delta', delta: 'Good ' }
    provider.answer = (_request, response) => sendEvents(response, [delta], { cut: true })
    const cut = await transcribe(['stream', 'true'])
    expect(cut.text).toMatch(/^data: \{"type":"transcript\.text\.delta".*\n\ndata: \{"error":/s)
    expect((await gateway.row()).error).toMatchObject({ reason: 'network' })
    provider.answer = (_request, response) => sendEvents(response, [delta])
    expect((await transcribe(['stream', 'true'])).text).toContain('in the middle of the reply')
    provider.answer = (_request, response) =>
      sendEvents(response, [{ type: 'error', error: { code: 429, message: 'too many' } }])
    expect(await transcribe(['stream', 'true'])).toMatchObject({ status: 429 })
  })

  test("that is an error passes in the provider's words", async () => {
    const error = {
      error: { message: 'Invalid file format.', type: 'invalid_request_error', param: 'file', code: null }
    }
    provider.answer = (_request, response) => sendJson(response, 400, error)
    const reply = await transcribe()
    expect([reply.status, JSON.parse(reply.text)]).toEqual([400, error])
    provider.answer = (_request, response) => sendJson(response, 429, error, { 'retry-after': '7' })
    const limited = await transcribe()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await gateway.row(2)).error?.reason).toBe('rate-limited')
  })

  test.each([
    ['text/html', '<html>Welcome</html>'],
    ['application/json', '{"text": "Hel'],
    ['application/json', '{"error": {"message": "overloaded", "code": 503}}']
  ])('of %s that is none is refused (%s)', async (type, body) => {
    provider.answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body)
    expect((await transcribe()).status).toBeGreaterThanOrEqual(502)
    expect((await gateway.row()).error).not.toBeNull()
  })
})

test('embeddings asked for as a stream, which there is none of, come whole', async () => {
  const reply = { object: 'list', data: [{ embedding: [1], index: 0 }], usage: { prompt_tokens: 3 } }
  provider.answer = (_request, response) => sendJson(response, 200, reply)
  const { status, text } = await post('/v1/embeddings', '{"model":"local/embed","input":"x","stream":true}')
  expect([status, JSON.parse(text)]).toEqual([200, reply])
})

test.each(['claude/opus', 'google/flash'])(
  'an account that speaks none of the dialects refuses: %s',
  async (model) => {
    for (const path of ['/v1/images/generations', '/v1/audio/speech', '/v1/moderations', '/v2/rerank']) {
      const { status, text } = await post(path, JSON.stringify({ model, input: 'x' }))
      expect(status).toBe(400)
      expect(JSON.parse(text)).toMatchObject({
        error: { code: 'unsupported_endpoint', message: expect.stringContaining(path) }
      })
    }
    const form = await postForm('/v1/audio/transcriptions', [['model', model], FILE])
    expect(JSON.parse(form.text)).toMatchObject({ error: { code: 'unsupported_endpoint' } })
    expect(provider.requests).toEqual([])
  }
)
