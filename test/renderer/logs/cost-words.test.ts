import { expect, test } from 'vitest'
import { priceUsage } from '../../../electron/catalogue/price-usage.ts'
import words from '../../../renderer/i18n/en/logs.json' with { type: 'json' }

test('every line that a cost can have has words', () => {
  const rates = {
    input: 1,
    output: 2,
    cacheRead: 3,
    cacheWrite: 4,
    reasoning: 5,
    inputAudio: 6,
    outputAudio: 7,
    outputImage: 8,
    cacheReadAudio: 9,
    cacheWrite1h: 10,
    request: 11,
    webSearch: 12
  }
  const usage = {
    input: 10,
    cache_read: 10,
    cache_write: 10,
    output: 10,
    reasoning: 1,
    input_audio: 1,
    output_audio: 1,
    output_image: 1,
    cache_read_audio: 1,
    cache_write_1h: 1,
    web_searches: 1
  }
  const { cost } = priceUsage({ id: 'test', rates, tiers: [] }, usage)
  const lines = cost?.lines.map(({ what }) => what) ?? []
  expect(lines).toHaveLength(Object.keys(rates).length)
  expect(lines.filter((line) => !Object.hasOwn(words.cost.line, line))).toEqual([])
})
