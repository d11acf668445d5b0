import { describe, expect, test } from 'vitest'
import { gapBars, outputPerSecond, waterfallOf } from '../../../renderer/features/logs/timings.ts'
import { sampleRow } from './sample-row.ts'

const attempt = { target: 'a/m', status: 200, reason: null, cost_nanos: null }

describe('the timings of a request', () => {
  test('lay its attempts out over its whole time', () => {
    const waterfall = waterfallOf(
      sampleRow(1, {
        total_ms: 1000,
        attempts: [
          { ...attempt, status: 429, reason: 'rate-limited', start_ms: 0, ttft_ms: null, total_ms: 250 },
          { ...attempt, start_ms: 300, ttft_ms: 500, total_ms: 700 }
        ]
      })
    )
    expect(waterfall.attempts.map(({ from, first, to }) => [from, first, to])).toEqual([
      [0, undefined, 0.25],
      [0.3, 0.5, 1]
    ])
  })

  test('do not divide by zero for a request that was refused at once', () => {
    expect(waterfallOf(sampleRow(1, { total_ms: 0, attempts: [] })).spanMs).toBeGreaterThan(0)
  })

  test('show every gap of a short stream', () => {
    const chunks = [0, 10, 40, 45].map((at_ms) => ({ at_ms, bytes: 1 }))
    expect(gapBars(chunks).map((bar) => bar.gapMs)).toEqual([10, 30, 5])
    expect(gapBars(chunks.slice(0, 1))).toEqual([])
  })

  test('keep the longest stall of a long stream visible in few bars', () => {
    const chunks = Array.from({ length: 5000 }, (_unused, index) => ({
      at_ms: index * 10 + (index > 3210 ? 4000 : 0),
      bytes: 1
    }))
    const bars = gapBars(chunks)
    expect(bars.length).toBeLessThanOrEqual(96)
    expect(Math.max(...bars.map((bar) => bar.gapMs))).toBe(4010)
    expect(bars.at(-1)?.toMs).toBe(chunks.at(-1)?.at_ms)
  })

  test('give a rate only where a stream took long enough to have one', () => {
    expect(outputPerSecond(sampleRow(1, { ttft_ms: 240, total_ms: 1240 }))).toBe(100)
    expect(outputPerSecond(sampleRow(1, { ttft_ms: 1240, total_ms: 1240 }))).toBeUndefined()
    expect(outputPerSecond(sampleRow(1, { stream: false }))).toBeUndefined()
  })
})
