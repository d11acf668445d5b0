import type { Spend, SpendFigures } from '../../../shared/contract/spend.ts'

/** Figures of so many requests at so many nano-dollars in all. */
export function sampleFigures(
  requests: number,
  costNanos: number,
  overrides: Partial<SpendFigures> = {}
): SpendFigures {
  return {
    requests,
    errors: 0,
    input: requests * 1000,
    cache_read: 0,
    cache_write: 0,
    output: requests * 100,
    reasoning: 0,
    cost_nanos: costNanos,
    unpriced: 0,
    total_ms: requests * 900,
    ttft_ms: requests * 200,
    ttft_count: requests,
    ...overrides
  }
}

/** A spend of daily buckets from 2026-03-01 on: `costs[group][day]`, one request for each amount above zero. */
export function sampleSpend(costs: Readonly<Record<string, readonly number[]>>, previousNanos = 0): Spend {
  const groups = Object.entries(costs).map(([key, days]) => ({
    key,
    days,
    figures: sampleFigures(
      days.filter((cost) => cost > 0).length,
      days.reduce((sum, cost) => sum + cost, 0)
    )
  }))
  const days = Math.max(0, ...groups.map((group) => group.days.length))
  const buckets = Array.from({ length: days }, (_unused, day) => {
    const own = groups.map((group) => group.days[day] ?? 0)
    return {
      start: new Date(Date.parse('2026-03-01T00:00:00Z') + day * 86_400_000).toISOString(),
      figures: sampleFigures(
        own.filter((cost) => cost > 0).length,
        own.reduce((sum, cost) => sum + cost, 0)
      ),
      costs: own,
      requests: own.map((cost) => Number(cost > 0))
    }
  })
  return {
    totals: sampleFigures(
      groups.reduce((sum, group) => sum + group.figures.requests, 0),
      groups.reduce((sum, group) => sum + group.figures.cost_nanos, 0)
    ),
    previous: sampleFigures(previousNanos > 0 ? 1 : 0, previousNanos),
    groups: groups.map(({ key, figures }) => ({ key, figures })),
    buckets
  }
}
