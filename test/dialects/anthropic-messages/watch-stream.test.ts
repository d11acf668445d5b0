import { describe, expect, test } from 'vitest'
import { watchStream } from '../../../electron/dialects/anthropic-messages/watch-stream.ts'
import type { WatchedEvent } from '../../../electron/dialects/dialect.ts'

function watch(event: object, name: string | null = null): WatchedEvent | null {
  return watchStream.read({ name, data: JSON.stringify(event) })
}

describe('of a passing stream is known', () => {
  test.each([
    [{ type: 'content_block_delta', delta: { type: 'text_delta', text: 'x' } }, true],
    [{ type: 'content_block_start', content_block: { type: 'tool_use', id: 'a' } }, true],
    [{ type: 'content_block_start', content_block: { type: 'text', text: '' } }, false],
    [{ type: 'content_block_start', content_block: { type: 'thinking', thinking: '' } }, false],
    [{ type: 'message_start', message: {} }, false],
    [{ type: 'ping' }, false],
    [{ type: 'something_new' }, false]
  ])('%j: output %s', (event, output) => {
    expect(watch(event)?.output).toBe(output)
    expect(watch(event, event.type)?.output).toBe(output)
  })

  test('the usage of its two ends, the finish and the end', () => {
    expect(watch({ type: 'message_start', message: { usage: { input_tokens: 1 } } })?.usage).toEqual({
      input_tokens: 1
    })
    const delta = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }
    expect(watch(delta)).toMatchObject({ finish: 'end_turn', usage: { output_tokens: 2 }, done: false })
    expect(watch({ type: 'message_stop' })?.done).toBe(true)
  })

  test('an error', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' }
    expect(watch({ type: 'error', error }, 'error')?.error).toEqual({
      code: 'overloaded_error',
      message: 'Overloaded'
    })
  })

  test('nothing of data that is cut, whatever its name', () => {
    expect(watchStream.read({ name: 'content_block_delta', data: '{"type":"content_bl' })).toBeNull()
    expect(watchStream.read({ name: null, data: '[DONE]' })).toBeNull()
  })

  test('no usage that is nested too deep to be written again', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)
    expect(watch({ type: 'message_delta', usage: deep })?.usage).toBeUndefined()
  })
})

describe('the usage of both ends together', () => {
  test('is what the last says, and what only the first says', () => {
    const before = { input_tokens: 9, output_tokens: 1, service_tier: 'standard' }
    expect(watchStream.mergeUsage(before, { output_tokens: 5, input_tokens: null })).toEqual({
      input_tokens: 9,
      output_tokens: 5,
      service_tier: 'standard'
    })
    expect(watchStream.mergeUsage(undefined, { output_tokens: 5 })).toEqual({ output_tokens: 5 })
    expect(watchStream.mergeUsage(before, undefined)).toEqual(before)
  })

  test('keeps the split of the written cache, unless it is of a step that is counted elsewhere', () => {
    const split = { cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 50 } }
    const before = { ...split, cache_creation_input_tokens: 50 }
    expect(watchStream.mergeUsage(before, { cache_creation_input_tokens: 50 })).toMatchObject(split)
    expect(watchStream.mergeUsage(before, { cache_creation_input_tokens: 0 })).toEqual({
      cache_creation_input_tokens: 0
    })
  })
})
