import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PriceEntry, Rates } from '../../electron/catalogue/catalogue.ts'
import { priceOfOverride, priceUsage } from '../../electron/catalogue/price-usage.ts'
import { readOpenaiUsage } from '../../electron/dialects/read-openai-usage.ts'
import { costSchema } from '../../shared/domain/request-log.ts'
import { UNKNOWN_USAGE, type Usage } from '../../shared/domain/usage.ts'

const entry = (rates: Rates, tiers: PriceEntry['tiers'] = []): PriceEntry => ({
  id: 'test:p/m@2026-01-01',
  rates,
  tiers
})
const usage = (counts: Partial<Usage>): Usage => ({ ...UNKNOWN_USAGE, ...counts })
const USD = 1_000_000_000

describe('priceUsage', () => {
  test('shows the arithmetic: each count times its price, rounded once', () => {
    const priced = priceUsage(
      entry({ input: 2_500_001, output: 10_000_000, cacheRead: 1_250_000 }),
      usage({ input: 3, cache_read: 1024, output: 7, reasoning: 5 })
    )
    expect(priced).toEqual({
      nanos: 1_357_500,
      cost: {
        price_id: 'test:p/m@2026-01-01',
        lines: [
          { what: 'input', count: 3, price: 2_500_001, nanos: 7500.003 },
          { what: 'cache_read', count: 1024, price: 1_250_000, nanos: 1_280_000 },
          { what: 'output', count: 7, price: 10_000_000, nanos: 70_000 }
        ]
      }
    })
  })

  test('half a nano-dollar is rounded up, and only the sum is rounded', () => {
    expect(priceUsage(entry({ input: 100, output: 400 }), usage({ input: 1, output: 1 })).nanos).toBe(1)
    expect(priceUsage(entry({ input: 100, output: 399 }), usage({ input: 1, output: 1 })).nanos).toBe(0)
  })

  test('without a price, or without counts, the cost is unknown, not 0', () => {
    expect(priceUsage(null, usage({ input: 5, output: 5 }))).toEqual({ nanos: null, cost: null })
    expect(priceUsage(entry({ input: 1, output: 1 }), UNKNOWN_USAGE).nanos).toBeNull()
    expect(priceUsage(entry({ input: 0, output: 0 }), UNKNOWN_USAGE).nanos).toBeNull()
    expect(priceUsage(entry({ request: 5 }), UNKNOWN_USAGE).nanos).toBeNull()
  })

  test('a part that cannot be priced makes the whole unknown', () => {
    expect(priceUsage(entry({ input: 1 }), usage({ input: 5, output: 5 })).nanos).toBeNull()
    expect(priceUsage(entry({ output: 1 }), usage({ input: 5, output: 5 })).nanos).toBeNull()
    expect(priceUsage(entry({ input: 1, output: 1 }), usage({ input: 5 })).nanos).toBeNull()
    expect(priceUsage(entry({ input: 1, output: 1 }), usage({ output: 5 })).nanos).toBeNull()
  })

  test('a price that nothing is counted for does not matter', () => {
    expect(priceUsage(entry({ input: 1000 }), usage({ input: 5 })).nanos).toBe(5)
    expect(priceUsage(entry({ input: 1000, output: 0 }), usage({ input: 5 })).nanos).toBe(5)
    expect(priceUsage(entry({ input: 1000 }), usage({ input: 5, output: 0 })).nanos).toBe(5)
  })

  test('what a free model does is free, as far as it was counted', () => {
    expect(priceUsage(entry({ input: 0, output: 0 }), usage({ input: 5, output: 9 }))).toEqual({
      nanos: 0,
      cost: {
        price_id: 'test:p/m@2026-01-01',
        lines: [
          { what: 'input', count: 5, price: 0, nanos: 0 },
          { what: 'output', count: 9, price: 0, nanos: 0 }
        ]
      }
    })
  })

  test('cache tokens without a price of their own cost what input costs', () => {
    const counts = usage({ input: 1, cache_read: 2, cache_write: 4, output: 0 })
    expect(priceUsage(entry({ input: 1000, output: 1 }), counts).nanos).toBe(7)
    expect(priceUsage(entry({ input: 1000, output: 1, cacheRead: 0, cacheWrite: 2000 }), counts).nanos).toBe(
      9
    )
  })

  test('reasoning and sound have lines of their own where their prices differ', () => {
    const rates = { input: 1000, output: 2000, reasoning: 5000, inputAudio: 10_000, outputAudio: 20_000 }
    const counts = usage({ input: 10, output: 10, reasoning: 3, input_audio: 4, output_audio: 2 })
    const { nanos, cost } = priceUsage(entry(rates), counts)
    expect(cost?.lines.map(({ what, count }) => [what, count])).toEqual([
      ['input', 6],
      ['input_audio', 4],
      ['output', 5],
      ['output_audio', 2],
      ['reasoning', 3]
    ])
    expect(nanos).toBe(6 + 40 + 10 + 40 + 15)
    expect(
      priceUsage(entry({ input: 1000, output: 2000 }), counts).cost?.lines.map(({ what }) => what)
    ).toEqual(['input', 'output'])
  })

  test('what a cache keeps for an hour, cached sound and pictures have lines of their own', () => {
    const rates = { input: 1000, output: 2000, cacheRead: 100, cacheWrite: 1250 }
    const counts = usage({
      input: 10,
      cache_read: 8,
      cache_read_audio: 3,
      cache_write: 6,
      cache_write_1h: 2,
      output: 9,
      output_image: 4,
      reasoning: 5
    })
    const own = { cacheWrite1h: 2000, cacheReadAudio: 500, outputImage: 60_000 }
    const { nanos, cost } = priceUsage(entry({ ...rates, ...own }), counts)
    expect(cost?.lines.map(({ what, count }) => [what, count])).toEqual([
      ['input', 10],
      ['cache_read', 5],
      ['cache_read_audio', 3],
      ['cache_write', 4],
      ['cache_write_1h', 2],
      ['output', 5],
      ['output_image', 4]
    ])
    expect(nanos).toBe(Math.round((10 * 1000 + 500 + 1500 + 5000 + 4000 + 10_000 + 240_000) / 1000))
    expect(priceUsage(entry(rates), counts).cost?.lines.map(({ what }) => what)).toEqual([
      'input',
      'cache_read',
      'cache_write',
      'output'
    ])
  })

  test('what a model drew, with no word beside it, has no price where only that of text is known', () => {
    const drawn = usage({ input: 10, output: 4160, output_image: 4160 })
    expect(priceUsage(entry({ input: 1000, output: 2000 }), drawn)).toEqual({ nanos: null, cost: null })
    const priced = priceUsage(entry({ input: 1000, output: 2000, outputImage: 3000 }), drawn)
    expect(priced.nanos).toBe(10 + 4160 * 3)
    const own = priceOfOverride('override:a/m', { input: 1, output: 2 })
    expect(priceUsage(own, drawn).nanos).toBe(10 * 1000 + 4160 * 2000)
  })

  test('a search of the web is a line where its fee is known, else it is told that it is left out', () => {
    const counts = usage({ input: 1, output: 1, web_searches: 3 })
    const known = priceUsage(entry({ input: 1000, output: 1000, webSearch: 10_000_000_000 }), counts)
    expect(known.cost?.lines.at(-1)).toEqual({
      what: 'web_search',
      count: 3,
      price: 10_000_000_000,
      nanos: 30_000_000
    })
    expect([known.nanos, known.leftOut]).toEqual([30_000_002, undefined])
    const unknown = priceUsage(entry({ input: 1000, output: 1000 }), counts)
    expect([unknown.nanos, unknown.leftOut]).toEqual([
      2,
      'the cost leaves out the fee of 3 searches of the web'
    ])
  })

  test('what other models used is told to be left out', () => {
    const priced = priceUsage(
      entry({ input: 1000, output: 1000 }),
      usage({ input: 1, output: 1, other_models: 9 })
    )
    expect([priced.nanos, priced.leftOut]).toEqual([
      2,
      'the cost leaves out 9 tokens that other models used for the request'
    ])
  })

  test('a fee for each request is a line', () => {
    const { nanos, cost } = priceUsage(
      entry({ input: 1000, output: 1000, request: 5_000_000_000 }),
      usage({ input: 1, output: 1 })
    )
    expect(nanos).toBe(5_000_002)
    expect(cost?.lines.at(-1)).toEqual({ what: 'request', count: 1, price: 5_000_000_000, nanos: 5_000_000 })
  })

  test('above an input size, cached tokens included, the tier holds for the whole request', () => {
    const tiered = entry({ input: 1000, output: 1000 }, [
      { aboveInputTokens: 100, rates: { input: 2000, output: 3000 } },
      { aboveInputTokens: 200, rates: { input: 4000, output: 5000 } }
    ])
    expect(priceUsage(tiered, usage({ input: 100, output: 1 })).nanos).toBe(101)
    expect(priceUsage(tiered, usage({ input: 1, cache_read: 100, output: 1 })).nanos).toBe(101 * 2 + 3)
    expect(priceUsage(tiered, usage({ input: 201, output: 1 })).nanos).toBe(201 * 4 + 5)
  })

  test('a sum beyond what a number holds exactly is unknown', () => {
    const absurd = entry({ input: 1e12, output: 0 })
    expect(priceUsage(absurd, usage({ input: 9_000_000, output: 0 })).nanos).toBe(9_000_000 * USD)
    expect(priceUsage(absurd, usage({ input: 10_000_000, output: 0 })).nanos).toBeNull()
  })
})

describe('what providers say that a recorded request cost is what it costs here', () => {
  test.each([
    [
      'xAI, grok-3-mini: 1721250 ticks of 1e-10 USD',
      { input: 0.3, output: 0.5, cache_read: 0.075 },
      {
        prompt_tokens: 12,
        completion_tokens: 2,
        total_tokens: 354,
        prompt_tokens_details: { cached_tokens: 11 },
        completion_tokens_details: { reasoning_tokens: 340 }
      },
      172_125
    ],
    [
      'OpenRouter, grok-4: 0.00333825 USD',
      { input: 3, output: 15, cache_read: 0.75 },
      {
        prompt_tokens: 687,
        completion_tokens: 187,
        total_tokens: 874,
        prompt_tokens_details: { cached_tokens: 679 },
        completion_tokens_details: { reasoning_tokens: 118 }
      },
      3_338_250
    ],
    [
      'OpenRouter, gpt-4o: 0.00005 USD',
      { input: 2.5, output: 10 },
      { prompt_tokens: 12, completion_tokens: 2 },
      50_000
    ]
  ])('%s', (_what, price, raw, nanos) => {
    expect(priceUsage(priceOfOverride('override:a/m', price), readOpenaiUsage(raw)).nanos).toBe(nanos)
  })
})

const rate = fc.option(fc.nat({ max: 200_000_000 }), { nil: undefined })
const count = fc.option(fc.nat({ max: 5_000_000 }), { nil: null })
const anyRates: fc.Arbitrary<Rates> = fc
  .record(
    {
      input: fc.nat({ max: 200_000_000 }),
      output: rate,
      cacheRead: rate,
      cacheWrite: rate,
      reasoning: rate,
      request: rate
    },
    { requiredKeys: ['input'] }
  )
  .map((rates) => Object.fromEntries(Object.entries(rates).filter(([, value]) => value !== undefined)))
const anyUsage: fc.Arbitrary<Usage> = fc
  .record({ input: count, cache_read: count, cache_write: count, output: count, reasoning: count })
  .map((counts) => ({ ...counts, reasoning: Math.min(counts.reasoning ?? 0, counts.output ?? 0) }))

/** The arguments that a property fails for; null where there are none. */
function counterexample<Args extends [unknown, ...unknown[]]>(property: fc.IProperty<Args>): Args | null {
  return fc.check(property, { numRuns: 500 }).counterexample
}

describe('whatever the rates and counts', () => {
  test('the lines, added up and rounded once, are the cost; all of it is whole and safe', () => {
    const property = fc.property(anyRates, anyUsage, (rates, counts) => {
      const { nanos, cost } = priceUsage(entry(rates), counts)
      if (nanos === null || cost === null) return nanos === null && cost === null
      const picos = cost.lines.reduce((sum, line) => sum + BigInt(line.count) * BigInt(line.price), 0n)
      const exact = cost.lines.every((line) => Math.round(line.nanos * 1000) === line.count * line.price)
      return exact && BigInt(nanos) === (picos + 500n) / 1000n && costSchema.safeParse(cost).success
    })
    expect(counterexample(property)).toBeNull()
  })

  test('every token is in one line', () => {
    const property = fc.property(anyRates, anyUsage, (rates, counts) => {
      const { cost } = priceUsage(entry(rates), counts)
      if (cost === null) return true
      const counted = cost.lines.reduce((sum, line) => sum + (line.what === 'request' ? 0 : line.count), 0)
      const { input, cache_read: read, cache_write: written, output } = counts
      return counted === (input ?? 0) + (read ?? 0) + (written ?? 0) + (output ?? 0)
    })
    expect(counterexample(property)).toBeNull()
  })

  test('more tokens never cost less', () => {
    const names = ['input', 'cache_read', 'cache_write', 'output'] as const
    const property = fc.property(
      anyRates,
      anyUsage,
      fc.constantFrom(...names),
      fc.nat({ max: 10_000 }),
      (rates, counts, more, extra) => {
        const before = priceUsage(entry(rates), counts).nanos
        const after = priceUsage(entry(rates), { ...counts, [more]: (counts[more] ?? 0) + extra }).nanos
        return before === null || after === null || after >= before
      }
    )
    expect(counterexample(property)).toBeNull()
  })
})

describe('priceOfOverride', () => {
  test('USD per million tokens become pico-dollars a token, USD a request pico-dollars', () => {
    expect(
      priceOfOverride('override:a/m', { input: 2.25, output: 2.75, cache_read: 0.0375, request: 0.005 })
    ).toEqual({
      id: 'override:a/m',
      rates: {
        input: 2_250_000,
        output: 2_750_000,
        outputImage: 2_750_000,
        cacheRead: 37_500,
        request: 5_000_000_000
      },
      tiers: []
    })
  })

  test('0 is a price: free', () => {
    const free = priceOfOverride('override:a/m', { input: 0, output: 0 })
    expect(priceUsage(free, usage({ input: 10, output: 10 })).nanos).toBe(0)
  })
})
