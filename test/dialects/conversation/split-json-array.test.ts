import { expect, it } from 'vitest'
import { splitJsonArray } from '../../../electron/dialects/conversation/split-json-array.ts'

it('cuts an array into its objects, whatever their texts hold', () => {
  const elements = ['{"a":"} ] \\" {"}', '{"b":[{"c":{}}]}', '{}']
  expect(splitJsonArray(`[${elements.join(' ,\r\n')}]`)).toEqual(elements)
})

it('leaves out an object that was cut off, and what is no object', () => {
  expect(splitJsonArray('[{"a":1},\n{"b":"half')).toEqual(['{"a":1}'])
  expect(splitJsonArray('[1, "two", {"a":1}, null]')).toEqual(['{"a":1}'])
  expect(splitJsonArray('[')).toEqual([])
})
