import { assertNever } from '../../../shared/assert-never.ts'

/** The spans to choose from; `custom` is two local dates. */
export const SPEND_RANGES = ['today', '24h', '7d', '30d', 'custom'] as const
export type SpendRange = (typeof SPEND_RANGES)[number]

export const SPEND_GROUPINGS = ['model', 'account', 'token'] as const
export type SpendGrouping = (typeof SPEND_GROUPINGS)[number]

/** What the bars stand for. */
export type SpendMeasure = 'cost' | 'requests'

/** What the spend page shows, as its address says it. */
export interface SpendView {
  readonly range: SpendRange
  /** First and last day of a custom span, `YYYY-MM-DD`, both inclusive, in local time. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly by: SpendGrouping
  readonly measure: SpendMeasure
  /** How wide a bar is, where that was chosen; else by the span. */
  readonly bucket: 'hour' | 'day' | undefined
}

/** A span of time to ask for, milliseconds since the epoch; `to` is exclusive. */
export interface SpendSpan {
  readonly from: number
  readonly to: number
  readonly bucket: 'hour' | 'day'
  /** Whether the other bucket would make a readable chart too. */
  readonly choosable: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** More hourly bars than this cannot be told apart; the longest custom span. */
const MAX_HOURS = 8 * 24
const MAX_DAYS = 366

export const DEFAULT_SPEND: SpendView = {
  range: '7d',
  from: undefined,
  to: undefined,
  by: 'model',
  measure: 'cost',
  bucket: undefined
}

/** The view of a query string; what it cannot read it takes from the default. */
export function readSpendView(query: string): SpendView {
  const params = new URLSearchParams(query)
  const from = readDay(params.get('from'))
  const to = readDay(params.get('to'))
  const named = SPEND_RANGES.find((range) => range === params.get('range')) ?? DEFAULT_SPEND.range
  const whole = from !== undefined && to !== undefined && from <= to
  const range = named === 'custom' && !whole ? DEFAULT_SPEND.range : named
  const bucket = params.get('bucket')
  return {
    range,
    from: range === 'custom' ? from : undefined,
    to: range === 'custom' ? to : undefined,
    by: SPEND_GROUPINGS.find((grouping) => grouping === params.get('by')) ?? DEFAULT_SPEND.by,
    measure: params.get('measure') === 'requests' ? 'requests' : 'cost',
    bucket: bucket === 'hour' || bucket === 'day' ? bucket : undefined
  }
}

/** The query string of a view, without `?`; what is the default is left out. */
export function writeSpendView(view: SpendView): string {
  const params = new URLSearchParams()
  if (view.range !== DEFAULT_SPEND.range) params.set('range', view.range)
  if (view.range === 'custom' && view.from !== undefined && view.to !== undefined) {
    params.set('from', view.from)
    params.set('to', view.to)
  }
  if (view.by !== DEFAULT_SPEND.by) params.set('by', view.by)
  if (view.measure !== DEFAULT_SPEND.measure) params.set('measure', view.measure)
  if (view.bucket !== undefined) params.set('bucket', view.bucket)
  return params.toString()
}

/**
 * The span of a view at the time `nowMs`. Days begin at local midnight by one fixed offset (minutes ahead of UTC), the
 * same that the server gets, so that bars and sums agree also where the clock is changed within the span.
 */
export function spendSpan(view: SpendView, nowMs: number, offsetMinutes: number): SpendSpan {
  const tonight = startOfDay(nowMs, offsetMinutes) + DAY
  const nextHour = Math.floor(nowMs / HOUR) * HOUR + HOUR
  switch (view.range) {
    case 'today':
      return { from: tonight - DAY, to: tonight, bucket: 'hour', choosable: false }
    case '24h':
      return { from: nextHour - DAY, to: nextHour, bucket: 'hour', choosable: false }
    case '7d':
      return { from: tonight - 7 * DAY, to: tonight, bucket: view.bucket ?? 'day', choosable: true }
    case '30d':
      return { from: tonight - 30 * DAY, to: tonight, bucket: 'day', choosable: false }
    case 'custom':
      return customSpan(view, nowMs, offsetMinutes)
    default:
      return assertNever(view.range)
  }
}

/** The local date of a time as `YYYY-MM-DD`. */
export function localDay(ms: number, offsetMinutes: number): string {
  return new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 10)
}

/** Local midnight at or before a time. */
export function startOfDay(ms: number, offsetMinutes: number): number {
  const offset = offsetMinutes * 60_000
  return Math.floor((ms + offset) / DAY) * DAY - offset
}

/** How long a bucket is, milliseconds. */
export function bucketMs(bucket: 'hour' | 'day'): number {
  return bucket === 'hour' ? HOUR : DAY
}

function customSpan(view: SpendView, nowMs: number, offsetMinutes: number): SpendSpan {
  const today = localDay(nowMs, offsetMinutes)
  const offset = offsetMinutes * 60_000
  const last = Date.parse(`${view.to ?? today}T00:00:00Z`) - offset + DAY
  const first = Math.max(Date.parse(`${view.from ?? today}T00:00:00Z`) - offset, last - MAX_DAYS * DAY)
  const hours = (last - first) / HOUR
  const choosable = hours > 48 && hours <= MAX_HOURS
  const natural = hours <= 48 ? 'hour' : 'day'
  return { from: first, to: last, bucket: choosable ? (view.bucket ?? natural) : natural, choosable }
}

function readDay(text: string | null): string | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  // A day that does not exist, such as 30 February, comes back as another one.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : text
}
