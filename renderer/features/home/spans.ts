const HOUR_MS = 3_600_000

/** Input of `spend.query` for a span, by the hour, in this computer's time. */
export interface SpendSpan {
  readonly from: string
  readonly to: string
  readonly bucket: 'hour'
  readonly by: 'model'
  readonly utc_offset_minutes: number
}

function span(from: number, to: number): SpendSpan {
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    bucket: 'hour',
    by: 'model',
    utc_offset_minutes: -new Date(from).getTimezoneOffset()
  }
}

/** The start of the local day that `now` (ms since the epoch) is in, or of one `days` earlier. */
function midnight(now: number, daysAgo = 0): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysAgo).getTime()
}

/** The end of the hour that `now` is in: spans that end there stay the same for an hour, so their answers are kept. */
function endOfHour(now: number): number {
  return Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS
}

/** From midnight to the end of this hour. */
export function todaySpan(now: number): SpendSpan {
  return span(midnight(now), endOfHour(now))
}

/** The same part of yesterday, for a fair comparison. */
export function yesterdaySpan(now: number): SpendSpan {
  const start = midnight(now, 1)
  return span(start, start + endOfHour(now) - midnight(now))
}

/** The 24 hours that end with this one. */
export function lastDaySpan(now: number): SpendSpan {
  const end = endOfHour(now)
  return span(end - 24 * HOUR_MS, end)
}
