import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventReader, readEvents, writeEvent } from '../../electron/dialects/read-events.ts'

const STREAM = [
  ': a comment\n\n',
  'event: ping\ndata: {"type": "ping"}\n\n',
  'data: {"text":"naïve ✓ 日本語 🎉"}\n\n',
  ': another\ndata: two\ndata: lines\nid: 5\nretry: 10\n\n',
  'data:tight\n\n',
  'event: nameless\n\n',
  'data: [DONE]\n\n'
].join('')
const EVENTS = [
  { name: 'ping', data: '{"type": "ping"}' },
  { name: null, data: '{"text":"naïve ✓ 日本語 🎉"}' },
  { name: null, data: 'two\nlines' },
  { name: null, data: 'tight' },
  { name: null, data: '[DONE]' }
]

function readCut(bytes: Buffer, cuts: readonly number[]): unknown {
  const reader = new EventReader()
  const events = []
  let from = 0
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    events.push(...reader.push(bytes.subarray(from, cut)))
    from = cut
  }
  return [...events, ...reader.end()]
}

test('events are read whole, without comments and lines that mean nothing', () => {
  expect(readEvents(Buffer.from(STREAM))).toEqual(EVENTS)
})

test('wherever the bytes are cut, also inside a character, the events are the same', () => {
  for (const text of [STREAM, STREAM.replaceAll('\n', '\r\n')]) {
    const bytes = Buffer.from(text)
    expect(readCut(bytes, Array.from(bytes.keys()))).toEqual(EVENTS)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        expect(readCut(bytes, cuts)).toEqual(EVENTS)
      })
    )
  }
})

test('an event without its empty line is read at the end', () => {
  const reader = new EventReader()
  expect(reader.push(Buffer.from('data: {"a":1}\n'))).toEqual([])
  expect(reader.end()).toEqual([{ name: null, data: '{"a":1}' }])
  expect(reader.end()).toEqual([])
})

test('an error that stands bare at the end of a stream is data', () => {
  const reader = new EventReader()
  expect(reader.push(Buffer.from('data: {"a":1}\r\n\r\n{\n  "error": {"code": 503}\n}\n'))).toEqual([
    { name: null, data: '{"a":1}' }
  ])
  expect(reader.end()).toEqual([{ name: null, data: '{\n  "error": {"code": 503}\n}' }])
})

test('what is written is read again', () => {
  expect(readEvents(Buffer.from(writeEvent('{"x":1}') + writeEvent('{}', 'message_stop')))).toEqual([
    { name: null, data: '{"x":1}' },
    { name: 'message_stop', data: '{}' }
  ])
})

test('a byte order mark at the beginning is passed over', () => {
  expect(readCut(Buffer.from(`\ufeff${STREAM}`), [])).toEqual(EVENTS)
  expect(readEvents(Buffer.from('\ufeffdata: first\n\n'))).toEqual([{ name: null, data: 'first' }])
})

test('an event of 20 MB in small chunks is read once, at its end', () => {
  const reader = new EventReader()
  const chunk = Buffer.alloc(4096, 'x')
  reader.push(Buffer.from('data: '))
  for (let count = 0; count < 5120; count++) expect(reader.push(chunk)).toEqual([])
  expect(reader.push(Buffer.from('\n'))).toEqual([])
  expect(reader.push(Buffer.from('\n'))[0]?.data).toHaveLength(20 << 20)
})
