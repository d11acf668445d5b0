import { describe, expect, test } from 'vitest'
import { loadPrices } from '../../electron/catalogue/load-prices.cjs'
import { modelType } from '../../electron/catalogue/model-type.ts'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import type { PriceForm } from '../../electron/catalogue/prices-form.ts'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'

const file = loadPrices()
const catalogue = openCatalogue()
const AT = Date.parse('2026-08-22T12:00:00Z')

const forms: readonly (readonly [string, PriceForm])[] = Object.entries(file.tables).flatMap(
  ([name, table]) => [
    ...table.rules.flatMap(({ id, price, dated = [] }) =>
      [...(price === undefined ? [] : [price]), ...dated.map(([, form]) => form)].map(
        (form) => [`${name}/${id}`, form] as const
      )
    ),
    ...Object.entries(table.models).flatMap(([id, { price }]) =>
      price === undefined ? [] : [[`${name}/${id}`, price] as const]
    )
  ]
)

describe('the bundled tables', () => {
  test('hold figures only: whole, not negative, and below 1000 USD per million tokens', () => {
    const rates = forms.flatMap(([name, [base, ...tiers]]) =>
      [base, ...tiers.map(([, tier]) => tier)].flat().map((rate) => ({ name, rate: rate ?? 0 }))
    )
    expect(rates.filter(({ rate }) => !Number.isSafeInteger(rate) || rate < 0)).toEqual([])
    expect(forms.filter(([, [base]]) => (base[0] ?? 0) > 1e9 || (base[1] ?? 0) > 1e9)).toEqual([])
  })

  test('have tiers that grow', () => {
    const wrong = forms.filter(([, [, ...tiers]]) =>
      tiers.some(([above], at) => above <= (tiers[at - 1]?.[0] ?? 0))
    )
    expect(wrong).toEqual([])
  })

  test('are there for every provider that has prices, and name their sources', () => {
    const missing = [...PROVIDERS.values()].filter(
      ({ priceTable }) => priceTable !== null && file.tables[priceTable] === undefined
    )
    expect(missing).toEqual([])
    expect(catalogue.sources()[0]).toEqual({ name: 'genai-prices', date: '2026-08-21' })
    expect(catalogue.sources().every(({ date }) => /^\d{4}-\d\d-\d\d$/.test(date))).toBe(true)
  })

  test('call only what their source calls free so, not what it has no price of', () => {
    const free = forms
      .filter(([, [base]]) => (base[0] ?? 0) === 0 && (base[1] ?? 0) === 0)
      .map(([name]) => name)
    const said =
      /:free$|^openrouter\/openrouter\/free$|^zai\/glm-4\.[57]-flash$|^mistral\/labs-|^cohere\/north-mini-code/
    expect(free.filter((name) => !said.test(name))).toEqual([])
  })
})

describe('a price is found for', () => {
  // What a person is most likely to use, a dated form of it, and what was looked up in the source by hand.
  test.each([
    ['openai', 'gpt-4o-2024-08-06', 2.5, 10],
    ['openai', 'gpt-4o-mini', 0.15, 0.6],
    ['openai', 'text-embedding-3-small', 0.02, undefined],
    ['cerebras', 'gpt-oss-120b', 0.35, 0.75],
    ['cerebras', 'llama3.1-8b', 0.1, 0.1],
    ['cerebras', 'zai-glm-4.6', 2.25, 2.75],
    ['groq', 'llama-3.1-8b-instant', 0.05, 0.08],
    ['deepseek', 'deepseek-v4-flash', 0.14, 0.28],
    ['openrouter', 'openai/gpt-oss-120b:free', 0, 0]
  ])('%s %s', (table, model, input, output) => {
    const rates = catalogue.price(table, model, AT)?.rates
    expect(rates?.input).toBe(Math.round(input * 1e6))
    expect(rates?.output).toBe(output === undefined ? undefined : Math.round(output * 1e6))
  })
})

describe('what a model is for', () => {
  test.each([
    ['openai', 'gpt-4o', 'chat'],
    ['openai', 'text-embedding-3-small', 'embedding'],
    ['openai', 'whisper-1', 'transcription'],
    ['openai', 'gpt-4o-mini-tts', 'speech'],
    ['openai', 'gpt-image-1', 'image'],
    ['openai', 'omni-moderation-latest', 'moderation'],
    ['cohere', 'rerank-v3.5', 'rerank'],
    [null, 'nomic-embed-text:latest', 'embedding'],
    [null, 'BAAI/bge-m3', 'embedding'],
    [null, 'qwen3-reranker', 'rerank'],
    [null, 'whisper-large-v3', 'transcription'],
    [null, 'black-forest-labs/FLUX.1-dev', 'image'],
    [null, 'llama3.2:latest', 'chat'],
    [null, 'gemma3:4b', 'chat']
  ])('%s %s: %s', (table, model, expected) => {
    expect(modelType(catalogue.facts(table, model), model)).toBe(expected)
  })
})
