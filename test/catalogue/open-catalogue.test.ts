import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import type { PricesFile } from '../../electron/catalogue/prices-form.ts'

const FILE: PricesFile = {
  sources: [
    { name: 'genai-prices', date: '2026-08-21' },
    { name: 'models.dev', date: '2026-07-02' },
    { name: 'LiteLLM', date: '2026-04-17' }
  ],
  tables: {
    maker: {
      rules: [
        { id: 'gpt-4o-mini', match: ['^gpt-4o-mini'], price: [[1, 2]], context: 7 },
        {
          id: 'gpt-4o',
          match: ['=gpt-4o', '^gpt-4o-2024-'],
          price: [
            [3, 4, null, 5],
            [100, [6, 7]]
          ]
        },
        { id: 'gift:free' },
        { id: 'gift', match: ['*gift'], price: [[9, 9]] },
        { id: 'ends', match: ['$-end', '/^a\\d$'], price: [[8]] },
        {
          id: 'dated',
          dated: [
            ['', [[10]]],
            ['2026-09-01', [[20]]],
            ['2026-10-01', [[30]]]
          ]
        },
        {
          id: 'daily',
          dated: [
            ['', [[1]]],
            ['00:30-16:30', [[2]]]
          ]
        }
      ],
      models: {
        'gpt-4o': {
          output: 16_384,
          context: 128_000,
          name: 'GPT-4o',
          takes: 'tif',
          gives: 't',
          does: 't'
        },
        'old-1': { output: 1 },
        'old-20250101': { output: 2 },
        'old-20260101': { price: [[7, 7]], from: 2, output: 3, does: 'rt' },
        'old-big-20270101': { output: 4 },
        'gift:free': { price: [[0, 0]], from: 1 },
        'only-here': { price: [[5, 6]], from: 2, type: 'embedding' },
        odd: { type: '?' }
      }
    },
    door: { rules: [], rulesOf: 'maker', models: {} },
    shop: {
      rules: [{ id: 'gpt-4o', price: [[77], [100, [88]]] }],
      resells: ['maker'],
      webSearch: 5,
      models: {}
    }
  }
}
const NOW = Date.parse('2026-08-21T20:00:00Z')
const open = () => openCatalogue(() => FILE)
const UNKNOWN = {
  displayName: null,
  contextWindow: null,
  maxOutput: null,
  inputModalities: null,
  outputModalities: null,
  reasoning: null,
  tools: null,
  type: null
}

describe('price', () => {
  test('the first rule that matches counts, with its tiers', () => {
    expect(open().price('maker', 'gpt-4o-2024-08-06', NOW)).toEqual({
      id: 'genai-prices:maker/gpt-4o@2026-08-21',
      rates: { input: 3, output: 4, cacheWrite: 5 },
      tiers: [{ aboveInputTokens: 100, rates: { input: 6, output: 7 } }]
    })
    expect(open().price('maker', 'gpt-4o-mini-2024-07-18', NOW)?.rates).toEqual({ input: 1, output: 2 })
    expect(open().price('maker', 'gpt-4o-realtime', NOW)).toBeNull()
  })

  test('every kind of clause matches, whatever the case', () => {
    const catalogue = open()
    const rate = (model: string) => catalogue.price('maker', model, NOW)?.rates.input
    expect(['GPT-4o', 'big-gift', 'the-end', 'a1'].map(rate)).toEqual([3, 9, 8, 8])
    expect(['a12', 'end', 'the-ends'].map(rate)).toEqual([undefined, undefined, undefined])
  })

  test('a rule without a price leaves it to the other tables, and to no later rule', () => {
    expect(open().price('maker', 'gift:free', NOW)).toEqual({
      id: 'models.dev:maker/gift:free@2026-07-02',
      rates: { input: 0, output: 0 },
      tiers: []
    })
  })

  test('a model that only LiteLLM has says so', () => {
    expect(open().price('maker', 'Only-Here', NOW)?.id).toBe('litellm:maker/only-here@2026-04-17')
  })

  test('what no table has is unknown', () => {
    const catalogue = open()
    expect(catalogue.price('maker', 'nope', NOW)).toBeNull()
    expect(catalogue.price('maker', 'odd', NOW)).toBeNull()
    expect(catalogue.price('maker', 'constructor', NOW)).toBeNull()
    expect(catalogue.price('nobody', 'gpt-4o', NOW)).toBeNull()
    expect(catalogue.price(null, 'gpt-4o', NOW)).toBeNull()
  })

  test('a dated price holds from its day on, UTC', () => {
    const catalogue = open()
    const at = (time: string) => catalogue.price('maker', 'dated', Date.parse(time))
    expect(at('2020-01-01T00:00:00Z')?.rates.input).toBe(10)
    expect(at('2026-08-31T23:59:59.999Z')?.rates.input).toBe(10)
    expect(at('2026-09-01T00:00:00Z')?.rates.input).toBe(20)
    expect(at('2027-01-01T00:00:00Z')?.rates.input).toBe(30)
    expect(at('2026-09-01T00:00:00Z')?.id).toBe('genai-prices:maker/dated@2026-08-21#2026-09-01')
  })

  test('a daily price holds from its first minute to before its last', () => {
    const catalogue = open()
    const at = (time: string) =>
      catalogue.price('maker', 'daily', Date.parse(`2026-08-21T${time}Z`))?.rates.input
    expect(['00:29:59', '00:30:00', '16:29:59', '16:30:00'].map(at)).toEqual([1, 2, 2, 1])
  })

  test("another door has the prices of the first, a shop its own before its makers'", () => {
    expect(open().price('door', 'gpt-4o', NOW)?.rates.input).toBe(3)
    expect(open().price('shop', 'gpt-4o', NOW)?.rates.input).toBe(77)
    expect(open().price('shop', 'gpt-4o-mini', NOW)?.rates.input).toBe(1)
  })

  test('a fee for searches of the web holds for every model of a table, in every tier', () => {
    expect(open().price('shop', 'gpt-4o', NOW)).toMatchObject({
      rates: { input: 77, webSearch: 5 },
      tiers: [{ rates: { input: 88, webSearch: 5 } }]
    })
    expect(open().price('maker', 'gpt-4o', NOW)?.rates.webSearch).toBeUndefined()
  })
})

describe('facts', () => {
  test('are those of the model, or of the plain name that a dated one belongs to', () => {
    expect(open().facts('maker', 'gpt-4o-2024-08-06')).toEqual({
      displayName: 'GPT-4o',
      contextWindow: 128_000,
      maxOutput: 16_384,
      inputModalities: ['text', 'image', 'file'],
      outputModalities: ['text'],
      reasoning: false,
      tools: true,
      type: 'chat'
    })
    expect(open().facts('maker', 'gpt-4o-mini')).toEqual({ ...UNKNOWN, contextWindow: 7 })
    expect(open().facts('maker', 'only-here').type).toBe('embedding')
    expect(open().facts('maker', 'odd').type).toBeNull()
    expect(open().facts(null, 'gpt-4o')).toEqual(UNKNOWN)
  })

  test('are those of the newest dated one for the latest, whose price is not', () => {
    const catalogue = open()
    expect(catalogue.facts('maker', 'old-latest')).toMatchObject({ maxOutput: 3, reasoning: true })
    expect(catalogue.price('maker', 'old-latest', NOW)).toBeNull()
    expect(catalogue.facts('maker', 'new-latest')).toEqual(UNKNOWN)
  })

  test("are found by Google's long name of a model, too", () => {
    expect(open().facts('maker', 'models/gpt-4o').maxOutput).toBe(16_384)
    expect(open().price('maker', 'models/gpt-4o', NOW)?.rates.input).toBe(3)
  })
})

test('the tables are read by the first look-up, and a model is looked up once', () => {
  let reads = 0
  const catalogue = openCatalogue(() => {
    reads += 1
    return FILE
  })
  expect(reads).toBe(0)
  const first = catalogue.price('maker', 'gpt-4o', NOW)
  const readsOfFirst = reads
  expect(catalogue.price('maker', 'gpt-4o', NOW)).toBe(first)
  expect(reads).toBe(readsOfFirst)
})

test('names that nobody knows do not pile up', () => {
  const catalogue = open()
  for (let at = 0; at < 10_000; at++) expect(catalogue.price('maker', `made-up-${at}`, NOW)).toBeNull()
  expect(catalogue.price('maker', 'gpt-4o', NOW)?.rates.input).toBe(3)
})
