import type { Spend, SpendFigures } from '../../shared/contract/index.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'

const SIZE = { hour: 3_600_000, day: 86_400_000 } as const

function figuresOf(rows: readonly RequestLogRow[]): SpendFigures {
  const sum = (of: (row: RequestLogRow) => number | null): number =>
    rows.reduce((total, row) => total + (of(row) ?? 0), 0)
  return {
    requests: rows.length,
    errors: rows.filter((row) => row.status >= 400).length,
    input: sum((row) => row.usage.input),
    cache_read: sum((row) => row.usage.cache_read),
    cache_write: sum((row) => row.usage.cache_write),
    output: sum((row) => row.usage.output),
    reasoning: sum((row) => row.usage.reasoning),
    cost_nanos: sum((row) => row.cost_nanos),
    unpriced: rows.filter((row) => row.cost_nanos === null && row.status < 400).length,
    total_ms: sum((row) => row.total_ms),
    ttft_ms: sum((row) => row.ttft_ms),
    ttft_count: rows.filter((row) => row.ttft_ms !== null).length
  }
}

function keyOf(row: RequestLogRow, by: 'model' | 'account' | 'token'): string {
  if (by === 'model') return row.account === null ? (row.model ?? '') : `${row.account}/${row.model ?? ''}`
  return row[by] ?? ''
}

/** Spend counted from the rows: slow and plain, so that it can be believed. */
export function spendOf(
  rows: readonly RequestLogRow[],
  query: {
    readonly from: string
    readonly to: string
    readonly bucket: 'hour' | 'day'
    readonly by: 'model' | 'account' | 'token'
    readonly utc_offset_minutes: number
  }
): Spend {
  const size = SIZE[query.bucket]
  const offset = query.utc_offset_minutes * 60_000
  const floor = (time: number): number => Math.floor((time + offset) / size) * size - offset
  const from = floor(Date.parse(query.from))
  const to = floor(Date.parse(query.to) - 1) + size
  const within = (start: number, end: number): RequestLogRow[] =>
    rows.filter((row) => Date.parse(row.time) >= start && Date.parse(row.time) < end)
  const chosen = within(from, to)

  const byKey = Map.groupBy(chosen, (row) => keyOf(row, query.by))
  const groups = [...byKey]
    .map(([key, own]) => ({ key, figures: figuresOf(own) }))
    .sort((left, right) => right.figures.cost_nanos - left.figures.cost_nanos)
  const buckets: Spend['buckets'] = []
  for (let start = from; start < to; start += size) {
    const own = within(start, start + size)
    const each = groups.map((group) => figuresOf(own.filter((row) => keyOf(row, query.by) === group.key)))
    buckets.push({
      start: new Date(start).toISOString(),
      figures: figuresOf(own),
      costs: each.map((figures) => figures.cost_nanos),
      requests: each.map((figures) => figures.requests)
    })
  }
  return { totals: figuresOf(chosen), previous: figuresOf(within(from - (to - from), from)), groups, buckets }
}
