import { createHash } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../electron/app/ports.ts'
import { openDashboardDoor, type DashboardDoor } from '../../electron/headless/dashboard-door.ts'
import type { ControlClient } from '../../shared/contract/index.ts'

const HOUR_MS = 3_600_000

let door: DashboardDoor
let passed: string[]
let time: number
let saved: Set<string>
const clock: Clock = { now: () => time, monotonic: () => time }

beforeEach(async () => {
  time = Date.parse('2026-09-01T00:00:00Z')
  passed = []
  saved = new Set()
  door = await openDoor()
})
afterEach(async () => await door.close())

function openDoor(port = 0): Promise<DashboardDoor> {
  return openDashboardDoor({
    port,
    control: async (request) => {
      passed.push(`${request.method} ${new URL(request.url).pathname}`)
      return new Response('from control')
    },
    sessions: { save: async (hash) => void saved.add(hash), has: async (hash) => saved.has(hash) },
    clock,
    onError: () => undefined
  })
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** Unlike `fetch`, sends whatever Host and Origin it is told to. */
async function call(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {}
): Promise<Answer> {
  const outgoing = httpRequest({
    host: '127.0.0.1',
    port: door.port,
    path,
    method: options.method ?? 'GET',
    headers: options.headers ?? {}
  })
  outgoing.end(options.body)
  const [incoming]: IncomingMessage[] = await once(outgoing, 'response')
  if (incoming === undefined) throw new Error('no response')
  const isJson = incoming.headers['content-type']?.includes('json') === true
  const body: unknown = isJson ? await json(incoming) : incoming.resume()
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: isJson ? body : null }
}

const JSON_TYPE = { 'content-type': 'application/json' }

function signIn(secret: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const options = { method: 'POST', headers: { ...JSON_TYPE, ...headers } }
  return call('/session', { ...options, body: JSON.stringify({ secret }) })
}

function secretOf(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get('login') ?? ''
}

async function session(): Promise<string> {
  const { body } = await signIn(secretOf(door.loginLink()))
  return String((body as { session: unknown }).session)
}

const messageOf = (answer: Answer) => (answer.body as { error: { message: string } }).error.message
const codeOf = (answer: Answer) => (answer.body as { error: { code: string } }).error.code

describe('a login link', () => {
  it('holds its secret in the fragment, and signs in whoever opens it first', async () => {
    const link = door.loginLink()
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${door.port}/#login=[\\w-]{43}$`))
    const { status, body, headers } = await signIn(secretOf(link))
    expect(status).toBe(200)
    expect(body).toEqual({ session: expect.stringMatching(/^[\w-]{43}$/) })
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['cache-control']).toBe('no-store')
  })

  it('is kept as a hash, and so is the session', async () => {
    const value = await session()
    expect([...saved]).toEqual([createHash('sha256').update(value).digest('hex')])
  })

  it('works once', async () => {
    const secret = secretOf(door.loginLink())
    await signIn(secret)
    const again = await signIn(secret)
    expect(again.status).toBe(401)
    expect(messageOf(again)).toBe(
      'This link was opened already, and each works once. Get a fresh one with `gatehouse dashboard`.'
    )
  })

  it('works for a day and no longer', async () => {
    const [first, second] = [secretOf(door.loginLink()), secretOf(door.loginLink())]
    time += 24 * HOUR_MS - 1
    expect((await signIn(first)).status).toBe(200)
    time += 1
    const late = await signIn(second)
    expect(late.status).toBe(401)
    expect(messageOf(late)).toContain('expired')
  })

  it('of another Gatehouse is refused, and stays good there', async () => {
    const other = await openDoor()
    const secret = secretOf(other.loginLink())
    const refused = await signIn(secret)
    expect(refused.status).toBe(401)
    expect(messageOf(refused)).toContain('from another one')
    const kept = door
    door = other
    expect((await signIn(secret)).status).toBe(200)
    await other.close()
    door = kept
  })

  it('that is wrong or no secret at all is refused', async () => {
    expect((await signIn('wrong')).status).toBe(401)
    expect((await signIn('')).status).toBe(401)
    expect((await signIn(7)).status).toBe(400)
    const options = { method: 'POST', headers: JSON_TYPE }
    expect((await call('/session', { ...options, body: '{' })).status).toBe(400)
    expect((await call('/session', { ...options, body: 'null' })).status).toBe(400)
  })

  it('can not be guessed at: after ten wrong ones all are refused until the minute is over', async () => {
    const good = secretOf(door.loginLink())
    for (let guess = 0; guess < 10; guess++) expect((await signIn(`guess ${guess}`)).status).toBe(401)
    const refused = await signIn(good)
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_attempts'])
    expect(Number(refused.headers['retry-after'])).toBe(60)
    time += 60_000
    expect((await signIn(good)).status).toBe(200)
  })
})

describe('the door of the dashboard', () => {
  it('lets nobody without a session call anything', async () => {
    for (const headers of [{}, { 'x-gatehouse-session': 'wrong' }, { 'x-gatehouse-session': '' }]) {
      const answer = await call('/rpc/tokens/list', { method: 'POST', headers: { ...JSON_TYPE, ...headers } })
      expect([answer.status, codeOf(answer)]).toEqual([401, 'not_signed_in'])
    }
    expect(passed).toEqual([])
  })

  it('lets a session in, also after a restart, and with a character set in the content type', async () => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-gatehouse-session': await session()
    }
    expect((await call('/rpc/tokens/list', { method: 'POST', headers })).status).toBe(200)
    await door.close()
    door = await openDoor()
    expect((await call('/rpc/tokens/list', { method: 'POST', headers })).status).toBe(200)
    expect(passed).toEqual(['POST /rpc/tokens/list', 'POST /rpc/tokens/list'])
  })

  it('takes no session from a cookie or the address', async () => {
    const value = await session()
    const headers = { ...JSON_TYPE, cookie: `x-gatehouse-session=${value}` }
    const path = `/rpc/tokens/list?x-gatehouse-session=${value}`
    expect((await call(path, { method: 'POST', headers })).status).toBe(401)
  })

  it('gives the files of the page to anybody who may reach it', async () => {
    expect((await call('/')).status).toBe(200)
    expect((await call('/assets/index.js', { method: 'HEAD' })).status).toBe(200)
    expect(passed).toEqual(['GET /', 'HEAD /assets/index.js'])
  })

  it('does not take a call for a file because its path is written in another way', async () => {
    for (const path of ['/rpc', '/x/../rpc/tokens/list', '/./rpc/tokens/list', '/rpc/tokens/list?a=/b']) {
      expect((await call(path)).status).toBe(405)
      expect((await call(path, { method: 'POST', headers: JSON_TYPE })).status).toBe(401)
    }
    expect(passed).toEqual([])
  })

  it('refuses a foreign Host, so that a rebound name reaches nothing', async () => {
    const hosts = ['evil.example', `evil.example:${door.port}`, '127.0.0.1', `127.0.0.1:${door.port + 1}`]
    for (const host of hosts) {
      const answer = await call('/', { headers: { host } })
      expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden_host'])
    }
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await call('/', { headers: { host: `${host}:${door.port}` } })).status).toBe(200)
    }
  })

  it('refuses a foreign Origin, also another port or scheme of this machine', async () => {
    const origins = [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${door.port + 1}`,
      `https://127.0.0.1:${door.port}`,
      `http://localhost:${door.port}`
    ]
    const secret = secretOf(door.loginLink())
    for (const origin of origins) {
      const answer = await signIn(secret, { origin })
      expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden_origin'])
    }
    expect((await signIn(secret, { origin: door.origin })).status).toBe(200)
  })

  it('answers no page of another origin, not even its question whether it may ask', async () => {
    const answer = await call('/rpc/tokens/list', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('takes only JSON, which no form of a web page can send', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
    const value = await session()
    for (const type of types) {
      const headers = { 'content-type': type, 'x-gatehouse-session': value }
      expect((await call('/rpc/tokens/list', { method: 'POST', headers })).status).toBe(415)
      expect((await call('/session', { method: 'POST', headers, body: '{}' })).status).toBe(415)
    }
    expect((await call('/session', { method: 'POST', body: '{}' })).status).toBe(415)
  })

  it('takes no other methods', async () => {
    const refused = await call('/', { method: 'POST', headers: JSON_TYPE })
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect((await call('/session')).headers.allow).toBe('POST')
  })

  it('stops answering who keeps trying sessions', async () => {
    const headers = { ...JSON_TYPE, 'x-gatehouse-session': 'wrong' }
    const statuses = new Set<number>()
    for (let guess = 0; guess < 201; guess++) {
      statuses.add((await call('/rpc/a', { method: 'POST', headers })).status)
    }
    expect([...statuses]).toEqual([401, 429])
  })

  it('refuses in the form that the client of the contract understands', async () => {
    const client: ControlClient = createORPCClient(new RPCLink({ url: `${door.origin}/rpc` }))
    const error: unknown = await client.tokens.list().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ code: 'not_signed_in', status: 401 })
  })

  it('takes a free port where the one that it should have is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = (other.address() as AddressInfo).port
    const second = await openDoor(taken)
    expect(second.port).not.toBe(taken)
    await second.close()
    other.close()
    const third = await openDoor(taken)
    expect(third.port).toBe(taken)
    await third.close()
  })
})
