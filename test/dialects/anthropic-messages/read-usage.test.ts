import { describe, expect, test } from 'vitest'
import { readUsage } from '../../../electron/dialects/anthropic-messages/read-usage.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/usage.ts'

describe('usage of a message', () => {
  test('input holds neither what was read from the cache nor what was written to it', () => {
    const raw = {
      input_tokens: 3,
      cache_creation_input_tokens: 1956,
      cache_read_input_tokens: 9511,
      cache_creation: { ephemeral_5m_input_tokens: 1956, ephemeral_1h_input_tokens: 0 },
      output_tokens: 44,
      output_tokens_details: { thinking_tokens: 12 },
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
      service_tier: 'standard'
    }
    expect(readUsage(raw)).toEqual({
      input: 3,
      cache_read: 9511,
      cache_write: 1956,
      output: 44,
      reasoning: 12
    })
  })

  test('what is kept for an hour and searches of the web are counted apart', () => {
    const raw = {
      input_tokens: 1,
      cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 7 },
      output_tokens: 2,
      server_tool_use: { web_search_requests: 3 }
    }
    expect(readUsage(raw)).toEqual({
      input: 1,
      cache_read: null,
      cache_write: 12,
      output: 2,
      reasoning: null,
      cache_write_1h: 7,
      web_searches: 3
    })
  })

  test('a compaction is added, since it is billed and the top level leaves it out', () => {
    const raw = {
      input_tokens: 181,
      cache_read_input_tokens: 0,
      output_tokens: 8,
      iterations: [
        { type: 'compaction', input_tokens: 100, output_tokens: 83, cache_read_input_tokens: 55_096 },
        { type: 'message', input_tokens: 181, output_tokens: 8, cache_read_input_tokens: 0 }
      ]
    }
    expect(readUsage(raw)).toEqual({
      input: 281,
      cache_read: 55_096,
      cache_write: null,
      output: 91,
      reasoning: null
    })
  })

  test('what an advisor used is counted apart', () => {
    const raw = {
      input_tokens: 2390,
      output_tokens: 121,
      iterations: [
        { type: 'message', input_tokens: 1128, output_tokens: 110 },
        { type: 'advisor_message', model: 'claude-opus-4-8', input_tokens: 2518, output_tokens: 22 },
        { type: 'message', input_tokens: 1262, output_tokens: 11 }
      ]
    }
    expect(readUsage(raw)).toMatchObject({ input: 2390, output: 121, other_models: 2540 })
  })

  test('what is missing, null or no count is not said', () => {
    expect(readUsage({ input_tokens: null, output_tokens: 5 })).toEqual({ ...UNKNOWN_USAGE, output: 5 })
    expect(readUsage({ input_tokens: -1, output_tokens: 1.5, cache_creation: null })).toEqual(UNKNOWN_USAGE)
    for (const raw of [null, undefined, 'x', 5, []]) expect(readUsage(raw)).toEqual(UNKNOWN_USAGE)
  })
})
