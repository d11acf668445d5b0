import { expect, test } from 'vitest'
import type { SpendQuery } from '../../electron/store/store.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { UNKNOWN_USAGE } from '../../shared/domain/usage.ts'
import { makeEntry } from './make-entry.ts'
import { temporaryStore } from './temporary-store.ts'

const DAY_MS = 86_400_000

async function spendOf(
  rows: readonly (readonly [time: string, row: Partial<RequestLogRow>])[],
  query: Omit<SpendQuery, 'from' | 'to'> & { from: string; to: string }
) {
  const { store } = await temporaryStore()
  for (const [time, row] of rows) store.append(makeEntry({ time: Date.parse(time), row }))
  await store.flush()
  const options = { ...query, from: Date.parse(query.from), to: Date.parse(query.to) }
  return { store, spend: await store.spend(options) }
}

test('sums up everything that a row counts', async () => {
  const { spend } = await spendOf(
    [
      [
        '2026-06-15T10:10:00Z',
        {
          usage: { input: 100, cache_read: 20, cache_write: 3, output: 30, reasoning: 5 },
          cost_nanos: 1000,
          total_ms: 80.5,
          ttft_ms: 10
        }
      ],
      [
        '2026-06-15T10:59:59.999Z',
        {
          usage: { input: 1, cache_read: null, cache_write: null, output: 2, reasoning: null },
          cost_nanos: 24,
          total_ms: 20,
          ttft_ms: null
        }
      ],
      [
        '2026-06-15T10:30:00Z',
        { status: 500, usage: UNKNOWN_USAGE, cost_nanos: 0, total_ms: 7, ttft_ms: 2.5 }
      ],
      // Outside of the hour.
      ['2026-06-15T09:59:59.999Z', { cost_nanos: 7 }],
      ['2026-06-15T11:00:00Z', { cost_nanos: 9 }]
    ],
    {
      from: '2026-06-15T10:00:00Z',
      to: '2026-06-15T11:00:00Z',
      bucket: 'hour',
      by: 'model',
      utcOffsetMinutes: 0
    }
  )
  const totals = {
    requests: 3,
    errors: 1,
    input: 101,
    cache_read: 20,
    cache_write: 3,
    output: 32,
    reasoning: 5,
    cost_nanos: 1024,
    unpriced: 0,
    total_ms: 107.5,
    ttft_ms: 12.5,
    ttft_count: 2
  }
  expect(spend.totals).toEqual(totals)
  expect(spend.groups).toEqual([{ key: 'gpt-oss-120b', figures: totals }])
  expect(spend.buckets).toEqual([
    { start: '2026-06-15T10:00:00.000Z', figures: totals, costs: [1024], requests: [3] }
  ])
  expect(spend.previous).toMatchObject({ requests: 1, cost_nanos: 7 })
})

test('counts as unpriced only what was worked on and has no known cost', async () => {
  const { spend } = await spendOf(
    [
      ['2026-06-15T10:00:00Z', { cost_nanos: null }],
      ['2026-06-15T10:00:00Z', { cost_nanos: null, usage: UNKNOWN_USAGE }],
      // Failed with usage: the provider may bill it.
      ['2026-06-15T10:00:00Z', { cost_nanos: null, status: 499 }],
      [
        '2026-06-15T10:00:00Z',
        { cost_nanos: null, status: 401, usage: UNKNOWN_USAGE, account: null, model: null }
      ],
      ['2026-06-15T10:00:00Z', { cost_nanos: 0 }]
    ],
    {
      from: '2026-06-15T10:00:00Z',
      to: '2026-06-15T11:00:00Z',
      bucket: 'hour',
      by: 'account',
      utcOffsetMinutes: 0
    }
  )
  expect(spend.totals.unpriced).toBe(3)
  expect(spend.groups.map(({ key }) => key)).toEqual(['cerebras-main', ''])
})

test('has every bucket, also empty ones, cut to whole ones, and the span before', async () => {
  const { spend } = await spendOf(
    [
      ['2026-06-10T23:00:00Z', { cost_nanos: 1 }],
      ['2026-06-12T00:00:00Z', { cost_nanos: 2 }],
      ['2026-06-15T12:00:00Z', { cost_nanos: 4 }],
      ['2026-06-15T12:00:00Z', { cost_nanos: 8, token: 'ci' }]
    ],
    {
      from: '2026-06-12T15:00:00Z',
      to: '2026-06-15T18:00:00Z',
      bucket: 'day',
      by: 'token',
      utcOffsetMinutes: 0
    }
  )
  expect(
    spend.buckets.map(({ start, figures, costs, requests }) => [start, figures.cost_nanos, costs, requests])
  ).toEqual([
    ['2026-06-12T00:00:00.000Z', 2, [0, 2], [0, 1]],
    ['2026-06-13T00:00:00.000Z', 0, [0, 0], [0, 0]],
    ['2026-06-14T00:00:00.000Z', 0, [0, 0], [0, 0]],
    ['2026-06-15T00:00:00.000Z', 12, [8, 4], [1, 1]]
  ])
  expect(spend.groups.map(({ key }) => key)).toEqual(['ci', 'cline'])
  expect(spend.previous.cost_nanos).toBe(1)
})

test.each([
  [120, '2026-06-14T22:00:00.000Z', '2026-06-15T21:59:59.999Z', '2026-06-15T22:00:00.000Z'],
  [-420, '2026-06-15T07:00:00.000Z', '2026-06-16T06:59:59.999Z', '2026-06-16T07:00:00.000Z'],
  // Half an hour off UTC: the hour that midnight cuts falls to the day that begins.
  [330, '2026-06-14T18:30:00.000Z', '2026-06-15T17:59:59.999Z', '2026-06-15T18:30:00.000Z']
])('cuts days at local midnight, %i minutes ahead of UTC', async (utcOffsetMinutes, start, last, after) => {
  const { spend } = await spendOf(
    [
      [start, { cost_nanos: 1 }],
      [last, { cost_nanos: 2 }],
      [after, { cost_nanos: 4 }]
    ],
    {
      from: start,
      to: new Date(Date.parse(start) + 2 * DAY_MS).toISOString(),
      bucket: 'day',
      by: 'model',
      utcOffsetMinutes
    }
  )
  expect(spend.buckets.map(({ start, figures }) => [start, figures.cost_nanos])).toEqual([
    [start, 3],
    [after, 4]
  ])
})

test('gives days the same sums from days and from hours', async () => {
  const times = Array.from(
    { length: 60 },
    (_, index) => Date.parse('2026-06-01T00:30:00Z') + index * 7 * 3_600_000
  )
  const { store, spend } = await spendOf(
    times.map((time, index) => [
      new Date(time).toISOString(),
      { cost_nanos: 2 ** (index % 20), total_ms: index }
    ]),
    {
      from: '2026-06-01T00:00:00Z',
      to: '2026-06-20T00:00:00Z',
      bucket: 'day',
      by: 'model',
      utcOffsetMinutes: 0
    }
  )
  const hours = await store.spend({
    from: Date.parse('2026-06-01T00:00:00Z'),
    to: Date.parse('2026-06-20T00:00:00Z'),
    bucket: 'hour',
    by: 'model',
    utcOffsetMinutes: 0
  })
  expect(hours.totals).toEqual(spend.totals)
  for (const day of spend.buckets) {
    const ofDay = hours.buckets.filter(({ start }) => start.startsWith(day.start.slice(0, 10)))
    expect(ofDay).toHaveLength(24)
    expect(ofDay.reduce((sum, { figures }) => sum + figures.cost_nanos, 0)).toBe(day.figures.cost_nanos)
  }
})

test('folds all but the twelve dearest into one group', async () => {
  const { spend } = await spendOf(
    Array.from({ length: 20 }, (_, index) => [
      '2026-06-15T10:00:00Z',
      { model: `m${String(index).padStart(2, '0')}`, cost_nanos: (index + 1) * 10 }
    ]),
    {
      from: '2026-06-15T10:00:00Z',
      to: '2026-06-15T11:00:00Z',
      bucket: 'hour',
      by: 'model',
      utcOffsetMinutes: 0
    }
  )
  expect(spend.groups).toHaveLength(13)
  expect(spend.groups[0]).toMatchObject({ key: 'm19', figures: { cost_nanos: 200 } })
  expect(spend.groups[12]).toMatchObject({ key: 'other', figures: { requests: 8, cost_nanos: 360 } })
  expect(spend.buckets[0]?.costs[12]).toBe(360)
  expect(spend.buckets[0]?.costs.reduce((sum, cost) => sum + cost, 0)).toBe(spend.totals.cost_nanos)
})

test('refuses a span of more buckets than a chart can show', async () => {
  const { store } = await temporaryStore()
  const query = { from: 0, to: Date.parse('2026-06-15T10:00:00Z'), by: 'model', utcOffsetMinutes: 0 } as const
  await expect(store.spend({ ...query, bucket: 'hour' })).rejects.toMatchObject({ code: 'invalid_request' })
  await expect(store.spend({ ...query, to: Number.NaN, bucket: 'day' })).rejects.toMatchObject({
    code: 'invalid_request'
  })
})
