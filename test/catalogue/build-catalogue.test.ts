import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PriceForm, RuleForm } from '../../electron/catalogue/prices-form.ts'
import { withHourWrites, withPictures } from '../../scripts/catalogue/add-rates.ts'
import { readGenaiPrices } from '../../scripts/catalogue/read-genai-prices.ts'
import { litellmId, readLitellm } from '../../scripts/catalogue/read-litellm.ts'
import { readModelsDev } from '../../scripts/catalogue/read-models-dev.ts'
import { readOpenrouter } from '../../scripts/catalogue/read-openrouter.ts'

const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined)
  console.log('build-catalogue: prices.json was not built anew: GATEHOUSE_TEST_DATA is not set')

test.skipIf(DATA === undefined)('the bundled file is what the script makes of the tables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-prices-'))
  const root = join(import.meta.dirname, '..', '..')
  const out = join(folder, 'prices.json')
  try {
    const script = join(root, 'scripts', 'build-catalogue.ts')
    execFileSync(process.execPath, [script, '--data', DATA ?? '', '--out', out])
    const bundled = readFileSync(join(root, 'electron', 'catalogue', 'prices.json'), 'utf8')
    expect(readFileSync(out, 'utf8') === bundled).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('genai-prices', () => {
  const read = (prices: Parameters<typeof readGenaiPrices>[0]['prices'], id = 'Model-A') =>
    readGenaiPrices({ id, match: { or: [{ equals: 'Model-A' }, { starts_with: 'model-a-' }] }, prices })

  test('USD per million tokens become pico-dollars, tiers of single rates become whole sets of rates', () => {
    const price = read({ input_mtok: { base: 1, tiers: [{ start: 100, price: 2 }] }, output_mtok: 0.0375 })
    expect(price).toEqual({
      id: 'model-a',
      match: ['=model-a', '^model-a-'],
      price: [
        [1_000_000, 37_500],
        [100, [2_000_000, 37_500]]
      ]
    })
  })

  test('an empty price is no price, except of what is called free', () => {
    expect(read({}).price).toBeUndefined()
    expect(read({}, 'maker/model:free').price).toEqual([[0, 0]])
  })

  test('dates and times of day stay with their prices', () => {
    const dated = read([
      { prices: { input_mtok: 1 } },
      { constraint: { start_date: '2026-09-01' }, prices: { input_mtok: 2 } },
      { constraint: { start_time: '00:30:00Z', end_time: '16:30:00Z' }, prices: { input_mtok: 3 } }
    ]).dated
    expect(dated).toEqual([
      ['', [[1_000_000]]],
      ['2026-09-01', [[2_000_000]]],
      ['00:30-16:30', [[3_000_000]]]
    ])
  })
})

describe('rates that are added', () => {
  test("an hour in the cache costs twice the input, with Claude's models alone", () => {
    const price: PriceForm = [
      [3, 15, 1, 4],
      [200, [6, 22, 2, 8]]
    ]
    expect(withHourWrites('x/claude-y', price)).toEqual([
      [3, 15, 1, 4, null, null, null, null, null, null, 6],
      [200, [6, 22, 2, 8, null, null, null, null, null, null, 12]]
    ])
    expect(withHourWrites('gpt', price)).toEqual(price)
    expect(withHourWrites('claude-without-cache', [[3, 15]])).toEqual([[3, 15]])
  })

  test('the price of pictures is taken apart from that of text', () => {
    const rule = { id: 'draws', price: [[1, 30]] } satisfies RuleForm
    const row = { litellm_provider: 'x', output_cost_per_token: 2.5e-6, output_cost_per_image_token: 3e-5 }
    expect(withPictures(rule, row).price).toEqual([
      [1, 2_500_000, null, null, null, null, null, null, 30_000_000]
    ])
    expect(withPictures(rule, undefined)).toBe(rule)
    expect(withPictures(rule, { ...row, input_cost_per_image_token: 1 })).toBe(rule)
  })
})

describe('OpenRouter', () => {
  test('tells of its models what their prices do not', () => {
    const model = {
      id: 'a/b',
      name: 'A: B',
      context_length: 7,
      architecture: { input_modalities: ['image', 'text'], output_modalities: ['text'] },
      top_provider: { max_completion_tokens: null },
      supported_parameters: ['tools', 'reasoning']
    }
    expect(readOpenrouter(model)).toEqual({ context: 7, name: 'A: B', takes: 'ti', gives: 't', does: 'rt' })
  })
})

describe('models.dev', () => {
  const model = { id: 'm', limit: { context: 10, output: 5 }, modalities: { output: ['text'] } }

  test('0 is free for text, and nothing for what is billed in another unit', () => {
    const cost = { input: 0, output: 0 }
    expect(readModelsDev({ ...model, cost }, 1)).toEqual({ price: [[0, 0]], from: 1, context: 10, output: 5 })
    expect(
      readModelsDev({ ...model, cost, modalities: { output: ['text', 'audio'] } }, 1).price
    ).toBeUndefined()
  })

  test('tells what a model is called, takes, gives and can do', () => {
    const told = {
      ...model,
      name: 'Model M (latest)',
      modalities: { input: ['pdf', 'text', 'image', 'smell'], output: ['text'] },
      reasoning: true,
      tool_call: false
    }
    expect(readModelsDev(told, 1)).toEqual({
      context: 10,
      output: 5,
      name: 'Model M',
      takes: 'tif',
      gives: 't',
      does: 'r'
    })
    expect(readModelsDev({ ...told, name: 'm' }, 1).name).toBeUndefined()
  })

  test('0 for the cache of a model that costs means that it has no price of its own', () => {
    expect(readModelsDev({ ...model, cost: { input: 1, output: 2, cache_read: 0 } }, 1).price).toEqual([
      [1_000_000, 2_000_000]
    ])
  })

  test('a price with a part that is not carried is left out', () => {
    expect(readModelsDev({ ...model, cost: { input: 1, output: 2, request: 5 } }, 1).price).toBeUndefined()
    expect(readModelsDev({ ...model, cost: { input: 1, output: 2, reasoning: 4 } }, 1).price).toBeUndefined()
    expect(
      readModelsDev({ ...model, id: 'sonar-pro', cost: { input: 1, output: 2 } }, 1).price
    ).toBeUndefined()
  })
})

describe('LiteLLM', () => {
  test.each([
    ['groq/llama-3.1-8b-instant', 'groq', 'llama-3.1-8b-instant'],
    ['together_ai/meta-llama/Llama-3', 'together_ai', 'meta-llama/llama-3'],
    [
      'fireworks_ai/accounts/fireworks/models/x',
      'fireworks_ai-embedding-models',
      'accounts/fireworks/models/x'
    ],
    ['vertex_ai/claude-opus-4@20250514', 'vertex_ai-anthropic_models', 'claude-opus-4@20250514'],
    ['gpt-4o', 'openai', 'gpt-4o'],
    ['azure/eu/gpt-4o', 'azure', null],
    ['bedrock/us-east-1/anthropic.claude-v1', 'bedrock', null],
    ['ft:gpt-4o', 'openai', null],
    ['together-ai-up-to-4b', 'together_ai', null]
  ])('%s of %s is known as %s', (name, provider, id) => {
    expect(litellmId(name, { litellm_provider: provider })).toBe(id)
  })

  const read = (fields: Record<string, unknown>) => readLitellm('m', { litellm_provider: 'x', ...fields }, 2)

  test('tiers are in the names of the fields', () => {
    const chat = {
      mode: 'chat',
      input_cost_per_token: 2.5e-7,
      output_cost_per_token: 1e-6,
      cache_read_input_token_cost: 1e-7,
      input_cost_per_token_above_200k_tokens: 5e-7
    }
    expect(read(chat)).toEqual({
      price: [
        [250_000, 1_000_000, 100_000],
        [200_000, [500_000, 1_000_000, 100_000]]
      ],
      from: 2
    })
  })

  test('tells what a model takes and can do, where it says anything', () => {
    const told = { mode: 'chat', supports_vision: true, supports_function_calling: true }
    expect(read(told)).toEqual({ takes: 'ti', gives: 't', does: 't' })
    expect(read({ mode: 'chat', supports_vision: false })).toEqual({})
  })

  test('a model that writes and draws is one for chats, with two prices of output', () => {
    const draws = {
      mode: 'image_generation',
      supported_endpoints: ['/v1/chat/completions'],
      input_cost_per_token: 3e-7,
      output_cost_per_token: 2.5e-6,
      output_cost_per_image: 0.039,
      output_cost_per_image_token: 3e-5
    }
    expect(read(draws)).toEqual({
      price: [[300_000, 2_500_000, null, null, null, null, null, null, 30_000_000]],
      from: 2
    })
    expect(read({ ...draws, input_cost_per_image_token: 1e-5 }).price).toBeUndefined()
    expect(read({ ...draws, supported_endpoints: ['/v1/images/generations'] }).type).toBe('image')
  })

  test('0 never means free, and a slipped unit is no price', () => {
    expect(read({ mode: 'chat', input_cost_per_token: 0, output_cost_per_token: 0 }).price).toBeUndefined()
    expect(
      read({ mode: 'chat', input_cost_per_token: 0.0032, output_cost_per_token: 0.00971 }).price
    ).toBeUndefined()
    expect(
      read({ mode: 'embedding', input_cost_per_token: 1e-4, output_cost_per_token: 0 }).price
    ).toBeUndefined()
    expect(read({ mode: 'embedding', input_cost_per_token: 1e-7, output_cost_per_token: 0 }).price).toEqual([
      [100_000, 0]
    ])
  })
})
