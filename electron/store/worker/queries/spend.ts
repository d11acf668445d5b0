import { ROLLUP_COLUMNS } from '../rollup-columns.ts'
import type { Database } from 'better-sqlite3'
import type { Spend, SpendFigures } from '../../../../shared/contract/spend.ts'
import { GatehouseError } from '../../../../shared/errors.ts'
import type { SpendQuery } from '../../store.ts'
import { BY_DAY, BY_HOUR, HOUR_MS } from '../rollups.ts'

/** Groups told apart; a chart with more colours says nothing. The rest is one group, `other`. */
const GROUPS = 12
const OTHER = 'other'
/** Ten years of days, five months of hours. */
const MOST_BUCKETS = 3700
const MINUTE_MS = 60_000

/** The figures of one group in one bucket; buckets are counted from the start of the span before. */
type SumRow = SpendFigures & { readonly bucket: number; readonly key: string }

/** Adds up what was spent, from the roll-ups alone. Throws `invalid_request` where the span has too many buckets. */
export function querySpend(database: Database, query: SpendQuery): Spend {
  const span = spanOf(query)
  const rows = readSums(database, query, span)
  const keys = rankKeys(rows, span.buckets)
  const totals = emptyFigures()
  const previous = emptyFigures()
  const groups = keys.map((key) => ({ key, figures: emptyFigures() }))
  const buckets = Array.from({ length: span.buckets }, (_, index) => ({
    start: new Date(span.from + index * span.bucketMs).toISOString(),
    figures: emptyFigures(),
    costs: keys.map(() => 0),
    requests: keys.map(() => 0)
  }))
  for (const row of rows) {
    const bucket = buckets[row.bucket - span.buckets]
    if (bucket === undefined) {
      addTo(previous, row)
      continue
    }
    addTo(totals, row)
    addTo(bucket.figures, row)
    const found = keys.indexOf(row.key)
    const index = found === -1 ? keys.length - 1 : found
    const group = groups[index]
    if (group !== undefined) addTo(group.figures, row)
    bucket.costs[index] = (bucket.costs[index] ?? 0) + row.cost_nanos
    bucket.requests[index] = (bucket.requests[index] ?? 0) + row.requests
  }
  return { totals, previous, groups, buckets }
}

interface Span {
  /** Start of the first bucket, milliseconds since the epoch. */
  readonly from: number
  readonly bucketMs: number
  readonly buckets: number
}

/** Cuts a span to whole buckets: local days begin at local midnight. */
function spanOf({ from, to, bucket, utcOffsetMinutes }: SpendQuery): Span {
  const bucketMs = bucket === 'day' ? 24 * HOUR_MS : HOUR_MS
  // Roll-ups are by UTC hours, so hours are cut there, also where local time is off by half of one.
  const offset = bucket === 'day' ? utcOffsetMinutes * MINUTE_MS : 0
  const start = Math.floor((from + offset) / bucketMs) * bucketMs - offset
  const buckets = Math.max(1, Math.ceil((to - start) / bucketMs))
  if (!(buckets <= MOST_BUCKETS)) {
    throw new GatehouseError(
      'invalid_request',
      `The span from ${isoOf(from)} to ${isoOf(to)} has more than ${MOST_BUCKETS} ${bucket}s: ask for a shorter one${bucket === 'hour' ? ', or for days' : ''}.`
    )
  }
  return { from: start, bucketMs, buckets }
}

function isoOf(time: number): string {
  return Number.isFinite(time) && Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : String(time)
}

/** The sums of the span and of the one before it, by bucket and key. */
function readSums(database: Database, query: SpendQuery, { from, bucketMs, buckets }: Span): SumRow[] {
  // Days in the roll-ups are UTC days: they serve where local days are the same, else hours are put together.
  const byDay = query.bucket === 'day' && query.utcOffsetMinutes % 1440 === 0
  const first = (from - buckets * bucketMs) / HOUR_MS
  const end = first + (2 * buckets * bucketMs) / HOUR_MS
  // Half an hour is added so that an hour cut in two by local midnight falls to the day that has more of it.
  const statement = database.prepare<[number, number, number, number, number], SumRow>(
    `SELECT CAST((start + 0.5 - ?) / ? AS INTEGER) AS bucket, ${query.by} AS key,
       ${ROLLUP_COLUMNS.map((name) => `sum(${name}) AS ${name}`).join(', ')}
     FROM rollups WHERE unit = ? AND start + 0.5 >= ? AND start + 0.5 < ? GROUP BY 1, 2`
  )
  return statement.all(first, bucketMs / HOUR_MS, byDay ? BY_DAY : BY_HOUR, first, end)
}

/** The keys of the span, dearest first, cut to `GROUPS` and `other`. */
function rankKeys(rows: readonly SumRow[], buckets: number): string[] {
  const sums = new Map<string, { cost: number; requests: number }>()
  for (const row of rows) {
    if (row.bucket < buckets) continue
    const sum = sums.get(row.key) ?? { cost: 0, requests: 0 }
    sums.set(row.key, { cost: sum.cost + row.cost_nanos, requests: sum.requests + row.requests })
  }
  const ranked = [...sums]
    .sort(([a, x], [b, y]) => y.cost - x.cost || y.requests - x.requests || (a < b ? -1 : 1))
    .map(([key]) => key)
  return ranked.length > GROUPS ? [...ranked.slice(0, GROUPS), OTHER] : ranked
}

function emptyFigures(): SpendFigures {
  return {
    requests: 0,
    errors: 0,
    input: 0,
    cache_read: 0,
    cache_write: 0,
    output: 0,
    reasoning: 0,
    cost_nanos: 0,
    unpriced: 0,
    total_ms: 0,
    ttft_ms: 0,
    ttft_count: 0
  }
}

function addTo(figures: SpendFigures, row: SpendFigures): void {
  for (const name of ROLLUP_COLUMNS) figures[name] += row[name]
}
