import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCompact,
  formatDuration,
  formatRelative,
  formatShare
} from '../../../renderer/ui/format.ts'

const now = Date.UTC(2027, 0, 31, 12)
const before = (ms: number): string => new Date(now - ms).toISOString()

describe('figures for people', () => {
  it('gives durations the digits that matter at their size', () => {
    expect([0.42, 87.4, 999, 1240, 15_480, 123_000].map(formatDuration)).toEqual([
      '0.4 ms',
      '87 ms',
      '999 ms',
      '1.24 s',
      '15.5 s',
      '2 min 3 s'
    ])
  })

  it('gives bytes their unit', () => {
    expect([0, 312, 4200, 1_340_000, 123_456_789].map(formatBytes)).toEqual([
      '0 B',
      '312 B',
      '4.2 kB',
      '1.3 MB',
      '123 MB'
    ])
  })

  it('keeps small counts exact and shortens large ones', () => {
    expect([0, 9999, 12_345, 3_400_000].map(formatCompact)).toEqual(['0', '9,999', '12.3K', '3.4M'])
  })

  it('does not let a small share look like none', () => {
    expect([0, 0.004, 0.126, 1].map(formatShare)).toEqual(['0%', '0.4%', '13%', '100%'])
  })

  it('says how long ago or ahead a time is', () => {
    expect(formatRelative(before(12_000), now)).toBe('12 sec. ago')
    expect(formatRelative(before(3 * 3_600_000), now)).toBe('3 hr. ago')
    expect(formatRelative(before(-9 * 86_400_000), now)).toBe('in 9 days')
    expect(formatRelative(before(0), now)).toBe('now')
  })
})
