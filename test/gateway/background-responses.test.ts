import { expect, onTestFinished, test } from 'vitest'
import type { Fields } from '../../electron/dialects/json.ts'
import {
  createBackgroundResponses,
  type BackgroundControl
} from '../../electron/gateway/background-responses.ts'
import type { KeptResponse } from '../../electron/gateway/response-store.ts'
import { GatehouseError } from '../../shared/errors.ts'

const TOKEN = { name: 'app', payloads: true }
const QUEUED = {
  id: 'resp_1',
  object: 'response',
  status: 'queued',
  background: true,
  error: null,
  output: []
}
const DONE = { ...QUEUED, status: 'completed', output: [{ id: 'msg_1', type: 'message' }] }
const KEPT: KeptResponse = {
  id: 'resp_1',
  token: TOKEN,
  account: 'claude',
  model: 'claude-sonnet',
  key: null,
  previousId: null,
  inputItems: [],
  response: QUEUED
}

/** Background responses whose keeper is a list, and a run that the test ends. */
function makeBackground(stream = false) {
  const kept: Fields[] = []
  const background = createBackgroundResponses({ keep: ({ response }) => kept.push(response) })
  onTestFinished(() => background.close())
  const run = {
    control: null as BackgroundControl | null,
    finish: (() => undefined) as (response: Fields) => void,
    fail: (() => undefined) as (error: Error) => void
  }
  const done = background.start({
    kept: KEPT,
    stream,
    run: (control) => {
      run.control = control
      return new Promise((resolve, reject) => Object.assign(run, { finish: resolve, fail: reject }))
    }
  })
  const states = (): unknown[] => kept.map(({ status }) => status)
  return { background, kept, run, done, states }
}

test('keeps a response as it begins and as it ends', async () => {
  const { background, kept, run, done } = makeBackground()
  expect(kept).toEqual([QUEUED])
  expect(background.isRunning('resp_1', TOKEN)).toBe(true)
  expect(background.isRunning('resp_1', { ...TOKEN, name: 'other' })).toBe(false)
  run.finish(DONE)
  await done
  expect(kept).toEqual([QUEUED, DONE])
  expect(background.isRunning('resp_1', TOKEN)).toBe(false)
})

test('ends the run of a response that is cancelled, and keeps it so whatever still comes', async () => {
  const { background, kept, run, done, states } = makeBackground()
  let ended = 0
  run.control?.onCancel(() => (ended += 1))
  expect(background.cancel('resp_1', { ...TOKEN, name: 'other' })).toBe(false)
  expect(background.cancel('resp_1', TOKEN)).toBe(true)
  expect(background.cancel('resp_1', TOKEN)).toBe(false)
  expect(ended).toBe(1)
  expect(run.control?.cancelled).toBe(true)
  expect(kept.at(-1)).toEqual({ ...QUEUED, status: 'cancelled' })
  run.finish(DONE)
  await done
  expect(states()).toEqual(['queued', 'cancelled'])
  // What begins only now is ended at once.
  run.control?.onCancel(() => (ended += 1))
  expect(ended).toBe(2)
})

test.each([
  [new GatehouseError('upstream_failed', 'The provider is down.'), 'The provider is down.'],
  [new Error('/home/someone/secret.ts:5 broke'), 'Gatehouse failed on this response.']
])('keeps a response whose run fails as failed, and passes the failure on', async (error, message) => {
  const { kept, run, done } = makeBackground()
  run.fail(error)
  await expect(done).rejects.toBe(error)
  expect(kept.at(-1)).toEqual({ ...QUEUED, status: 'failed', error: { code: 'server_error', message } })
})

test('does not end the program where a run fails before anybody asks', async () => {
  const { run, states } = makeBackground()
  run.fail(new GatehouseError('upstream_failed', 'The provider is down.'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(states()).toEqual(['queued', 'failed'])
})

test('keeps what is still running as failed when Gatehouse is closed', async () => {
  const { background, kept, run, done, states } = makeBackground()
  let ended = 0
  run.control?.onCancel(() => (ended += 1))
  background.close()
  expect(ended).toBe(1)
  expect(kept.at(-1)).toMatchObject({ error: { message: expect.stringContaining('closed') as string } })
  run.fail(new Error('aborted'))
  await expect(done).rejects.toThrow('aborted')
  expect(states()).toEqual(['queued', 'failed'])
})

/** A client's reply, of which `room` chunks fit before it must drain. */
function makeClient(room = Number.POSITIVE_INFINITY) {
  const client = {
    text: '',
    ended: false,
    left: room,
    drain: (): void => undefined,
    hangUp: (): void => undefined
  }
  const reply = {
    startStream: () => undefined,
    write: (chunk: Buffer) => {
      client.text += chunk.toString()
      client.left -= 1
      return client.left > 0
    },
    onDrain: (listener: () => void) => {
      client.drain = () => {
        client.left = room
        listener()
      }
    },
    end: () => {
      client.ended = true
    },
    refuse: (error: GatehouseError) => {
      client.text += error.message
    }
  }
  const call = {
    reply,
    onHangUp: (listener: (() => void) | null) => (client.hangUp = listener ?? (() => undefined))
  }
  // The edge of the test: what is followed uses no more of a call than this.
  return { client, call: call as unknown as Parameters<ReturnType<typeof eventsOf>['follow']>[0] }
}

function eventsOf(background: ReturnType<typeof makeBackground>['background']) {
  const events = background.events('resp_1', TOKEN)
  if (events === null) throw new Error('there are no events')
  return events
}

const event = (number: number): string => `event: e\ndata: {"sequence_number":${number}}\n\n`

test('tells events from a number on, those that were and those to come, to each who follows', async () => {
  const { background, run, done } = makeBackground(true)
  const events = eventsOf(background)
  run.control?.emit(event(0) + event(1))
  const first = makeClient()
  const second = makeClient()
  const followed = [events.follow(first.call, -1), events.follow(second.call, 1)]
  expect([first.client.text, second.client.text]).toEqual([event(0) + event(1), ''])
  run.control?.emit(event(2))
  run.finish(DONE)
  await done
  await Promise.all(followed)
  expect(first.client.text).toBe(event(0) + event(1) + event(2))
  expect(second.client.text).toBe(event(2))
  expect([first.client.ended, second.client.ended]).toEqual([true, true])
  // Who comes later than the end is told the same.
  const late = makeClient()
  await eventsOf(background).follow(late.call, 0)
  expect(late.client.text).toBe(event(1) + event(2))
  expect(background.events('resp_1', { ...TOKEN, name: 'other' })).toBe(null)
})

test('counts events however they are cut, and does not count comments', async () => {
  const { background, run } = makeBackground(true)
  const { client, call } = makeClient()
  void eventsOf(background).follow(call, 0)
  const text = `${event(0)}: waiting\n\n${event(1)}${event(2)}`
  for (let at = 0; at < text.length; at += 7) run.control?.emit(text.slice(at, at + 7))
  expect(client.text).toBe(event(1) + event(2))
})

test('waits for a client that reads slowly, and goes on without one that is gone', async () => {
  const { background, run, done, states } = makeBackground(true)
  const slow = makeClient(1)
  const gone = makeClient()
  const followed = [eventsOf(background).follow(slow.call, -1), eventsOf(background).follow(gone.call, -1)]
  run.control?.emit(event(0))
  gone.client.hangUp()
  await followed[1]
  run.control?.emit(event(1))
  expect([slow.client.text, gone.client.text]).toEqual([event(0), event(0)])
  slow.client.drain()
  expect(slow.client.text).toBe(event(0) + event(1))
  run.finish(DONE)
  await done
  expect(slow.client.ended).toBe(false)
  slow.client.drain()
  await followed[0]
  expect(slow.client.ended).toBe(true)
  expect(states()).toEqual(['queued', 'completed'])
})

test('ends the events of a cancelled response with a failure that says so', async () => {
  const { background, run } = makeBackground(true)
  const { client, call } = makeClient()
  const followed = eventsOf(background).follow(call, -1)
  run.control?.emit(event(0))
  background.cancel('resp_1', TOKEN)
  await followed
  const told = client.text.slice(event(0).length)
  expect(told.startsWith('event: response.failed\ndata: ')).toBe(true)
  expect(JSON.parse(told.slice(told.indexOf('{')))).toEqual({
    type: 'response.failed',
    sequence_number: 1,
    response: { ...QUEUED, status: 'cancelled' }
  })
})

test('says that events are no longer kept to who asks for them too late', async () => {
  const { background, run } = makeBackground(true)
  for (let number = 0; number < 20; number += 1)
    run.control?.emit(`data: ${'x'.repeat(1_000_000)}${number}\n\n`)
  const late = makeClient()
  await eventsOf(background).follow(late.call, -1)
  expect(late.client.text).toContain('no longer kept')
  const current = makeClient()
  void eventsOf(background).follow(current.call, 18)
  expect(current.client.text.endsWith('x19\n\n')).toBe(true)
})
