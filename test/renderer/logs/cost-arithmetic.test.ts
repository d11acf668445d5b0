import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { picosToNanos } from '../../../shared/domain/money.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/usage.ts'
import { costArithmetic, exactUsd, pricePerMillion } from '../../../renderer/features/logs/cost-arithmetic.ts'
import { sampleRow } from './sample-row.ts'

describe('the arithmetic of a cost', () => {
  test('adds up for any counts and prices: sum of the lines plus the rounding is what was booked', () => {
    const line = fc.record({ count: fc.nat(300_000), price: fc.nat(90_000_000) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (pairs) => {
        const lines = pairs.map(({ count, price }) => ({
          what: 'input',
          count,
          price,
          nanos: (count * price) / 1000
        }))
        const picos = pairs.reduce((sum, { count, price }) => sum + count * price, 0)
        const sum = costArithmetic(
          sampleRow(1, { cost_nanos: picosToNanos(picos), cost: { price_id: 'p', lines } })
        )
        if (sum.kind !== 'sum') throw new Error(`expected a sum, got ${sum.kind}`)
        expect(Math.round((sum.exactNanos + sum.roundingNanos) * 1000)).toBe(sum.nanos * 1000)
        expect(Math.abs(sum.roundingNanos)).toBeLessThanOrEqual(0.5)
      })
    )
  })

  test('tells why there is no cost', () => {
    const unpriced = sampleRow(1, { cost_nanos: null })
    expect(costArithmetic(unpriced).kind).toBe('no-price')
    expect(costArithmetic({ ...unpriced, usage: UNKNOWN_USAGE }).kind).toBe('no-usage')
    expect(costArithmetic({ ...unpriced, usage: UNKNOWN_USAGE, status: 429 }).kind).toBe('failed')
    expect(costArithmetic({ ...unpriced, usage: UNKNOWN_USAGE, status: 499 }).kind).toBe('no-usage')
    expect(costArithmetic({ ...unpriced, attempts: [] }).kind).toBe('not-sent')
    expect(costArithmetic({ ...unpriced, attempts: [], cost_nanos: 0 }).kind).toBe('not-sent')
  })

  test('writes an amount with all its digits', () => {
    expect(exactUsd(820_000)).toBe('$0.00082')
    expect(exactUsd(1_234_567_890.125)).toBe('$1.234567890125')
    expect(exactUsd(0)).toBe('$0.00')
    expect(exactUsd(-0.5)).toBe('-$0.0000000005')
  })

  test('writes a price per million', () => {
    expect(pricePerMillion(2_250_000)).toBe('$2.25')
    expect(pricePerMillion(37_500)).toBe('$0.0375')
    expect(pricePerMillion(3_000_000)).toBe('$3.00')
    expect(pricePerMillion(500_000)).toBe('$0.50')
  })
})
