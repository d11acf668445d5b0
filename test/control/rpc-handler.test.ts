import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ControlDependencies } from '../../electron/control/dependencies.ts'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'
import { sampleRow } from './sample-row.ts'

async function open(change: Partial<ControlDependencies> = {}): Promise<ControlHarness> {
  const harness = await openControl(change)
  onTestFinished(harness.close)
  return harness
}

function callOn(harness: ControlHarness, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const request = new Request(`http://gatehouse${path}`, { method: 'POST', ...init, headers })
  return harness.control(request, { door: 'http' })
}

describe('calls', () => {
  let harness: ControlHarness
  beforeAll(async () => {
    harness = await openControl()
  })
  afterAll(async () => await harness.close())

  it.each([
    [
      'another form of body',
      '/rpc/config/get',
      { headers: { 'content-type': 'text/plain' }, body: '{}' },
      415,
      'unsupported_media_type'
    ],
    ['a body that is not JSON', '/rpc/config/revision', { body: '{' }, 400, 'invalid_request'],
    ['GET, which a link could make', '/rpc/config/get', { method: 'GET' }, 405, 'method_not_allowed'],
    ['PUT', '/rpc/config/get', { method: 'PUT', body: '{}' }, 405, 'method_not_allowed'],
    ['a procedure that is not there', '/rpc/config/destroy', { body: '{}' }, 404, 'unknown_path'],
    ['a name from the inside of an object', '/rpc/constructor', { body: '{}' }, 404, 'unknown_path'],
    [
      'an input of another form',
      '/rpc/config/revision',
      { body: '{"json":{"revision":"x"}}' },
      400,
      'invalid_request'
    ]
  ])('refuse %s', async (_what, path, init, status, code) => {
    const response = await callOn(harness, path, init)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      json: { code, status, data: { issues: expect.any(Array) } }
    })
  })

  it('name the fields of a wrong input as people write them', async () => {
    const { client } = harness
    const input = { account: { name: 'a b', provider: 'groq' } }
    expect(await refusalOf(client.accounts.create(input))).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'account.name', message: expect.stringMatching(/expected 1 to 64 letters/) }]
    })
  })

  it('are never kept by a cache', async () => {
    const response = await callOn(harness, '/rpc/config/get', { body: '{}' })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('tell of what broke inside by an id alone, and the log by its details without keys', async () => {
    const { client, notices } = await open({
      loginLink: () => {
        throw new Error('the lid fell on sk-proj-0123456789abcdefghij')
      }
    })
    const { code, status, message } = await refusalOf(client.system.login_link())
    expect([code, status]).toEqual(['internal', 500])
    expect(message).not.toMatch(/lid|at .*\.ts/)
    const id = /error (\w+)/.exec(message)?.[1] ?? 'no id'
    expect(notices.join('\n')).toMatch(new RegExp(`${id}: Error: the lid fell on \\[redacted\\]`))
  })

  it('do not pass on an answer that is not of its form', async () => {
    const { client, notices } = await open({ version: 7 as unknown as string })
    expect((await refusalOf(client.system.status())).code).toBe('internal')
    expect(notices.join('\n')).toMatch(/version: .*expected string/)
  })
})

describe('a subscription', () => {
  it('tells what happens, and its handler ends when the listener leaves', async () => {
    const { client, events, store } = await open()
    const heard = await client.system.events()
    expect((await heard.next()).value).toEqual({ type: 'subscribed' })
    expect(events.size).toBe(1)
    await client.tokens.create({ name: 'app' })
    expect((await heard.next()).value).toEqual({ type: 'config.changed', revision: 1 })
    store.append({ id: 9, time: 9, row: sampleRow(9), request: null, reply: null })
    await store.flush()
    expect((await heard.next()).value).toMatchObject({ type: 'requests.settled', rows: [{ id: 'req_9' }] })
    await heard.return?.()
    await expect.poll(() => events.size, { timeout: 1000 }).toBe(0)
  })

  it('ends while it waits, by its signal and by a body that nobody reads any more', async () => {
    const harness = await open()
    const { events } = harness
    const abort = new AbortController()
    const first = await callOn(harness, '/rpc/system/events', { body: '{}', signal: abort.signal })
    const second = await callOn(harness, '/rpc/system/events', { body: '{}' })
    expect(first.headers.get('content-type')).toContain('text/event-stream')
    const readers = [first, second].map((response) => response.body?.getReader())
    for (const reader of readers) await reader?.read()
    await expect.poll(() => events.size, { timeout: 1000 }).toBe(2)
    abort.abort()
    await expect.poll(() => events.size, { timeout: 1000 }).toBe(1)
    await readers[1]?.cancel()
    await expect.poll(() => events.size, { timeout: 1000 }).toBe(0)
  })
})
