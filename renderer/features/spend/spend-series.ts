import type { Spend } from '../../../shared/contract/spend.ts'
import { restGroupIndex } from './rest-group.ts'
import type { SpendMeasure } from './spend-view.ts'

/** One colour of the stacked bars: a group, or all the small ones together. */
export interface SpendSeries {
  /** Where its figures are in a bar's `values`. */
  readonly index: number
  /** undefined: every group that has no colour of its own here. */
  readonly key: string | undefined
  readonly total: number
}

export interface SpendBar {
  /** ISO 8601 of its first moment. */
  readonly start: string
  readonly values: readonly number[]
  readonly total: number
  readonly unpriced: number
}

export interface SpendChart {
  readonly series: readonly SpendSeries[]
  readonly bars: readonly SpendBar[]
}

/** The stacked bars of a spend: at most `limit` groups by their size in `measure`, the rest as one. */
export function spendChart(spend: Spend, measure: SpendMeasure, limit = 7): SpendChart {
  const sized = spend.groups.map((group, index) => ({
    index,
    key: group.key,
    total: measure === 'cost' ? group.figures.cost_nanos : group.figures.requests
  }))
  const together = restGroupIndex(spend.groups)
  const ordered = sized
    .filter((group) => group.total > 0 && group.index !== together)
    .sort((left, right) => right.total - left.total)
  // One group alone is not worth an "other".
  const all = together === -1 && ordered.length <= limit + 1
  const shown = all ? ordered : ordered.slice(0, limit)
  const rest = [
    ...ordered.slice(shown.length),
    ...sized.filter((group) => group.index === together && group.total > 0)
  ]
  const series: SpendSeries[] = shown.map((group, index) => ({
    index,
    key: group.key,
    total: group.total
  }))
  if (rest.length > 0) {
    const total = rest.reduce((sum, group) => sum + group.total, 0)
    series.push({ index: shown.length, key: undefined, total })
  }
  const bars = spend.buckets.map((bucket) => {
    const values = measure === 'cost' ? bucket.costs : bucket.requests
    const restValue = rest.reduce((sum, group) => sum + (values[group.index] ?? 0), 0)
    const own = shown.map((group) => values[group.index] ?? 0)
    return {
      start: bucket.start,
      values: rest.length > 0 ? [...own, restValue] : own,
      total: measure === 'cost' ? bucket.figures.cost_nanos : bucket.figures.requests,
      unpriced: bucket.figures.unpriced
    }
  })
  return { series, bars }
}

/** Round figures for the value axis, from 0 to at least `max`: steps of 1, 2 or 5 times a power of ten. */
export function axisTicks(max: number, steps = 4): number[] {
  if (max <= 0) return [0, 1]
  const rough = max / steps
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const count = Math.ceil(max / step)
  return Array.from({ length: count + 1 }, (_unused, index) => index * step)
}

/** A figure of the cost axis in nano-dollars, as USD with as many digits as its steps need. */
export function tickUsd(nanos: number, ticks: readonly number[]): string {
  const step = ((ticks[1] ?? 0) - (ticks[0] ?? 0)) / 1e9
  const decimals = step >= 1 || step <= 0 ? 0 : Math.max(2, Math.ceil(-Math.log10(step) - 1e-9))
  return `$${(nanos / 1e9).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}`
}

/**
 * The words for a bar, by the fixed offset that the bars were cut with. `short` stands under it, `dated` too where hours
 * of several days stand side by side (midnight says the day), `long` stands alone.
 */
export function bucketLabel(
  start: string,
  bucket: 'hour' | 'day',
  offsetMinutes: number,
  style: 'short' | 'dated' | 'long' = 'short'
): string {
  const shifted = new Date(Date.parse(start) + offsetMinutes * 60_000)
  const day = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(shifted)
  if (bucket === 'day') {
    return style === 'long'
      ? day({ weekday: 'long', month: 'long', day: 'numeric' })
      : day({ month: 'short', day: 'numeric' })
  }
  const hour = String(shifted.getUTCHours()).padStart(2, '0')
  if (style === 'dated' && hour === '00') return day({ month: 'short', day: 'numeric' })
  if (style !== 'long') return `${hour}:00`
  const next = String((shifted.getUTCHours() + 1) % 24).padStart(2, '0')
  return `${day({ weekday: 'short', month: 'short', day: 'numeric' })}, ${hour}:00 to ${next}:00`
}
