import { describe, expect, test } from 'vitest'
import { loadPrices } from '../../electron/catalogue/load-prices.cjs'
import { priceUsage } from '../../electron/catalogue/price-usage.ts'
import { readUsage } from '../../electron/dialects/openai-responses/read-usage.ts'
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
    ['alibaba', 'qwen-plus', 0.4, 1.2],
    ['sambanova', 'Meta-Llama-3.3-70B-Instruct', 0.6, 1.2],
    ['nebius', 'meta-llama/Llama-3.3-70B-Instruct', 0.13, 0.4],
    ['novita', 'deepseek/deepseek-v3.2', 0.269, 0.4],
    ['deepinfra', 'openai/gpt-oss-120b', 0.039, 0.19],
    ['cloudflare', '@cf/ibm-granite/granite-4.0-h-micro', 0.017, 0.112],
    ['hyperbolic', 'meta-llama/Llama-3.3-70B-Instruct', 0.12, 0.3],
    ['openrouter', 'openai/gpt-oss-120b:free', 0, 0]
  ])('%s %s', (table, model, input, output) => {
    const rates = catalogue.price(table, model, AT)?.rates
    expect(rates?.input).toBe(Math.round(input * 1e6))
    expect(rates?.output).toBe(output === undefined ? undefined : Math.round(output * 1e6))
  })
})

describe('what is known of a model', () => {
  test.each([
    ['anthropic', 'claude-sonnet-4-5-20250929', 'Claude Sonnet 4.5', 200_000, 64_000],
    ['anthropic', 'claude-sonnet-4-5', 'Claude Sonnet 4.5', 200_000, 64_000],
    ['anthropic', 'claude-3-7-sonnet-latest', 'Claude Sonnet 3.7', 200_000, 64_000],
    ['openai', 'gpt-4.1', 'GPT-4.1', 1_047_576, 32_768],
    ['openai', 'gpt-4o-2024-08-06', 'GPT-4o (2024-08-06)', 128_000, 16_384],
    ['gemini', 'gemini-2.5-pro', 'Gemini 2.5 Pro', 1_048_576, 65_536],
    ['gemini', 'models/gemini-2.5-flash', 'Gemini 2.5 Flash', 1_048_576, 65_536],
    ['openrouter', 'anthropic/claude-opus-4.7-fast', 'Anthropic: Claude Opus 4.7 (Fast)', 1_000_000, 128_000]
  ])('%s %s: %s, %i in, %i out', (table, model, displayName, contextWindow, maxOutput) => {
    expect(catalogue.facts(table, model)).toMatchObject({ displayName, contextWindow, maxOutput })
  })

  test('what goes in and comes out, and what it can do', () => {
    expect(catalogue.facts('gemini', 'gemini-2.5-flash')).toMatchObject({
      inputModalities: ['text', 'image', 'audio', 'video', 'file'],
      outputModalities: ['text'],
      reasoning: true,
      tools: true
    })
    expect(catalogue.facts('gemini', 'gemini-2.5-flash-image').outputModalities).toEqual(['text', 'image'])
    expect(catalogue.facts('openai', 'gpt-4o')).toMatchObject({ reasoning: false, tools: true })
  })

  test('every Claude model that can be asked for today has a limit of output, which Anthropic wants', () => {
    const without = ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5', 'claude-fable-5'].filter(
      (model) => catalogue.facts('anthropic', model).maxOutput === null
    )
    expect(without).toEqual([])
  })
})

describe('rates beyond input and output', () => {
  test('an hour in the cache of Claude costs twice the input, in each tier', () => {
    const entry = catalogue.price('anthropic', 'claude-sonnet-4-5', AT)
    expect(entry?.rates).toMatchObject({ input: 3_000_000, cacheWrite: 3_750_000, cacheWrite1h: 6_000_000 })
    expect(entry?.tiers[0]?.rates).toMatchObject({ input: 6_000_000, cacheWrite1h: 12_000_000 })
    expect(catalogue.price('openai', 'gpt-4o', AT)?.rates.cacheWrite1h).toBeUndefined()
  })

  test('pictures and text that a model puts out have prices of their own', () => {
    expect(catalogue.price('gemini', 'gemini-2.5-flash-image', AT)?.rates).toMatchObject({
      output: 2_500_000,
      outputImage: 30_000_000
    })
  })

  test("searches cost a fee at Anthropic and xAI, as a recorded reply's own sum says", () => {
    expect(catalogue.price('anthropic', 'claude-opus-4-8', AT)?.rates.webSearch).toBe(10_000_000_000)
    const raw = {
      input_tokens: 5913,
      input_tokens_details: { cached_tokens: 2048 },
      output_tokens: 364,
      output_tokens_details: { reasoning_tokens: 263 },
      server_side_tool_usage_details: { web_search_calls: 2 }
    }
    // 161,508,500 ticks of 1e-10 USD.
    expect(priceUsage(catalogue.price('xai', 'grok-4.3', AT), readUsage(raw)).nanos).toBe(16_150_850)
  })
})

describe('what a model is for', () => {
  test.each([
    ['openai', 'gpt-4o', 'chat'],
    ['openai', 'text-embedding-3-small', 'embedding'],
    ['openai', 'whisper-1', 'transcription'],
    ['openai', 'gpt-4o-mini-tts', 'speech'],
    ['openai', 'gpt-image-1', 'image'],
    ['gemini', 'gemini-2.5-flash-image', 'chat'],
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
