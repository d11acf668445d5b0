import { expect, test } from 'vitest'
import { readOpenaiUsage } from '../../electron/dialects/read-openai-usage.ts'
import { writeOpenaiUsage } from '../../electron/dialects/write-openai-usage.ts'

const UNKNOWN = { input: null, cache_read: null, cache_write: null, output: null, reasoning: null }

test('counts of another dialect are read back as they were', () => {
  const tokens = { input: 5, cache_read: 3, cache_write: 2, output: 9, reasoning: 4 }
  const written = writeOpenaiUsage({ tokens, dialect: 'anthropic-messages', raw: {} }, 'openai-chat')
  expect(written).toMatchObject({ prompt_tokens: 10, completion_tokens: 9, total_tokens: 19 })
  expect(readOpenaiUsage(written)).toEqual(tokens)
})

test('what nobody knows is 0, so that clients can add', () => {
  expect(writeOpenaiUsage({ tokens: UNKNOWN, dialect: 'gemini', raw: null }, 'openai-chat')).toMatchObject({
    prompt_tokens: 0,
    completion_tokens: 0,
    total_tokens: 0
  })
})

test('an object of the same form goes out as it came, nulls of the other form are left out', () => {
  const raw = { prompt_tokens: 1, completion_tokens_details: null, cost: 0.1 }
  const report = { tokens: UNKNOWN, dialect: 'openai-chat', raw } as const
  expect(writeOpenaiUsage(report, 'openai-chat')).toBe(raw)
  expect(writeOpenaiUsage(report, 'openai-completions')).toEqual({ prompt_tokens: 1, cost: 0.1 })
})
