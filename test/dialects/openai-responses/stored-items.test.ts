import { describe, expect, test } from 'vitest'
import { inputItemsOf, listPage } from '../../../electron/dialects/openai-responses/stored-items.ts'

const ITEMS = ['a', 'b', 'c', 'd'].map((id) => ({
  id,
  type: 'function_call_output',
  call_id: id,
  output: id
}))

function page(query: string): unknown {
  const { data, ...rest } = listPage(ITEMS, new URLSearchParams(query))
  return [Array.isArray(data) ? data.map((item: { id: string }) => item.id).join('') : data, rest]
}

describe('a page of input items', () => {
  test('has the newest first unless the oldest are asked for', () => {
    expect(page('')).toEqual(['dcba', { object: 'list', first_id: 'd', last_id: 'a', has_more: false }])
    expect(page('order=asc&limit=2')).toEqual([
      'ab',
      { object: 'list', first_id: 'a', last_id: 'b', has_more: true }
    ])
  })

  test('goes on behind the item that is named, or back before it', () => {
    expect(page('order=asc&limit=2&after=b')).toMatchObject(['cd', { has_more: false }])
    expect(page('order=asc&limit=2&before=d')).toMatchObject(['bc', { has_more: true }])
    expect(page('after=a')).toMatchObject(['', { first_id: '', has_more: false }])
  })

  test('is refused for limits, orders and items that are none', () => {
    expect(() => page('limit=0')).toThrow("'limit' must be a whole number from 1 to 100.")
    expect(() => page('limit=101')).toThrow("'limit'")
    expect(() => page('order=newest')).toThrow("'order'")
    expect(() => page('after=x')).toThrow("'after': item with id 'x' not found.")
  })

  test('has the content of messages as a list, and their status', () => {
    const { data } = listPage(
      [{ id: 'm', type: 'message', role: 'user', content: 'Hi' }],
      new URLSearchParams()
    )
    expect(data).toEqual([
      {
        id: 'm',
        type: 'message',
        role: 'user',
        status: 'completed',
        content: [{ type: 'input_text', text: 'Hi' }]
      }
    ])
  })
})

describe('the input items of a request', () => {
  const idOf = (prefix: string): string => `${prefix}new`

  test('have ids and types, their own where they have them', () => {
    expect(
      inputItemsOf(
        {
          input: [
            { role: 'assistant', content: 'Hi' },
            { type: 'function_call_output', call_id: 'a', output: 'b' },
            { type: 'reasoning', id: 'rs_1', summary: [] }
          ]
        },
        idOf
      )
    ).toEqual([
      {
        id: 'msg_new',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hi' }]
      },
      { id: 'fco_new', type: 'function_call_output', call_id: 'a', output: 'b' },
      { id: 'rs_1', type: 'reasoning', summary: [] }
    ])
  })

  test('are one message where the input is a text', () => {
    expect(inputItemsOf({ input: 'Hi' }, idOf)).toMatchObject([
      { id: 'msg_new', role: 'user', content: [{ text: 'Hi' }] }
    ])
  })
})
