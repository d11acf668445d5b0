import type { Spend } from '../../../shared/contract/spend.ts'

/** The change against the span before. */
export type SpendTrend =
  | { readonly kind: 'more' | 'less'; readonly ratio: number }
  | { readonly kind: 'same' }
  /** Nothing was spent before, so there is no ratio. */
  | { readonly kind: 'from-nothing' }

/** What the sentence above the chart says: the figures that it is made of, no words. */
export interface SpendAnswer {
  readonly kind: 'nothing' | 'unpriced' | 'free' | 'spent'
  readonly requests: number
  readonly costNanos: number
  /** The group that most of the money went to; undefined where none stands out or nothing was spent. */
  readonly top: { readonly key: string; readonly share: number } | undefined
  /** undefined where nothing was spent, or nothing of the span before is known: a comparison would be a guess. */
  readonly trend: SpendTrend | undefined
  readonly unpriced: number
}

/** The answer to "where does the money go". */
export function spendAnswer(spend: Spend): SpendAnswer {
  const { totals, previous } = spend
  const common = { requests: totals.requests, costNanos: totals.cost_nanos, unpriced: totals.unpriced }
  if (totals.requests === 0) return { ...common, kind: 'nothing', top: undefined, trend: undefined }
  if (isCostUnknown(totals)) {
    return { ...common, kind: 'unpriced', top: undefined, trend: undefined }
  }
  if (totals.cost_nanos === 0) return { ...common, kind: 'free', top: undefined, trend: undefined }
  const first = spend.groups[0]
  const share = first === undefined ? 0 : first.figures.cost_nanos / totals.cost_nanos
  return {
    ...common,
    kind: 'spent',
    // Below a quarter no one group answers the question.
    top: first !== undefined && share >= 0.25 ? { key: first.key, share } : undefined,
    trend: spendTrend(totals.cost_nanos, previous)
  }
}

function spendTrend(costNanos: number, previous: Spend['previous']): SpendTrend | undefined {
  if (isCostUnknown(previous)) return undefined
  if (previous.cost_nanos === 0) return { kind: 'from-nothing' }
  const ratio = costNanos / previous.cost_nanos - 1
  if (Math.abs(ratio) < 0.02) return { kind: 'same' }
  return { kind: ratio > 0 ? 'more' : 'less', ratio: Math.abs(ratio) }
}

/** The share of input that came from a prompt cache, 0 to 1; undefined where there was no input. */
export function cachedShare(figures: Spend['totals']): number | undefined {
  const input = figures.input + figures.cache_read + figures.cache_write
  return input === 0 ? undefined : figures.cache_read / input
}

/** Whether nothing is known of what requests cost: each one failed (and cost nothing) or could not be priced. */
export function isCostUnknown(figures: Spend['totals']): boolean {
  const { cost_nanos, unpriced, errors, requests } = figures
  return cost_nanos === 0 && unpriced > 0 && unpriced + errors >= requests
}

/**
 * What an answered request of known cost took on average, nano-dollars; undefined where there was none. Failed ones
 * cost next to nothing and there may be many: they would make the others look cheaper than they are.
 */
export function averageNanos(figures: Spend['totals']): number | undefined {
  const answered = figures.requests - figures.errors - figures.unpriced
  return answered <= 0 || isCostUnknown(figures) ? undefined : Math.round(figures.cost_nanos / answered)
}
