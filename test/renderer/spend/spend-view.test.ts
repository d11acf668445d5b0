import { describe, expect, test } from 'vitest'
import {
  DEFAULT_SPEND,
  localDay,
  readSpendView,
  spendSpan,
  writeSpendView,
  type SpendView
} from '../../../renderer/features/spend/spend-view.ts'

const DAY = 86_400_000
const iso = (ms: number): string => new Date(ms).toISOString()
const now = Date.parse('2026-03-02T22:30:00Z')

describe('the address of the spend page', () => {
  test('keeps what was chosen and leaves the default out', () => {
    const view: SpendView = {
      range: 'custom',
      from: '2026-02-01',
      to: '2026-02-14',
      by: 'token',
      measure: 'requests',
      bucket: 'hour'
    }
    expect(readSpendView(writeSpendView(view))).toEqual(view)
    expect(writeSpendView(DEFAULT_SPEND)).toBe('')
  })

  test('falls back to the last seven days where the span makes no sense', () => {
    for (const query of ['range=never', 'range=custom', 'range=custom&from=2026-02-30&to=2026-03-01']) {
      expect(readSpendView(query)).toEqual(DEFAULT_SPEND)
    }
    expect(readSpendView('range=custom&from=2026-03-02&to=2026-03-01').range).toBe('7d')
  })
})

describe('the span that is asked for', () => {
  test('is today from local midnight, also where that is tomorrow in UTC', () => {
    const span = spendSpan({ ...DEFAULT_SPEND, range: 'today' }, now, 120)
    expect([iso(span.from), iso(span.to), span.bucket]).toEqual([
      '2026-03-02T22:00:00.000Z',
      '2026-03-03T22:00:00.000Z',
      'hour'
    ])
    expect(localDay(now, 120)).toBe('2026-03-03')
  })

  test('is seven whole local days, today included', () => {
    const span = spendSpan(DEFAULT_SPEND, now, -300)
    expect(iso(span.from)).toBe('2026-02-24T05:00:00.000Z')
    expect(span.to - span.from).toBe(7 * DAY)
    expect(span.bucket).toBe('day')
  })

  test('is 24 whole hours, the present one included', () => {
    const span = spendSpan({ ...DEFAULT_SPEND, range: '24h' }, now, 0)
    expect([iso(span.from), iso(span.to)]).toEqual(['2026-03-01T23:00:00.000Z', '2026-03-02T23:00:00.000Z'])
  })

  test('is the chosen dates, both included, by the hour where they are few', () => {
    const custom: SpendView = { ...DEFAULT_SPEND, range: 'custom', from: '2026-02-01', to: '2026-02-02' }
    const short = spendSpan(custom, now, 60)
    expect([iso(short.from), iso(short.to), short.bucket]).toEqual([
      '2026-01-31T23:00:00.000Z',
      '2026-02-02T23:00:00.000Z',
      'hour'
    ])
    expect(spendSpan({ ...custom, to: '2026-02-20' }, now, 60).bucket).toBe('day')
    expect(spendSpan({ ...custom, to: '2026-02-06', bucket: 'hour' }, now, 60).bucket).toBe('hour')
  })

  test('never asks for more days than a chart can show', () => {
    const span = spendSpan(
      { ...DEFAULT_SPEND, range: 'custom', from: '1990-01-01', to: '2026-01-01' },
      now,
      0
    )
    expect((span.to - span.from) / DAY).toBe(366)
  })
})
