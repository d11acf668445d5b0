import { describe, expect, test } from 'vitest'
import { axisTicks, bucketLabel, spendChart, tickUsd } from '../../../renderer/features/spend/spend-series.ts'
import { sampleSpend } from './sample-spend.ts'

describe('the bars of the spend chart', () => {
  test('add up to the bucket, also where small groups are drawn as one', () => {
    const costs = Object.fromEntries(
      Array.from({ length: 12 }, (_unused, index) => [`m${index}`, [100 - index, index]])
    )
    const chart = spendChart(sampleSpend(costs), 'cost', 7)
    expect(chart.series).toHaveLength(8)
    expect(chart.series.at(-1)).toMatchObject({ key: undefined, index: 7 })
    for (const bar of chart.bars) {
      expect(bar.values.reduce((sum, value) => sum + value, 0)).toBe(bar.total)
      expect(bar.values).toHaveLength(8)
    }
  })

  test('draw what came as one group with the other small ones, whatever its size, and never as a model', () => {
    const names = Array.from({ length: 12 }, (_unused, index) => [`m${index}`, [100 - index]] as const)
    const chart = spendChart(sampleSpend({ ...Object.fromEntries(names), other: [900] }), 'cost', 7)
    expect(chart.series.map((series) => series.key)).toEqual([
      'm0',
      'm1',
      'm2',
      'm3',
      'm4',
      'm5',
      'm6',
      undefined
    ])
    expect(chart.bars[0]?.values.reduce((sum, value) => sum + value, 0)).toBe(chart.bars[0]?.total)
    const alone = spendChart(sampleSpend({ a: [1], other: [2] }), 'cost')
    expect(alone.series.map((series) => series.key)).toEqual(['other', 'a'])
  })

  test('put the largest group first by what is measured', () => {
    const spend = sampleSpend({ dear: [90], busy: [1, 1, 1] })
    expect(spendChart(spend, 'cost').series.map((series) => series.key)).toEqual(['dear', 'busy'])
    expect(spendChart(spend, 'requests').series.map((series) => series.key)).toEqual(['busy', 'dear'])
  })

  test('give no colour to a group with nothing to show, and none is called other for itself alone', () => {
    const spend = sampleSpend({ a: [3], free: [0], b: [2], c: [1] })
    expect(spendChart(spend, 'cost', 2).series.map((series) => series.key)).toEqual(['a', 'b', 'c'])
  })

  test('stand on an axis of round figures that reaches over the highest', () => {
    expect(axisTicks(0)).toEqual([0, 1])
    expect(axisTicks(380)).toEqual([0, 100, 200, 300, 400])
    for (const max of [1, 7, 23, 99, 1234, 5.5e9]) expect(axisTicks(max).at(-1)).toBeGreaterThanOrEqual(max)
  })

  test('are measured in as many digits as the steps need', () => {
    const marks = (max: number): string[] => axisTicks(max).map((tick) => tickUsd(tick, axisTicks(max)))
    expect(marks(3_100_000)).toEqual(['$0.000', '$0.001', '$0.002', '$0.003', '$0.004'])
    expect(marks(1.2e9)).toEqual(['$0.00', '$0.50', '$1.00', '$1.50'])
    expect(marks(3.8e12)).toEqual(['$0', '$1,000', '$2,000', '$3,000', '$4,000'])
  })

  test('are labelled in the local time that they were cut by', () => {
    expect(bucketLabel('2026-03-01T23:00:00Z', 'day', 60)).toBe('Mar 2')
    expect(bucketLabel('2026-03-01T22:00:00Z', 'hour', 60)).toBe('23:00')
    expect(bucketLabel('2026-03-01T23:00:00Z', 'hour', 60)).toBe('00:00')
    expect(bucketLabel('2026-03-01T23:00:00Z', 'hour', 60, 'dated')).toBe('Mar 2')
    expect(bucketLabel('2026-03-01T22:00:00Z', 'hour', 60, 'long')).toBe('Sun, Mar 1, 23:00 to 00:00')
    expect(bucketLabel('2026-03-01T23:00:00Z', 'day', 60, 'long')).toBe('Monday, March 2')
  })
})
