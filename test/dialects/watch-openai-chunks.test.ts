import { describe, expect, test } from 'vitest'
import { watchOpenaiChunks } from '../../electron/dialects/watch-openai-chunks.ts'

function read(data: unknown): ReturnType<typeof watchOpenaiChunks.read> {
  return watchOpenaiChunks.read({ name: null, data: typeof data === 'string' ? data : JSON.stringify(data) })
}

const choice = (delta: object, finish: string | null = null): object => ({
  choices: [{ index: 0, delta, finish_reason: finish }]
})

describe('what a chunk says to who watches the stream', () => {
  test.each([
    [{ role: 'assistant', content: '' }, false],
    [{ content: 'A' }, true],
    [{ content: [{ type: 'text', text: 'A' }] }, true],
    [{ reasoning_content: 'Hm.' }, true],
    [{ reasoning: null, reasoning_details: [] }, false],
    [{ tool_calls: [{ index: 0 }] }, true],
    [{ tool_calls: [] }, false],
    [{ audio: { id: 'a' } }, true],
    [{ refusal: 'No.' }, true]
  ])('%j holds output: %s', (delta, output) => {
    expect(read(choice(delta))?.output).toBe(output)
  })

  test('the text of a completion is output', () => {
    expect(read({ choices: [{ index: 0, text: 'A' }] })?.output).toBe(true)
  })

  test('the word on the end, and the end itself', () => {
    expect(read(choice({}, 'stop'))).toMatchObject({ finish: 'stop', done: false })
    expect(read(choice({}, ''))?.finish).toBeNull()
    expect(read('[DONE]')).toMatchObject({ done: true })
  })

  test('usage, also where Groq has it', () => {
    expect(read({ choices: [], usage: { total_tokens: 1 } })?.usage).toEqual({ total_tokens: 1 })
    expect(read({ choices: [], x_groq: { usage: { total_tokens: 2 } } })?.usage).toEqual({ total_tokens: 2 })
    expect(read({ choices: [], usage: null })?.usage).toBeUndefined()
  })

  test.each([
    [{ error: { message: 'broke', code: 502 } }, { code: '502', message: 'broke' }],
    [{ error: 'broke' }, { code: null, message: 'broke' }],
    [
      { object: 'error', message: 'broke' },
      { code: null, message: 'broke' }
    ],
    [{ detail: 'Not authenticated' }, { code: null, message: 'Not authenticated' }],
    [{ error: { type: 'x' } }, { code: null, message: '{"type":"x"}' }],
    [{ error: null, choices: [] }, null]
  ])('the error of %j', (chunk, error) => {
    expect(read(chunk)?.error).toEqual(error)
  })

  test('a long error is cut, since it may hold the prompt', () => {
    expect(read({ error: { message: 'x'.repeat(5000) } })?.error?.message).toHaveLength(400)
  })

  test('what is no chunk is not readable', () => {
    expect(read('{"choices"')).toBeNull()
    expect(read('[1]')).toBeNull()
  })
})

test('later usage replaces what came before', () => {
  expect(watchOpenaiChunks.mergeUsage({ a: 1 }, { a: 2 })).toEqual({ a: 2 })
  expect(watchOpenaiChunks.mergeUsage({ a: 1 }, undefined)).toEqual({ a: 1 })
})
