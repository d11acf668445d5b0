import { describe, expect, test } from 'vitest'
import type { ChatRequest, MediaPart, Part, Tool } from '../../electron/dialects/chat.ts'
import { estimateInputTokens, tokensOfText } from '../../electron/dialects/estimate-tokens.ts'

function chatOf(parts: readonly Part[], tools: readonly Tool[] = []): ChatRequest {
  return { model: 'm', stream: false, messages: [{ role: 'user', parts }], tools }
}

function estimate(text: string): number {
  return estimateInputTokens(chatOf([{ type: 'text', text }]))
}

function image(bytes: number, detail?: string): MediaPart {
  const source = { kind: 'base64', data: 'A'.repeat(Math.ceil((bytes * 4) / 3)) } as const
  return { type: 'media', kind: 'image', source, mediaType: 'image/png', detail }
}

describe('text is counted by what it is made of', () => {
  test('an English sentence is about a token a word, whatever the length of the words', () => {
    const text = 'The quick brown fox jumps over the lazy dog and runs away from the farmer.'
    expect(tokensOfText(text)).toBeGreaterThanOrEqual(15)
    expect(tokensOfText(text)).toBeLessThanOrEqual(18)
  })

  test('Chinese is about a token a character, which four characters a token would miss', () => {
    expect(tokensOfText('今天天气很好我们去公园散步吧')).toBe(14)
  })

  test('Cyrillic is about two characters a token', () => {
    const text = 'Сегодня хорошая погода'
    expect(tokensOfText(text)).toBeGreaterThanOrEqual(text.length / 3)
    expect(tokensOfText(text)).toBeLessThanOrEqual(text.length / 1.5)
  })

  test('digits go by threes', () => {
    expect(tokensOfText('123456789')).toBe(3)
  })

  test('a long indentation is one token, not one a space', () => {
    expect(tokensOfText(`${' '.repeat(40)}x`)).toBe(2)
  })

  test('an empty text is nothing', () => {
    expect(tokensOfText('')).toBe(0)
  })
})

describe('the estimate', () => {
  test('is a whole number, also of an empty chat', () => {
    const nothing = estimateInputTokens({ model: 'm', stream: false, messages: [], tools: [] })
    expect(Number.isInteger(nothing)).toBe(true)
    expect(nothing).toBeGreaterThan(0)
  })

  test('grows with every piece that is added', () => {
    const texts = ['', 'a', 'a b', 'a b 12', 'a b 12 {}', 'a b 12 {} 好']
    const counts = texts.map(estimate)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(new Set(counts).size).toBeGreaterThan(3)
  })

  test('twice the text is about twice the tokens', () => {
    const text = 'const total = items.reduce((sum, item) => sum + item.price, 0)\n'.repeat(20)
    const [once, twice] = [tokensOfText(text), tokensOfText(text + text)]
    expect(twice / once).toBeCloseTo(2, 1)
  })

  test('counts tools with their schemas', () => {
    const tool: Tool = {
      type: 'function',
      name: 'get_weather',
      description: 'The weather of a city',
      schema: { type: 'object', properties: { city: { type: 'string', description: 'Name of the city' } } }
    }
    const without = estimateInputTokens(chatOf([]))
    expect(estimateInputTokens(chatOf([], [tool]))).toBeGreaterThan(without + 20)
  })

  test('counts calls, results and what is in them', () => {
    const call: Part = { type: 'tool-call', id: '1', name: 'ls', args: '{"path":"/tmp"}' }
    const result: Part = {
      type: 'tool-result',
      id: '1',
      parts: [{ type: 'text', text: 'a.txt b.txt c.txt' }]
    }
    expect(estimateInputTokens(chatOf([call, result]))).toBeGreaterThan(
      estimateInputTokens(chatOf([call])) + 5
    )
  })

  test('takes a picture by its size class, not by its base64', () => {
    const [small, middle, large, huge] = [10_000, 100_000, 500_000, 5_000_000].map((bytes) =>
      estimateInputTokens(chatOf([image(bytes)]))
    )
    expect(small).toBeLessThan(middle ?? 0)
    expect(middle).toBeLessThan(large ?? 0)
    expect(huge).toBe(large)
    expect(huge).toBeLessThan(2000)
    expect(estimateInputTokens(chatOf([image(5_000_000, 'low')]))).toBeLessThan(100)
  })

  test('takes a document by its pages, and one of text by its text', () => {
    const pdf: MediaPart = {
      type: 'media',
      kind: 'file',
      source: { kind: 'base64', data: 'A'.repeat(400_000) }
    }
    const text: MediaPart = { type: 'media', kind: 'file', source: { kind: 'text', text: 'one two three' } }
    expect(estimateInputTokens(chatOf([pdf]))).toBeGreaterThan(5000)
    expect(estimateInputTokens(chatOf([text]))).toBeLessThan(20)
  })
})
