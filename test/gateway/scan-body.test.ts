import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scanBody } from '../../electron/gateway/scan-body.ts'

const scan = (text: string) => scanBody(Buffer.from(text), 'messages')

describe('scanBody', () => {
  test('finds the spans of the top-level members and where each message ends', () => {
    const text = ' {"model" : "a\\"b" ,"messages":[ {"x":[1,"]"]} , "two"],"n":-1.5e3}\n'
    const { members, itemEnds, closeAt } = scan(text)
    const value = (name: string): string => text.slice(members.get(name)?.start, members.get(name)?.end)
    expect(value('model')).toBe('"a\\"b"')
    expect(value('n')).toBe('-1.5e3')
    expect(itemEnds.map((end) => text.slice(0, end).slice(-6))).toEqual([',"]"]}', ' "two"'])
    expect(text[closeAt]).toBe('}')
  })

  test('refuses a key that repeats, however it is escaped', () => {
    expect(() => scan('{"model":"a","model":"b"}')).toThrow(/"model" twice/)
    expect(() => scan('{"model":"a","mod\\u0065l":"b"}')).toThrow(/"model" twice/)
    expect(() => scan('{"é":1,"\\u00e9":2}')).toThrow(/twice/)
  })

  test('lets keys repeat deeper down, where no rule of Gatehouse depends on them', () => {
    expect(scan('{"a":{"x":1,"x":2}}').members.size).toBe(1)
  })

  test.each([
    '',
    '[]',
    '"text"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{"a":1,,"b":2}',
    '{"a" 1}',
    '{a:1}',
    '{"a":tru}',
    '{"a":[1}',
    '{"a":{"b":1]}',
    '{"a":"open}',
    '{"a":1} x',
    '{"messages":[1 2]}',
    '{"messages":[1,]}'
  ])('refuses %j as invalid JSON', (text) => {
    expect(() => scan(text)).toThrow(/not valid JSON/)
  })

  test('agrees with JSON.parse on every object, whatever its values and spacing', () => {
    const anyObject = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())
    fc.assert(
      fc.property(anyObject, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        const body = Buffer.from(text)
        const { members } = scanBody(body, 'messages')
        const read = [...members].map(([key, member]) => [
          key,
          JSON.parse(body.toString('utf8', member.start, member.end)) as unknown
        ])
        expect(read).toEqual(Object.entries(JSON.parse(text) as object))
      })
    )
  })

  test('finds the end of every element of the list', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (messages) => {
        const text = JSON.stringify({ model: 'm', messages })
        const { itemEnds, members } = scan(text)
        const body = Buffer.from(text)
        let from = (members.get('messages')?.start ?? 0) + 1
        const read = itemEnds.map((end) => {
          const item: unknown = JSON.parse(body.toString('utf8', from, end).replace(/^,/, ''))
          from = end
          return item
        })
        expect(read).toEqual(JSON.parse(JSON.stringify(messages)))
      })
    )
  })
})
