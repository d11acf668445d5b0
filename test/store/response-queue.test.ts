import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { ResponseQueue } from '../../electron/store/response-queue.ts'
import type { ResponseEntry } from '../../electron/store/stored-response.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { assistantItem, makeResponse, userItem } from './make-response.ts'

interface Write {
  readonly ids: readonly string[]
  readonly answer: (refused?: readonly string[]) => void
  readonly fail: () => void
}

/** A queue whose writer is the test. */
function makeQueue() {
  const writes: Write[] = []
  const notices: string[] = []
  const queue = new ResponseQueue({
    write: (entries: readonly ResponseEntry[]) =>
      new Promise((resolve, reject) => {
        writes.push({
          ids: entries.map(({ response }) => response.id),
          answer: (refused = []) => resolve(refused),
          fail: () => reject(new GatehouseError('database_unavailable', 'the disk is full'))
        })
      }),
    notice: (line) => notices.push(line)
  })
  onTestFinished(() => queue.end(new GatehouseError('shutting_down', 'the test is over')))
  const written = async (count: number): Promise<Write> => {
    while (writes.length < count) await pause(5)
    const write = writes[count - 1]
    if (write === undefined) throw new Error('nothing was written')
    return write
  }
  return { queue, writes, notices, written }
}

const named = (id: string) => ({ token: 'app', id })

test('writes what waits together, and finds it until it is on disk', async () => {
  const { queue, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1', output: [assistantItem('one', 'msg_1')] }))
  queue.add(makeResponse({ id: 'resp_2' }))
  const write = await written(1)
  expect(write.ids).toEqual(['resp_1', 'resp_2'])
  expect(queue.find(named('resp_1'))?.id).toBe('resp_1')
  expect(queue.findItem(named('msg_1'))).toContain('one')
  const flushed = queue.flush()
  write.answer()
  await flushed
  expect(queue.find(named('resp_1'))).toBe(undefined)
  expect(queue.findItem(named('msg_1'))).toBe(undefined)
})

test('sends large responses at once, and keeps those that come meanwhile for the next batch', async () => {
  const { queue, writes, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1', input: [userItem('x'.repeat(5_000_000))] }))
  expect(writes).toHaveLength(1)
  queue.add(makeResponse({ id: 'resp_2' }))
  const flushed = queue.flush()
  writes[0]?.answer()
  const second = await written(2)
  expect(second.ids).toEqual(['resp_2'])
  second.answer()
  await flushed
})

test('writes the newest form of a response that changes while it waits', async () => {
  const { queue, writes, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1', unfinished: true, output: [assistantItem('half', 'msg_half')] }))
  queue.add(makeResponse({ id: 'resp_1', output: [assistantItem('all of it', 'msg_all')] }))
  const write = await written(1)
  expect(write.ids).toEqual(['resp_1'])
  expect(queue.find(named('resp_1'))?.unfinished).toBe(false)
  expect(queue.findItem(named('msg_half'))).toBe(undefined)
  expect(queue.findItem(named('msg_all'))).toContain('all of it')
  write.answer()
  expect(writes).toHaveLength(1)
})

test('says once that the disk refuses responses, keeps them, and writes them when it takes them again', async () => {
  const { queue, notices, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1' }))
  const flush = queue.flush()
  const first = await written(1)
  first.fail()
  await expect(flush).rejects.toThrow('the disk is full')
  queue.add(makeResponse({ id: 'resp_2' }))
  expect(queue.find(named('resp_1'))).toBeDefined()
  const second = await written(2)
  expect(second.ids).toEqual(['resp_1', 'resp_2'])
  second.answer()
  await queue.flush()
  expect(notices).toEqual([
    expect.stringContaining('the disk is full'),
    expect.stringContaining('kept again')
  ])
})

test('does not bring back a response that was removed while its write failed', async () => {
  const { queue, writes, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1' }))
  queue.add(makeResponse({ id: 'resp_2' }))
  const first = await written(1)
  const removed = queue.remove(named('resp_1'))
  first.fail()
  expect(await removed).toBe(true)
  expect(await queue.remove(named('resp_1'))).toBe(false)
  const second = await written(2)
  expect(second.ids).toEqual(['resp_2'])
  second.answer()
  await queue.flush()
  expect(writes).toHaveLength(2)
})

test('says which responses could not be written, and goes on', async () => {
  const { queue, notices, written } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1' }))
  const write = await written(1)
  write.answer(['it does not fit'])
  await queue.flush()
  expect(notices).toEqual([expect.stringContaining('it does not fit')])
})

test('keeps no more than memory allows while the disk is slow', async () => {
  const { queue, notices, writes } = makeQueue()
  const input = [userItem('x'.repeat(15_000_000))]
  for (let index = 0; index < 6; index += 1) queue.add(makeResponse({ id: `resp_${index}`, input }))
  expect(queue.find(named('resp_3'))).toBeDefined()
  expect(queue.find(named('resp_4'))).toBe(undefined)
  expect(notices).toHaveLength(2)
  writes[0]?.answer()
  await pause(0)
  queue.add(makeResponse({ id: 'resp_6', input }))
  expect(queue.find(named('resp_6'))).toBeDefined()
})

test('refuses to flush, and finds nothing, when the writer is gone', async () => {
  const { queue } = makeQueue()
  queue.add(makeResponse({ id: 'resp_1' }))
  queue.end(new GatehouseError('internal', 'the thread ended'))
  await expect(queue.flush()).rejects.toThrow('the thread ended')
  queue.add(makeResponse({ id: 'resp_2' }))
  expect(queue.find(named('resp_2'))).toBe(undefined)
})
