import { expect, test } from 'vitest'
import { readMediaUsage } from '../../electron/dialects/read-media-usage.ts'
import { UNKNOWN_USAGE } from '../../shared/domain/unknown-usage.ts'

test('reads the tokens of a picture, all of whose output was drawn where nothing else is said', () => {
  const usage = {
    input_tokens: 432,
    input_tokens_details: { image_tokens: 388, text_tokens: 44 },
    output_tokens: 4160
  }
  expect(readMediaUsage('image', usage)).toEqual({
    ...UNKNOWN_USAGE,
    input: 432,
    output: 4160,
    output_image: 4160
  })
  const apart = {
    ...usage,
    output_tokens: 300,
    output_tokens_details: { image_tokens: 272, text_tokens: 28 }
  }
  expect(readMediaUsage('image', apart)).toMatchObject({ output: 300, output_image: 272 })
})

test('reads the tokens of a transcript, with those of its sound', () => {
  const usage = {
    type: 'tokens',
    total_tokens: 182,
    input_tokens: 37,
    input_token_details: { text_tokens: 0, audio_tokens: 37 },
    output_tokens: 145
  }
  expect(readMediaUsage('transcription', usage)).toEqual({
    ...UNKNOWN_USAGE,
    input: 37,
    output: 145,
    input_audio: 37
  })
})

test('takes the output of speech for sound', () => {
  expect(readMediaUsage('speech', { input_tokens: 9, output_tokens: 120, total_tokens: 129 })).toMatchObject({
    input: 9,
    output: 120,
    output_audio: 120
  })
})

test('takes the total of a ranking for its input, which is all that there is', () => {
  expect(readMediaUsage('rerank', { total_tokens: 43 })).toEqual({ ...UNKNOWN_USAGE, input: 43, output: 0 })
  expect(readMediaUsage('rerank', { prompt_tokens: 43, total_tokens: 43 })).toMatchObject({
    input: 43,
    output: 0
  })
  expect(readMediaUsage('transcription', { total_tokens: 43 })).toMatchObject({ input: null, output: null })
})

test('says nothing of what is billed by the second, or is no usage', () => {
  expect(readMediaUsage('transcription', { type: 'duration', seconds: 4 })).toEqual(UNKNOWN_USAGE)
  const bySecond = { prompt_audio_seconds: 3, prompt_tokens: 5, total_tokens: 400, completion_tokens: 20 }
  expect(readMediaUsage('transcription', bySecond)).toMatchObject({ input: null, output: 20 })
  for (const odd of [null, 7, 'x', [], { input_tokens: -1, output_tokens: 'many' }])
    expect(readMediaUsage('image', odd)).toMatchObject({ input: null, output: null })
})

test('takes what was read from a cache out of the input, and no part for more than its whole', () => {
  const usage = {
    input_tokens: 10,
    input_tokens_details: { cached_tokens: 4, audio_tokens: 99 },
    output_tokens: 0
  }
  expect(readMediaUsage('image', usage)).toEqual({
    ...UNKNOWN_USAGE,
    input: 6,
    cache_read: 4,
    input_audio: 10,
    output: 0
  })
})
