import { expect, test } from 'vitest'
import { watchMediaEvents } from '../../electron/dialects/watch-media-events.ts'

const read = (value: object | string, name: string | null = null) =>
  watchMediaEvents.read({ name, data: typeof value === 'string' ? value : JSON.stringify(value) })

test.each([
  ['image_generation.partial_image', null],
  ['image_generation.completed', 'image_generation.completed'],
  ['image_edit.completed', 'image_edit.completed'],
  ['transcript.text.delta', null],
  ['transcript.text.segment', null],
  ['transcript.text.done', 'transcript.text.done'],
  ['transcription.done', 'transcription.done'],
  ['speech.audio.delta', null],
  ['speech.audio.done', 'speech.audio.done']
])('%s is output, and says whether it is the last', (type, finish) => {
  expect(read({ type, usage: { output_tokens: 1 } })).toEqual({
    output: true,
    error: null,
    finish,
    usage: { output_tokens: 1 },
    done: false
  })
  expect(read({ b64_json: 'x' }, type)?.finish).toBe(finish)
})

test('an event of no kind may be the last one', () => {
  expect(read({ text: 'Good' })).toMatchObject({ output: true, finish: 'unnamed' })
})

test('chunks as of a chat end with their finish reason', () => {
  expect(read({ choices: [{ delta: { content: 'Good' }, finish_reason: null }] })).toMatchObject({
    output: true,
    finish: null
  })
  expect(read({ choices: [{ delta: {}, finish_reason: 'stop' }] })).toMatchObject({
    output: false,
    finish: 'stop'
  })
})

test('an error is none of the reply, in either form', () => {
  const error = { code: 'x', message: 'broken' }
  expect(read({ error })).toMatchObject({ output: false, error })
  expect(read({ type: 'error', error })).toMatchObject({ output: false, error })
  expect(read({ type: 'error', ...error })).toMatchObject({ output: false, error })
})

test('what is no object says nothing', () => {
  expect(read('not json')).toBeNull()
  expect(read('[1]')).toBeNull()
})
