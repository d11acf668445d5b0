import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  chunked,
  EVENTS,
  REPLY,
  startRawProvider,
  STREAM_HEAD,
  streamReply,
  wholeReply,
  type RawProvider
} from '../support/raw-provider.ts'
import { readEvents } from '../../electron/dialects/read-events.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

const { role, word, stop, usage, done } = EVENTS
const KEY = 'zq8f7KJH2kjh34KJHkjh23kjhKJH23'
const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
const LARGE = `data: {"choices":[{"index":0,"delta":{"content":"${'z'.repeat(4 << 20)}"}}]}\n\n`

let provider: RawProvider
let gateway: TestGateway
const stream = async (model: string): Promise<string> =>
  await (await gateway.chat({ model, stream: true })).text()

beforeAll(async () => {
  provider = await startRawProvider({
    'two-types': wholeReply(REPLY, {
      headers: 'content-type: application/json\r\ncontent-type: application/json\r\n'
    }),
    capitals: Buffer.from(
      streamReply(word, stop, done).toString('latin1').replace('text/event-stream', 'Text/Event-Stream'),
      'latin1'
    ),
    'unknown-encoding-empty': wholeReply('', { headers: 'content-encoding: br, gzip\r\n' }),
    'unknown-encoding': wholeReply('??', { headers: 'content-encoding: constructor\r\n' }),
    'packed-nothing': wholeReply('', { status: 401, headers: 'content-encoding: gzip\r\n' }),
    packed: wholeReply(gzipSync(REPLY), { headers: 'content-encoding: GZIP\r\n' }),
    'packed-stream': wholeReply(gzipSync(word + stop + usage + done), {
      headers: 'content-type: text/event-stream\r\ncontent-encoding: gzip\r\n'
    }),
    'unpacks-into-much': wholeReply(gzipSync(Buffer.alloc(150 << 20, 0x20)), {
      headers: 'content-type: application/json\r\ncontent-encoding: gzip\r\n'
    }),
    identity: wholeReply(REPLY, { headers: 'content-encoding: Identity\r\n' }),
    'repeated-key': wholeReply(`{"id":"0",${REPLY.slice(1)}`),
    'deep-usage': wholeReply(REPLY.replace('"prompt_tokens"', `"deep":${DEEP},"prompt_tokens"`)),
    'deep-usage-stream': streamReply(
      word + stop,
      usage.replace('"prompt_tokens"', `"deep":${DEEP},"prompt_tokens"`) + done
    ),
    'deep-error-stream': streamReply(word, `data: {"error":{"deep":${DEEP}}}\n\n`),
    'quotes-key': wholeReply(`{"error":{"message":"sent was: Bearer ${KEY}, sorry","code":"x"}}`, {
      status: 500
    }),
    'quotes-key-late': streamReply(word, `data: {"error":{"message":"bad ${KEY}"}}\n\n`),
    'redirects-with-key': wholeReply('', { status: 302, headers: `location: http://x/?key=${KEY}\r\n` }),
    'no-last-line': streamReply(role + word.trimEnd()),
    'no-last-line-error': streamReply(`${role}data: {"error":{"message":"too hot","code":503}}\n`),
    'no-last-line-usage': streamReply(word + stop, usage.trimEnd()),
    'cut-first-event': streamReply(role + word.slice(0, 40)),
    'usage-without-choices': streamReply(word + stop, usage.replace('"choices":[],', '') + done),
    'pings-at-end': (socket) => {
      socket.setNoDelay(true)
      const pieces = [word, stop, usage, ...Array.from({ length: 8 }, () => ': ping\n\n'), done]
      socket.write(STREAM_HEAD)
      const next = (): void => {
        const piece = pieces.shift()
        socket.write(piece === undefined ? '0\r\n\r\n' : chunked(piece))
        if (piece !== undefined) setTimeout(next, 5)
      }
      next()
    },
    'hard-close': (socket) => {
      socket.write(Buffer.concat([Buffer.from(STREAM_HEAD), chunked(word + stop + usage + done)]))
      setTimeout(() => socket.resetAndDestroy(), 30)
    },
    'byte-by-byte': streamReply(...(role + word + stop + usage + done).replaceAll('\n', '\r\n').split('')),
    'large-event': (socket) => {
      const bytes = Buffer.from(role + LARGE + stop + usage + done)
      socket.write(STREAM_HEAD)
      for (let at = 0; at < bytes.length; at += 1024) socket.write(chunked(bytes.subarray(at, at + 1024)))
      socket.write('0\r\n\r\n')
    },
    pretty: (socket) =>
      setTimeout(() => socket.write(wholeReply(JSON.stringify(JSON.parse(REPLY), null, 2))), 6500)
  })
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'raw',
          provider: 'openai-compatible',
          base_url: provider.url,
          api_key: 'env://KEY',
          models: '*'
        }
      ]
    },
    { env: { KEY } }
  )
})
beforeEach(() => {
  gateway.entries.length = 0
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

describe('headers of a reply', () => {
  test('a content type that comes twice counts once', async () => {
    expect((await gateway.chat({ model: 'two-types' })).status).toBe(200)
  })

  test('a stream is one whatever the case of its content type', async () => {
    expect(await stream('capitals')).toBe(word + stop + done)
  })

  test.each(['unknown-encoding', 'unknown-encoding-empty'])(
    'what is packed in an unknown way is an error at once (%s)',
    async (model) => {
      const response = await gateway.chat({ model })
      expect(response.status).toBe(502)
      expect(await response.text()).toContain('unknown content encoding')
    }
  )

  test('an empty body is not unpacked: its status counts', async () => {
    await gateway.chat({ model: 'packed-nothing' })
    expect((await gateway.row()).error).toMatchObject({ reason: 'bad-credential' })
  })

  test.each(['packed', 'identity'])('content encodings are read whatever their case (%s)', async (model) => {
    expect(await (await gateway.chat({ model })).text()).toBe(REPLY)
  })

  test('a packed stream is unpacked as it comes', async () => {
    expect(await stream('packed-stream')).toBe(word + stop + done)
    expect(await gateway.row()).toMatchObject({ status: 200, usage: { input: 10, output: 5 } })
  })
})

describe('a reply that would do harm', () => {
  test('is ended where it unpacks into more than 100 MB', async () => {
    const response = await gateway.chat({ model: 'unpacks-into-much' })
    expect(response.status).toBe(502)
    expect((await gateway.row()).error).toMatchObject({ code: 'reply_too_large' })
  })

  test.each([
    ['deep-usage', false],
    ['deep-usage-stream', true]
  ])('by usage that is nested without end passes, and its usage is unknown (%s)', async (model, isStream) => {
    expect((await gateway.chat({ model, stream: isStream })).status).toBe(200)
    const row = await gateway.row()
    expect(row.usage.input).toBeNull()
    expect(() => JSON.stringify(row)).not.toThrow()
  })

  test('by an error that is nested without end comes to an end', async () => {
    expect(await stream('deep-error-stream')).toContain('"error"')
    expect(await gateway.row()).toMatchObject({ status: 502 })
  })

  test('by quoting the key goes on without it, to the client and to the log', async () => {
    const response = await gateway.chat({ model: 'quotes-key' })
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      error: { message: 'sent was: Bearer [redacted], sorry', code: 'x' }
    })
    const [entry] = gateway.entries
    expect(JSON.stringify(entry?.row)).not.toContain(KEY)
    expect(Buffer.from(entry?.reply?.body ?? []).toString()).not.toContain(KEY)
  })

  test.each(['quotes-key-late', 'redirects-with-key'])(
    'by quoting it otherwise does not put it into the row (%s)',
    async (model) => {
      await stream(model)
      const row = await gateway.row()
      expect(row.error?.message).toContain('[redacted]')
      expect(JSON.stringify(row)).not.toContain(KEY)
    }
  )

  test('by a key that repeats is passed on: which one counts is the client’s business', async () => {
    expect(await (await gateway.chat({ model: 'repeated-key' })).text()).toBe(`{"id":"0",${REPLY.slice(1)}`)
  })
})

describe('the end of a stream', () => {
  test('may lack its last empty line', async () => {
    expect(await stream('no-last-line')).toContain(role + word.trimEnd())
  })

  test('may be an error that lacks it, which is then told', async () => {
    const response = await gateway.chat({ model: 'no-last-line-error', stream: true })
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('too hot')
  })

  test('does not show usage that was not asked for, with or without it', async () => {
    expect(await stream('no-last-line-usage')).toBe(word + stop)
    expect((await gateway.row()).usage.input).toBe(10)
  })

  test('in the middle of its first event is no output', async () => {
    expect((await gateway.chat({ model: 'cut-first-event', stream: true })).status).toBe(502)
  })

  test('may be a hard close behind [DONE]', async () => {
    expect(await stream('hard-close')).toBe(word + stop + done)
    expect(await gateway.row()).toMatchObject({ status: 200, error: null })
  })

  test('may come after many pings: usage is still found', async () => {
    await stream('pings-at-end')
    expect((await gateway.row()).usage).toMatchObject({ input: 10, output: 5 })
  })
})

describe('events', () => {
  test('of usage are taken out also where they leave choices out', async () => {
    expect(await stream('usage-without-choices')).toBe(word + stop + done)
    expect((await gateway.row()).usage).toMatchObject({ input: 10, output: 5 })
  })

  test('are found whatever way they are cut', async () => {
    const expected = (role + word + stop + done).replaceAll('\n', '\r\n')
    expect(await stream('byte-by-byte')).toBe(expected)
    expect((await gateway.row()).usage).toMatchObject({ input: 10, output: 5 })
  })

  test('of megabytes in small pieces come out whole', async () => {
    expect((await stream('large-event')).length).toBe((role + LARGE + stop + done).length)
  })
})

test('a whole reply to a stream that has begun is a stream all the same', async () => {
  const events = readEvents(Buffer.from(await stream('pretty'))).map(({ data }) => data)
  const chunks = events.slice(0, -1).map((data) => JSON.parse(data) as { choices: { delta: object }[] })
  expect(events.at(-1)).toBe('[DONE]')
  expect(chunks.map(({ choices }) => choices[0]?.delta)).toContainEqual({ content: 'hi' })
}, 15_000)
