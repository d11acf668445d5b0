import { describe, expect, test } from 'vitest'
import { readUsage } from '../../../electron/dialects/openai-responses/read-usage.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/usage.ts'

describe('usage of a response', () => {
  test('what was read from the cache or written to it is taken out of the input', () => {
    const raw = {
      input_tokens: 5913,
      input_tokens_details: { cached_tokens: 2048, cache_write_tokens: 100 },
      output_tokens: 364,
      output_tokens_details: { reasoning_tokens: 263 },
      total_tokens: 6277
    }
    expect(readUsage(raw)).toEqual({
      input: 3765,
      cache_read: 2048,
      cache_write: 100,
      output: 364,
      reasoning: 263
    })
  })

  test('searches are counted where they are told', () => {
    const raw = { input_tokens: 1, output_tokens: 1, server_side_tool_usage_details: { web_search_calls: 2 } }
    expect(readUsage(raw).web_searches).toBe(2)
  })

  test('a cache counted beside the input is not taken out of it', () => {
    const raw = { input_tokens: 10, input_tokens_details: { cached_tokens: 20 }, output_tokens: 1 }
    expect(readUsage(raw)).toMatchObject({ input: 10, cache_read: 20 })
  })

  test('what is missing is not said', () => {
    expect(readUsage({ output_tokens: 1 })).toEqual({ ...UNKNOWN_USAGE, output: 1 })
    for (const raw of [null, undefined, [], 'x']) expect(readUsage(raw)).toEqual(UNKNOWN_USAGE)
  })
})
