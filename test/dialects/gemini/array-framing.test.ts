import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openArrayFraming } from '../../../electron/dialects/gemini/array-framing.ts'

const CHUNKS = ['{"text": "naïve ✓ 🎉"}', '{"n":1}', '{"error":{"code":503}}']
const STREAM = [
  ': waiting\n\n',
  `data: ${CHUNKS[0]}\n\n`,
  `data:${CHUNKS[1]}\r\n\r\n`,
  'event: ping\n\n',
  `data: ${CHUNKS[2]}\n\n`,
  'data: [DONE]\n\n'
].join('')
const FRAMED = `[${CHUNKS.join(',\r\n')}]`

function frame(bytes: Buffer, cuts: readonly number[]): string {
  const framing = openArrayFraming()
  const framed: Buffer[] = []
  let from = 0
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    framed.push(framing.push(bytes.subarray(from, cut)))
    from = cut
  }
  return Buffer.concat([...framed, framing.end()]).toString('utf8')
}

test('events become the items of an array, their data as it is', () => {
  expect(frame(Buffer.from(STREAM), [])).toBe(FRAMED)
})

test('wherever the bytes are cut, also inside a character', () => {
  const bytes = Buffer.from(STREAM)
  expect(frame(bytes, Array.from(bytes.keys()))).toBe(FRAMED)
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
      expect(frame(bytes, cuts)).toBe(FRAMED)
    })
  )
})

test('an item comes as soon as its event is whole', () => {
  const framing = openArrayFraming()
  expect(framing.push('data: {"n":1}').toString()).toBe('')
  expect(framing.push('\n\n').toString()).toBe('[{"n":1}')
  expect(framing.push('data: {"n":2}\n').toString()).toBe('')
  expect(framing.end().toString()).toBe(',\r\n{"n":2}]')
})

test('a stream without events is an empty array', () => {
  const framing = openArrayFraming()
  expect(Buffer.concat([framing.push(': nothing\n\n'), framing.end()]).toString()).toBe('[]')
})

test('an error that stands bare behind the events, as Google sends it, is an item', () => {
  const error = '{\n  "error": {"code": 503}\n}'
  expect(frame(Buffer.from(`data: {"n":1}\n\n${error}`), [])).toBe(`[{"n":1},\r\n${error}]`)
  expect(frame(Buffer.from(`\ufeffdata: {"n":1}\n\n`), [])).toBe('[{"n":1}]')
})
