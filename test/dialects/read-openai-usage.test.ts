import { describe, expect, test } from 'vitest'
import { readOpenaiUsage } from '../../electron/dialects/read-openai-usage.ts'
import { usageSchema } from '../../shared/domain/usage.ts'

const UNKNOWN = { input: null, cache_read: null, cache_write: null, output: null, reasoning: null }

describe('reads the usage of', () => {
  // Recorded, unless it says otherwise; cut to the fields that count.
  test.each([
    [
      'OpenAI: cached tokens are part of the prompt, reasoning is part of the output',
      {
        prompt_tokens: 1500,
        completion_tokens: 300,
        total_tokens: 1800,
        prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 192, audio_tokens: 0 }
      },
      { input: 476, cache_read: 1024, cache_write: null, output: 300, reasoning: 192 }
    ],
    [
      'OpenAI embeddings: there is no output',
      { prompt_tokens: 8, total_tokens: 8 },
      { ...UNKNOWN, input: 8, output: 0 }
    ],
    [
      'OpenAI: sound is told apart (made up)',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 80 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 40 }
      },
      {
        input: 100,
        cache_read: 0,
        cache_write: null,
        output: 50,
        reasoning: 0,
        input_audio: 80,
        output_audio: 40
      }
    ],
    [
      'xAI: reasoning is beside completion_tokens',
      {
        prompt_tokens: 12,
        completion_tokens: 2,
        total_tokens: 354,
        prompt_tokens_details: { text_tokens: 12, cached_tokens: 11 },
        completion_tokens_details: { reasoning_tokens: 340 }
      },
      { input: 1, cache_read: 11, cache_write: null, output: 342, reasoning: 340 }
    ],
    [
      'Grok on Azure: cached tokens are beside the prompt',
      {
        prompt_tokens: 7,
        completion_tokens: 1,
        total_tokens: 8,
        prompt_tokens_details: { cached_tokens: 161 }
      },
      { input: 7, cache_read: 161, cache_write: null, output: 1, reasoning: null }
    ],
    [
      'DeepSeek: its own words for the cache',
      {
        prompt_tokens: 500,
        completion_tokens: 20,
        total_tokens: 520,
        prompt_cache_hit_tokens: 448,
        prompt_cache_miss_tokens: 52
      },
      { input: 52, cache_read: 448, cache_write: null, output: 20, reasoning: null }
    ],
    [
      'Together: cached_tokens at the top',
      { prompt_tokens: 44, completion_tokens: 23, total_tokens: 67, cached_tokens: 40 },
      { input: 4, cache_read: 40, cache_write: null, output: 23, reasoning: null }
    ],
    [
      'Mistral: num_cached_tokens',
      { prompt_tokens: 64, completion_tokens: 6, num_cached_tokens: 32, total_tokens: 70 },
      { input: 32, cache_read: 32, cache_write: null, output: 6, reasoning: null }
    ],
    [
      'Mistral Voxtral: sound is billed by the second, so input in tokens is unknown',
      {
        prompt_audio_seconds: 3,
        prompt_tokens: 5,
        total_tokens: 400,
        completion_tokens: 20,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 375 }
      },
      { input: null, cache_read: 0, cache_write: null, output: 20, reasoning: null }
    ],
    [
      'OpenRouter: what was written to a cache is part of the prompt',
      {
        prompt_tokens: 4000,
        completion_tokens: 10,
        total_tokens: 4010,
        prompt_tokens_details: { cached_tokens: 1000, cache_write_tokens: 2500 },
        completion_tokens_details: { reasoning_tokens: 0 }
      },
      { input: 500, cache_read: 1000, cache_write: 2500, output: 10, reasoning: 0 }
    ],
    [
      'MiniMax on OpenRouter: more reasoning than output',
      {
        prompt_tokens: 43,
        completion_tokens: 10,
        total_tokens: 53,
        completion_tokens_details: { reasoning_tokens: 11 }
      },
      { input: 43, cache_read: null, cache_write: null, output: 10, reasoning: 10 }
    ],
    [
      'vLLM: details that are null',
      {
        prompt_tokens: 21,
        completion_tokens: 413,
        total_tokens: 434,
        prompt_tokens_details: null,
        completion_tokens_details: null
      },
      { input: 21, cache_read: null, cache_write: null, output: 413, reasoning: null }
    ]
  ])('%s', (_what, raw, expected) => {
    expect(readOpenaiUsage(raw)).toEqual(expected)
  })
})

test('what is not a count is not said', () => {
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, '12', null, {}, 2 ** 60]) {
    expect(readOpenaiUsage({ prompt_tokens: bad, completion_tokens: bad, total_tokens: bad })).toEqual(
      UNKNOWN
    )
  }
  for (const raw of [null, undefined, 7, 'usage', [], [{ prompt_tokens: 1 }], {}])
    expect(readOpenaiUsage(raw)).toEqual(UNKNOWN)
})

test('whatever comes, the log can hold it', () => {
  const values = [0, 1, 5, -3, null, 'x', { cached_tokens: 9 }, { reasoning_tokens: 4, audio_tokens: 70 }]
  const wrong = values.flatMap((a) =>
    values.flatMap((b) => {
      const raw = {
        prompt_tokens: a,
        completion_tokens: b,
        total_tokens: 10,
        prompt_tokens_details: b,
        completion_tokens_details: a
      }
      return usageSchema.safeParse(readOpenaiUsage(raw)).success ? [] : [raw]
    })
  )
  expect(wrong).toEqual([])
})
