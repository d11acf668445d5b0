import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { LogQueue } from '../../electron/store/log-queue.ts'
import type { LogBatch } from '../../electron/store/protocol.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { makeEntry, slicedBody } from './make-entry.ts'

const FULL_DISK = { code: 'database_unavailable', message: 'the disk is full' } as const

/** A queue whose writer is the test. */
function makeQueue() {
  const batches: LogBatch[] = []
  const notices: string[] = []
  const clock = { monotonicMs: 0, now: () => 0, monotonic: () => clock.monotonicMs }
  const queue = new LogQueue({
    clock,
    send: (batch) => batches.push(batch),
    notice: (line) => notices.push(line)
  })
  onTestFinished(() => queue.end(new GatehouseError('shutting_down', 'the test is over')))
  const settle = (index: number): void => {
    const batch = batches[index]
    if (batch === undefined) throw new Error(`batch ${index} was not sent`)
    const previews = Array.from({ length: batch.rows * 2 }, () => null)
    queue.receive({ settled: batch.sequence, previews, refused: [] })
  }
  return { queue, batches, notices, clock, settle }
}

function appendRows(queue: LogQueue, count: number): void {
  for (let index = 0; index < count; index += 1) queue.append(makeEntry())
}

test('sends single rows by themselves after a short while', async () => {
  const { queue, batches } = makeQueue()
  appendRows(queue, 3)
  expect(batches).toHaveLength(0)
  while (batches.length === 0) await pause(5)
  expect(batches[0]?.rows).toBe(3)
})

test('sends a full batch at once, and an old one on a thread too busy for timers', () => {
  const { queue, batches, clock } = makeQueue()
  appendRows(queue, 256)
  expect(batches.map(({ rows }) => rows)).toEqual([256])
  appendRows(queue, 3)
  clock.monotonicMs += 1000
  appendRows(queue, 1)
  expect(batches.map(({ rows }) => rows)).toEqual([256, 4])
})

test('sends bodies before they pile up', () => {
  const { queue, batches } = makeQueue()
  const request = slicedBody([['before', Buffer.alloc(1_500_000)]])
  for (let index = 0; index < 3; index += 1) queue.append(makeEntry({ request }))
  expect(batches.map(({ rows, bodies }) => [rows, bodies.byteLength])).toEqual([[3, 4_500_000]])
})

test('lets rows wait while the writer is behind, then sends them in order and in larger batches', () => {
  const { queue, batches, settle } = makeQueue()
  appendRows(queue, 3000)
  expect(batches.map(({ rows }) => rows)).toEqual([256, 256])
  settle(0)
  expect(batches.map(({ rows }) => rows)).toEqual([256, 256, 2488])
  const ids = batches.flatMap(({ fields, rows }) =>
    Array.from({ length: rows }, (_, row) => Number(fields[(row * fields.length) / rows]))
  )
  expect(ids).toHaveLength(3000)
  expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))).toBe(true)
})

test('resolves a flush when what was appended before it is settled, not what came later', async () => {
  const { queue, batches, settle } = makeQueue()
  appendRows(queue, 2)
  const done: string[] = []
  const first = queue.flush().then(() => done.push('first'))
  appendRows(queue, 2)
  const second = queue.flush().then(() => done.push('second'))
  expect(batches.map(({ rows }) => rows)).toEqual([2, 2])
  settle(0)
  await first
  expect(done).toEqual(['first'])
  settle(1)
  await second
  expect(done).toEqual(['first', 'second'])
  await queue.flush()
})

test('keeps rows but not bodies where the writer is so far behind that memory would run out', async () => {
  const { queue, batches, settle } = makeQueue()
  const settled: RequestLogRow[] = []
  queue.onSettled((rows) => settled.push(...rows))
  const request = slicedBody([['before', Buffer.alloc(30_000_000)]])
  for (let index = 0; index < 6; index += 1) queue.append(makeEntry({ request }))
  for (let index = 0; index < batches.length; index += 1) settle(index)
  expect(batches.reduce((sum, { bodies }) => sum + bodies.byteLength, 0)).toBe(4 * 30_000_000)
  expect(settled.map(({ payloads }) => payloads)).toEqual([true, true, true, true, false, false])
  expect(settled[5]?.notes).toEqual([expect.stringContaining('bodies not stored')])
  // Once it has caught up, bodies are stored again.
  queue.append(makeEntry({ request }))
  const flush = queue.flush()
  expect(batches.at(-1)?.bodies.byteLength).toBe(30_000_000)
  settle(batches.length - 1)
  await flush
})

test('says once that the disk refuses rows, refuses to flush meanwhile, and says when it is over', async () => {
  const { queue, notices, settle } = makeQueue()
  appendRows(queue, 2)
  const flush = queue.flush()
  queue.receive({ stuck: 1, error: FULL_DISK })
  queue.receive({ stuck: 1, error: FULL_DISK })
  await expect(flush).rejects.toThrow('the disk is full')
  expect(notices).toHaveLength(1)
  settle(0)
  expect(notices).toEqual([
    expect.stringContaining('the disk is full'),
    expect.stringContaining('written again')
  ])
  await queue.flush()
})

test('drops rows only while the disk refuses them and very many wait, and says how many', () => {
  const { queue, batches, notices, settle } = makeQueue()
  const entry = makeEntry()
  for (let index = 0; index < 60_000; index += 1) queue.append(entry)
  queue.receive({ stuck: 1, error: FULL_DISK })
  for (let index = 0; index < 25; index += 1) queue.append(entry)
  for (let index = 0; index < batches.length; index += 1) settle(index)
  expect(batches.reduce((sum, { rows }) => sum + rows, 0)).toBe(60_000)
  expect(notices.at(-1)).toContain('25 requests are missing')
})

test('refuses a flush, and says that rows are lost, when the writer is gone', async () => {
  const { queue, notices } = makeQueue()
  appendRows(queue, 2)
  const flush = queue.flush()
  queue.end(new GatehouseError('internal', 'the thread ended'))
  await expect(flush).rejects.toThrow('the thread ended')
  await expect(queue.flush()).rejects.toThrow('the thread ended')
  appendRows(queue, 2)
  expect(notices).toEqual([expect.stringContaining('the thread ended')])
})
