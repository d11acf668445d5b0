import { expect, test } from 'vitest'
import { itemIdsOf } from '../../electron/gateway/item-ids.ts'

const hello = { type: 'message', role: 'user', content: 'hello' }
const result = { type: 'function_call_output', call_id: 'call_1', output: 'fine' }

test('leaves ids as they are, and gives one of its kind to each item without', () => {
  const ids = itemIdsOf([{ ...hello, id: 'msg_own' }, hello, { role: 'user', content: 'no type' }, result])
  expect(ids[0]).toBe('msg_own')
  expect(ids.slice(1).map((id) => id.replace(/_.*/, ''))).toEqual(['msg', 'msg', 'fco'])
})

test('gives an item the same id each time its history is sent', () => {
  const first = itemIdsOf([hello, result])
  expect(itemIdsOf([hello, result, { ...hello, content: 'and now?' }]).slice(0, 2)).toEqual(first)
})

test('tells items apart that say the same, or have the same id', () => {
  const twice = [hello, hello, { ...hello, id: 'msg_own' }, { ...hello, id: 'msg_own' }]
  expect(new Set(itemIdsOf(twice)).size).toBe(4)
  expect(itemIdsOf(twice)).toEqual(itemIdsOf(twice))
})
