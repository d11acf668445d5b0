import { expect, test } from 'vitest'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'

const { watch } = openaiResponses

function read(data: Fields, named = true): unknown {
  return watch.read({ name: named ? String(data['type']) : null, data: JSON.stringify(data) })
}

test('text, thoughts, calls and what runs at the provider are output; frames and empty pieces are none', () => {
  const isOutput = { output: true, error: null, finish: null, usage: undefined, done: false }
  const isQuiet = { ...isOutput, output: false }
  for (const named of [true, false]) {
    expect(read({ type: 'response.output_text.delta', delta: 'a' }, named)).toEqual(isOutput)
    expect(read({ type: 'response.output_text.delta', delta: '' }, named)).toEqual(isQuiet)
    expect(read({ type: 'response.output_item.added', item: { type: 'function_call' } }, named)).toEqual(
      isOutput
    )
    expect(read({ type: 'response.output_item.added', item: { type: 'web_search_call' } }, named)).toEqual(
      isOutput
    )
    expect(read({ type: 'response.output_item.added', item: { type: 'message' } }, named)).toEqual(isQuiet)
    expect(read({ type: 'response.created', response: { usage: null } }, named)).toEqual(isQuiet)
  }
})

test('the last event has the usage and how the response ended', () => {
  const usage = { input_tokens: 1 }
  expect(read({ type: 'response.completed', response: { status: 'completed', usage } })).toMatchObject({
    finish: 'completed',
    usage,
    done: true
  })
  expect(
    read({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    })
  ).toMatchObject({ finish: 'max_output_tokens', done: true })
})

test('errors are told in each of their forms', () => {
  expect(read({ type: 'error', code: 'a', message: 'b' })).toMatchObject({
    error: { code: 'a', message: 'b' }
  })
  expect(read({ type: 'response.failed', response: { error: { code: 'a', message: 'b' } } })).toMatchObject({
    error: { code: 'a', message: 'b' },
    done: true
  })
  expect(read({ error: { message: 'b', type: 'server_error' } }, false)).toMatchObject({
    error: { code: 'server_error', message: 'b' }
  })
})

test('what is no JSON is not read, and [DONE] is the end', () => {
  expect(watch.read({ name: null, data: 'oops' })).toBeNull()
  expect(watch.read({ name: null, data: '[DONE]' })).toMatchObject({ done: true })
})
