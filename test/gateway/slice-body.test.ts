import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanBody } from '../../electron/gateway/scan-body.ts'
import { sliceBody } from '../../electron/gateway/slice-body.ts'

function slices(value: object): { place: string; text: string }[] {
  const bytes = Buffer.from(JSON.stringify(value))
  const sliced = sliceBody({
    bytes,
    scan: scanBody(bytes, 'messages'),
    listOf: 'messages',
    model: 'm',
    stream: false
  })
  let from = 0
  return sliced.ends.map((end, at) => {
    const text = bytes.toString('utf8', from, end)
    from = end
    return { place: sliced.places[at] ?? '', text }
  })
}

test('the messages of a turn are the first messages of the next turn, slice for slice', () => {
  const tools = [{ name: 'x'.repeat(600) }]
  const first = slices({ model: 'm', messages: [{ a: 1 }, { b: 2 }], tools, stream: true })
  const second = slices({
    model: 'm',
    messages: [{ a: 1 }, { b: 2 }, { c: 3 }],
    tools,
    stream: true,
    temperature: 1
  })
  const messages = (list: typeof first): string[] =>
    list.filter(({ place }) => place === 'message').map(({ text }) => text)
  expect(messages(first)).toEqual(['{"a":1}', ',{"b":2}'])
  expect(messages(second)).toEqual(['{"a":1}', ',{"b":2}', ',{"c":3}'])
  const large = JSON.stringify(tools)
  expect(first.map(({ text }) => text)).toContain(large)
  expect(second.map(({ text }) => text)).toContain(large)
})

test('the slices put side by side are the body, in the order before, message, after', () => {
  const value = fc.record({
    tools: fc.string({ maxLength: 900 }),
    messages: fc.array(fc.jsonValue()),
    last: fc.jsonValue()
  })
  fc.assert(
    fc.property(value, fc.boolean(), (body, listLast) => {
      const ordered = listLast ? { last: body.last, tools: body.tools, messages: body.messages } : body
      const list = slices(ordered)
      expect(list.map(({ text }) => text).join('')).toBe(JSON.stringify(ordered))
      const order = list.map(({ place }) => ['before', 'message', 'after'].indexOf(place))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    })
  )
})
