import { describe, expect, test } from 'vitest'
import { gemini } from '../../../electron/dialects/gemini/dialect.ts'
import {
  decodeCountTokens,
  encodeCountTokens,
  readTokenCount,
  writeTokenCount
} from '../../../electron/dialects/gemini/count-tokens.ts'
import { geminiModel } from '../../../electron/dialects/gemini/list-models.ts'
import type { ToldError } from '../../../electron/dialects/dialect.ts'

describe('errors', () => {
  const error = (status: number, reason: ToldError['reason'], message: string): unknown =>
    gemini.encodeError({ status, reason, code: null, message })['error']

  test.each([
    [400, 'INVALID_ARGUMENT'],
    [401, 'UNAUTHENTICATED'],
    [402, 'RESOURCE_EXHAUSTED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND'],
    [413, 'INVALID_ARGUMENT'],
    [429, 'RESOURCE_EXHAUSTED'],
    [500, 'INTERNAL'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
    [529, 'UNAVAILABLE'],
    [418, 'INVALID_ARGUMENT'],
    [599, 'INTERNAL']
  ])('the status %i is %s', (code, status) => {
    expect(error(code, 'unknown', 'why')).toEqual({ code, message: 'why', status })
  })

  test('a prompt that is too long is told in Google’s words, with its numbers where they are known', () => {
    const told = (message: string): unknown => error(400, 'context-too-long', message)
    expect(told('prompt is too long: 200010 tokens > 200,000 maximum')).toEqual({
      code: 400,
      message: 'The input token count (200010) exceeds the maximum number of tokens allowed (200000).',
      status: 'INVALID_ARGUMENT'
    })
    expect(told('too much')).toMatchObject({
      message: 'The input token count exceeds the maximum number of tokens allowed. too much'
    })
    const own = 'The input token count (9) exceeds the maximum number of tokens allowed (8).'
    expect(told(own)).toMatchObject({ message: own })
  })
})

describe('a stream that passes', () => {
  const read = (data: unknown): unknown =>
    gemini.watch.read({ name: null, data: typeof data === 'string' ? data : JSON.stringify(data) })
  const nothing = { output: false, error: null, finish: null, usage: undefined, done: false }
  const parts = (...list: readonly unknown[]): unknown => ({ candidates: [{ content: { parts: list } }] })

  test('output is anything but an empty text', () => {
    for (const part of [
      { text: 'x' },
      { text: 'x', thought: true },
      { functionCall: { name: 'f' } },
      { inlineData: {} }
    ]) {
      expect(read(parts(part))).toEqual({ ...nothing, output: true })
    }
    for (const part of [{ text: '' }, { text: '', thoughtSignature: 'x' }, {}, null]) {
      expect(read(parts(part))).toEqual(nothing)
    }
  })

  test('its end, its usage and its errors', () => {
    const usageMetadata = { promptTokenCount: 1 }
    expect(read({ candidates: [{ finishReason: 'STOP' }], usageMetadata })).toEqual({
      ...nothing,
      finish: 'STOP',
      usage: usageMetadata
    })
    expect(
      read({ candidates: [{ finish_reason: 'STOP', content: { parts: [{ function_call: {} }] } }] })
    ).toEqual({
      ...nothing,
      finish: 'STOP',
      output: true
    })
    expect(read({ promptFeedback: { blockReason: 'SAFETY' } })).toEqual({ ...nothing, finish: 'SAFETY' })
    expect(read({ error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } })).toEqual({
      ...nothing,
      error: { code: 'UNAVAILABLE', message: 'busy' }
    })
    expect(read('[DONE]')).toBeNull()
  })

  test('the last usage counts, with what only an earlier one said', () => {
    expect(gemini.watch.mergeUsage({ promptTokenCount: 1, a: 1 }, { promptTokenCount: 2 })).toEqual({
      promptTokenCount: 2,
      a: 1
    })
    expect(gemini.watch.mergeUsage(undefined, { a: 1 })).toEqual({ a: 1 })
    expect(gemini.watch.mergeUsage({ a: 1 }, undefined)).toEqual({ a: 1 })
  })
})

describe('token counts', () => {
  test('a request holds a whole one, or only its contents', () => {
    const request = {
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      systemInstruction: { parts: { text: 'S' } }
    }
    const asked = { model: 'm', stream: false }
    const whole = decodeCountTokens({ generateContentRequest: { model: 'models/m', ...request } }, asked)
    expect(whole.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(decodeCountTokens({ generate_content_request: request }, asked)).toEqual(whole)
    expect(decodeCountTokens(request, asked)).toEqual(whole)
    expect(encodeCountTokens({ contents: [] }, 'm')).toEqual({
      generateContentRequest: { model: 'models/m', contents: [] }
    })
  })

  test('a reply holds a number', () => {
    expect(readTokenCount(writeTokenCount(12))).toBe(12)
    expect(readTokenCount({ error: {} })).toBeNull()
  })
})

test('a model is listed with what is known of it', () => {
  const unknown = {
    displayName: null,
    contextWindow: null,
    maxOutput: null,
    inputModalities: null,
    outputModalities: null,
    reasoning: null,
    type: null
  }
  expect(geminiModel({ id: 'a/b', ...unknown })).toEqual({
    name: 'models/a/b',
    baseModelId: 'a/b',
    version: '001',
    displayName: 'a/b',
    supportedGenerationMethods: ['generateContent', 'countTokens']
  })
  expect(
    geminiModel({
      id: 'm',
      displayName: 'M',
      contextWindow: 1000,
      maxOutput: 100,
      inputModalities: ['text', 'image'],
      outputModalities: ['text'],
      reasoning: true,
      type: 'chat'
    })
  ).toMatchObject({
    displayName: 'M',
    description: 'Reads text, image. Makes text.',
    inputTokenLimit: 1000,
    outputTokenLimit: 100,
    thinking: true
  })
  expect(geminiModel({ id: 'e', ...unknown, type: 'embedding' })['supportedGenerationMethods']).toEqual([
    'embedContent',
    'batchEmbedContents'
  ])
})
