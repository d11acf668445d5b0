import { describe, expect, test } from 'vitest'
import { readFailure } from '../../electron/providers/read-failure.ts'
import { readRetryAfter } from '../../electron/providers/read-retry-after.ts'

const NOW = Date.parse('2026-08-22T12:00:00Z')
const wait = (headers: Parameters<typeof readRetryAfter>[0], body = ''): number | null =>
  readRetryAfter(headers, body, NOW)

describe('how long a provider asks to wait', () => {
  test.each([
    ['seconds', { 'retry-after': '20' }, 20_000],
    ['parts of a second', { 'retry-after': '0.35' }, 350],
    ['a date', { 'retry-after': 'Sat, 22 Aug 2026 12:00:30 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Sat, 22 Aug 2026 11:00:00 GMT' }, 0],
    ['milliseconds, which are more exact', { 'retry-after-ms': '1250', 'retry-after': '2' }, 1250],
    ["Azure's 0 milliseconds beside a second", { 'retry-after-ms': '0', 'retry-after': '1' }, 1000],
    ['the first of two', { 'retry-after': ['3', '4'] }, 3000],
    ['nothing', {}, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['less than nothing', { 'retry-after': '-5' }, null],
    ['an empty header', { 'retry-after': ' ' }, null]
  ])('stands in its headers: %s', (_what, headers, expected) => {
    expect(wait(headers)).toBe(expected)
  })

  test("stands in Google's details", () => {
    const body = {
      error: {
        code: 429,
        details: [
          { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [] },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.074824224s' }
        ]
      }
    }
    expect(wait({}, JSON.stringify(body))).toBe(34_075)
    expect(wait({}, JSON.stringify([body]))).toBe(34_075)
  })

  test('stands in what OpenRouter tells of its limits', () => {
    const headers = { 'X-RateLimit-Limit': '20', 'X-RateLimit-Reset': String(NOW + 5000) }
    expect(wait({}, JSON.stringify({ error: { code: 429, metadata: { headers } } }))).toBe(5000)
  })

  test.each([
    ['Limit 3, Used 3. Please try again in 20s. Visit', 20_000],
    ['Please try again in 1m2.5s.', 62_500],
    ['Please try again in 86ms.', 86],
    ['try again in 1h0m4.2s', 3_604_200],
    ['Please retry in 43.225s.', 43_225],
    ['Please try again in a while.', null],
    ['in 5s', null]
  ])('stands in its words: %s', (message, expected) => {
    expect(wait({}, JSON.stringify({ error: { message } }))).toBe(expected)
  })

  test('a date says nothing to who has no clock', () => {
    expect(readRetryAfter({ 'retry-after': 'Sat, 22 Aug 2026 12:00:30 GMT' }, '')).toBeNull()
  })

  test('is part of the failure', () => {
    expect(readFailure(429, '{"error":{"message":"no"}}', { 'retry-after': '2' }).retryAfterMs).toBe(2000)
    expect(readFailure(529, '', { 'retry-after': 'Sat, 22 Aug 2026 12:00:01 GMT' }, NOW).retryAfterMs).toBe(
      1000
    )
    expect(readFailure(500, '').retryAfterMs).toBeNull()
  })
})
