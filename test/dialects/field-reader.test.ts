import { describe, expect, test } from 'vitest'
import { FieldReader, ownFields, saidFields } from '../../electron/dialects/field-reader.ts'

describe('a reader of fields', () => {
  test('keeps what nobody took, and what was not as it should be', () => {
    const reader = new FieldReader({ a: 'x', b: 'y', c: 1, d: null, e: [] })
    expect(reader.text('a')).toBe('x')
    expect(reader.number('b')).toBeUndefined()
    reader.drop('c')
    expect(reader.records('e')).toEqual([])
    expect(reader.rest()).toEqual({ b: 'y' })
    expect(reader.extra('gemini')).toEqual({ dialect: 'gemini', fields: { b: 'y' } })
  })

  test('has nothing left where all was taken', () => {
    const reader = new FieldReader({ a: 'x', b: undefined, c: null })
    reader.text('a')
    expect(reader.extra('gemini')).toBeUndefined()
  })
})

test('undefined is not said', () => {
  expect(Object.keys(saidFields({ a: undefined, b: null, c: 0 }))).toEqual(['b', 'c'])
})

test('another dialect’s extra is not one’s own', () => {
  const extra = { dialect: 'gemini', fields: { a: 1 } } as const
  expect(ownFields('gemini', extra)).toEqual({ a: 1 })
  expect(ownFields('openai-chat', extra)).toEqual({})
  expect(ownFields('openai-chat', undefined)).toEqual({})
})
