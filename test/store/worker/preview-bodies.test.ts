import { expect, test } from 'vitest'
import type { SlicedBody } from '../../../electron/store/store.ts'
import { previewReply, previewRequest } from '../../../electron/store/worker/preview-bodies.ts'
import { randomText, seededRandom, slicedBody, slicedChat, streamedReply, wholeReply } from '../make-entry.ts'

const PLACES = ['before', 'message', 'after']

/** A request as the writer has it: cut into views of its body. */
function received({ body, ends, places }: SlicedBody): Parameters<typeof previewRequest>[0] {
  const slices = ends.map((end, index) => ({
    bytes: body.subarray(ends[index - 1] ?? 0, end),
    place: PLACES.indexOf(places[index] ?? 'before')
  }))
  return { body: Buffer.from(body), slices }
}

test('shows the last message by the user, past the tool results of an agent', () => {
  const messages = [
    { role: 'user', content: 'first' },
    { role: 'user', content: 'Mend the gate' },
    ...Array.from({ length: 12 }, (_, index) => ({ role: 'tool', content: `result ${index}` }))
  ]
  expect(previewRequest(received(slicedChat(messages)))).toBe('Mend the gate')
})

test('gives up on a history that is too long to look through', () => {
  const huge = { role: 'tool', content: randomText(seededRandom(1), 20_000) }
  const messages = [{ role: 'user', content: 'far away' }, huge, huge, huge, huge, huge]
  expect(previewRequest(received(slicedChat(messages)))).toBe('')
})

test('shows the text of an embedding, alone or the first of several', () => {
  expect(previewRequest(received(slicedBody([['before', '{"input":"one text","model":"m"}']])))).toBe(
    'one text'
  )
  const several = slicedBody([
    ['before', '{"model":"m","input":['],
    ['message', '"first"'],
    ['message', ',"second"'],
    ['after', ']}']
  ])
  expect(previewRequest(received(several))).toBe('first')
})

test('shows nothing of bodies that are no text', () => {
  const noise = Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7919) % 256))
  expect(previewRequest(received(slicedBody([['before', noise]])))).toBe('')
  expect(previewRequest(received(slicedBody([])))).toBe('')
  expect(previewReply({ body: noise, contentType: 'audio/mpeg', eventEnds: [], eventTimes: [] })).toBe('')
})

test('shows the same words of a reply, whole or streamed', () => {
  const text = 'The gate is mended. It had two loose hinges.'
  expect(previewReply(wholeReply(text))).toBe(text)
  expect(previewReply(streamedReply(text))).toBe(text)
})
