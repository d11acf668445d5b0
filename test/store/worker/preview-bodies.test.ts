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
  // Its role is behind its text, so that only reading it tells whose it is.
  const huge = { content: randomText(seededRandom(1), 20_000), role: 'tool' }
  const messages = [{ role: 'user', content: 'far away' }, huge, huge, huge, huge, huge]
  expect(previewRequest(received(slicedChat(messages)))).toBe('')
})

test('finds what the user said before any number of long results, in every dialect', () => {
  const long = randomText(seededRandom(1), 20_000)
  const results = [
    { role: 'tool', tool_call_id: 'c', content: long },
    { type: 'function_call_output', call_id: 'c', output: long },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'c', content: [{ type: 'text', text: long }] }]
    },
    { role: 'user', parts: [{ functionResponse: { name: 'read', response: { output: long } } }] },
    { role: 'model', parts: [{ text: long }] }
  ]
  for (const result of results) {
    const messages = [{ role: 'user', content: 'Mend the gate' }, ...Array.from({ length: 30 }, () => result)]
    expect(previewRequest(received(slicedChat(messages)))).toBe('Mend the gate')
  }
})

test('finds the words of a response behind the request that it begins with', () => {
  const event = (type: string, rest: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
  const echo = { response: { instructions: randomText(seededRandom(1), 50_000), output: [] } }
  const events = [
    event('response.created', echo),
    event('response.in_progress', echo),
    event('response.reasoning_summary_text.delta', { delta: 'I think.' }),
    event('response.output_item.done', { item: { encrypted_content: randomText(seededRandom(2), 40_000) } }),
    event('response.output_text.delta', { delta: 'The gate ' }),
    event('response.function_call_arguments.delta', { delta: '{"a":1}' }),
    event('response.output_text.delta', { delta: 'is mended.' }),
    event('response.output_text.done', { text: 'The gate is mended.' })
  ]
  let length = 0
  const eventEnds = events.map((text) => (length += Buffer.byteLength(text)))
  const body = Buffer.from(events.join(''))
  const reply = { body, contentType: 'text/event-stream', eventEnds, eventTimes: [] }
  expect(previewReply(reply)).toBe('The gate is mended.')
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

test('shows the words of a bare text, and none of a web page', () => {
  const reply = (contentType: string) =>
    previewReply({ body: Buffer.from('Good\nmorning'), contentType, eventEnds: [], eventTimes: [] })
  expect(reply('text/plain; charset=utf-8')).toBe('Good morning')
  expect(reply('text/html')).toBe('')
})

test('shows the same words of a reply, whole or streamed', () => {
  const text = 'The gate is mended. It had two loose hinges.'
  expect(previewReply(wholeReply(text))).toBe(text)
  expect(previewReply(streamedReply(text))).toBe(text)
})
