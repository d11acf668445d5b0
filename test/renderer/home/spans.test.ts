import { describe, expect, it } from 'vitest'
import { lastDaySpan, todaySpan, yesterdaySpan } from '../../../renderer/features/home/spans.ts'

const HOUR = 3_600_000
const now = new Date(2027, 4, 12, 15, 20).getTime()

describe('the spans of the home page', () => {
  it('runs today from midnight here to the end of this hour', () => {
    const { from, to } = todaySpan(now)
    expect(new Date(from)).toEqual(new Date(2027, 4, 12))
    expect(new Date(to)).toEqual(new Date(2027, 4, 12, 16))
  })

  it('compares with the same hours of yesterday', () => {
    const { from, to } = yesterdaySpan(now)
    expect(new Date(from)).toEqual(new Date(2027, 4, 11))
    expect(Date.parse(to) - Date.parse(from)).toBe(16 * HOUR)
  })

  it('stays the same for an hour, so that an answer can be kept', () => {
    expect(todaySpan(now + 30 * 60_000)).toEqual(todaySpan(now))
    expect(lastDaySpan(now + 30 * 60_000)).toEqual(lastDaySpan(now))
  })

  it('covers 24 whole hours, the running one last', () => {
    const { from, to } = lastDaySpan(now)
    expect(Date.parse(to) - Date.parse(from)).toBe(24 * HOUR)
    expect(Date.parse(to)).toBeGreaterThan(now)
  })
})
