import type { CostLine, RequestLogRow } from '../../../shared/domain/request-log.ts'

/** Why a cost is what it is, for showing it as a sum. */
export type CostArithmetic =
  | {
      readonly kind: 'sum'
      readonly lines: readonly CostLine[]
      readonly priceId: string
      /** The lines' sum, nano-dollars with at most three decimals. */
      readonly exactNanos: number
      /** What was booked: the sum, rounded once. */
      readonly nanos: number
      /** What the one rounding added (or took, below 0), nano-dollars. */
      readonly roundingNanos: number
      readonly estimated: boolean
    }
  /** Booked without its lines: an amount that the provider itself named. */
  | { readonly kind: 'amount'; readonly nanos: number; readonly estimated: boolean }
  /** Nothing was sent anywhere, so nothing was charged. */
  | { readonly kind: 'not-sent' }
  /** A reply came, but no price is known for its model. */
  | { readonly kind: 'no-price' }
  /** The provider did not say how many tokens it took. */
  | { readonly kind: 'no-usage' }
  /** The provider refused or never answered, and reported no usage. */
  | { readonly kind: 'failed' }

/** The arithmetic of a row's cost, or in words why there is none. */
export function costArithmetic(row: RequestLogRow): CostArithmetic {
  if (row.cost_nanos !== null && row.cost !== null) {
    // In thousandths of a nano-dollar (pico-dollars) every line is a whole number, so the sum has no float error.
    const picos = row.cost.lines.reduce((sum, line) => sum + Math.round(line.nanos * 1000), 0)
    return {
      kind: 'sum',
      lines: row.cost.lines,
      priceId: row.cost.price_id,
      exactNanos: picos / 1000,
      nanos: row.cost_nanos,
      roundingNanos: (row.cost_nanos * 1000 - picos) / 1000,
      estimated: row.cost_estimated
    }
  }
  if (row.cost_nanos !== null) {
    return row.attempts.length === 0 && row.cost_nanos === 0
      ? { kind: 'not-sent' }
      : { kind: 'amount', nanos: row.cost_nanos, estimated: row.cost_estimated }
  }
  if (row.attempts.length === 0) return { kind: 'not-sent' }
  if (row.usage.input !== null || row.usage.output !== null) return { kind: 'no-price' }
  // An app that hung up may have been charged for what came until then; a refusal is not charged.
  return row.status >= 400 && row.status !== 499 ? { kind: 'failed' } : { kind: 'no-usage' }
}

/**
 * An amount of nano-dollars as USD with all the digits it has, up to pico-dollars: for sums that must add up by eye.
 * `decimals` fills up with zeros, so that a column of amounts lines up.
 */
export function exactUsd(nanos: number, decimals = 2): string {
  const picos = Math.round(nanos * 1000)
  const digits = Math.abs(picos).toString().padStart(13, '0')
  const fraction = digits.slice(-12).replace(/0+$/, '').padEnd(decimals, '0')
  return `${picos < 0 ? '-' : ''}$${digits.slice(0, -12)}.${fraction}`
}

/** How many decimals the longest of several amounts has. */
export function decimalsOf(amounts: readonly number[]): number {
  return Math.max(2, ...amounts.map((nanos) => (exactUsd(nanos).split('.')[1] ?? '').length))
}

/** A price of pico-dollars a unit as USD for a million of them: all its digits, at least two. */
export function pricePerMillion(picos: number): string {
  const [whole = '0', fraction = ''] = (picos / 1e6).toFixed(6).split('.')
  return `$${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}
