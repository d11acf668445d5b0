import { describe, expect, test } from 'vitest'
import { readUsage } from '../../../electron/dialects/gemini/read-usage.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/usage.ts'

describe('usageMetadata', () => {
  test('thoughts are output, what tools put into the prompt is input, what was cached is not', () => {
    const raw = {
      promptTokenCount: 345,
      cachedContentTokenCount: 230,
      toolUsePromptTokenCount: 90,
      candidatesTokenCount: 51,
      thoughtsTokenCount: 98,
      totalTokenCount: 584
    }
    expect(readUsage(raw)).toEqual({
      input: 205,
      cache_read: 230,
      cache_write: null,
      output: 149,
      reasoning: 98
    })
  })

  test('sound and pictures are counted apart, cached sound not', () => {
    const raw = {
      promptTokenCount: 300,
      cachedContentTokenCount: 100,
      candidatesTokenCount: 1304,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 100 },
        { modality: 'AUDIO', tokenCount: 200 }
      ],
      cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 60 }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }]
    }
    expect(readUsage(raw)).toMatchObject({
      input: 200,
      input_audio: 140,
      cache_read: 100,
      cache_read_audio: 60,
      output: 1304,
      output_image: 1290
    })
  })

  test('no candidates beside another count are none; without any count nothing was said', () => {
    expect(readUsage({ promptTokenCount: 5, totalTokenCount: 5 })).toMatchObject({ input: 5, output: 0 })
    expect(readUsage({ candidatesTokenCount: 18, thoughtsTokenCount: 58 })).toMatchObject({
      input: null,
      output: 76
    })
    expect(readUsage({ trafficType: 'ON_DEMAND' })).toEqual(UNKNOWN_USAGE)
    for (const raw of [null, undefined, [], 'x']) expect(readUsage(raw)).toEqual(UNKNOWN_USAGE)
  })

  test('nonsense is no count, and a part is never more than its whole', () => {
    const raw = {
      promptTokenCount: 5,
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 50 }, null, { modality: 'AUDIO' }],
      candidatesTokenCount: -3
    }
    expect(readUsage(raw)).toMatchObject({ input: 5, input_audio: 5, output: 0 })
  })
})
