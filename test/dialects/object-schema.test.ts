import { describe, expect, test } from 'vitest'
import { objectSchema } from '../../electron/dialects/object-schema.ts'

const TEXT = { type: 'string' }
const NUMBER = { type: 'number' }

describe('the schema of a tool', () => {
  test('without alternatives at its top stays as it is, and is one of an object', () => {
    const nested = { type: 'object', properties: { a: { anyOf: [TEXT, NUMBER] } } }
    expect(objectSchema(nested)).toEqual({ schema: nested, isMerged: false })
    expect(objectSchema({ properties: { a: TEXT } }).schema).toEqual({
      type: 'object',
      properties: { a: TEXT }
    })
    expect(objectSchema(undefined).schema).toEqual({ type: 'object', properties: {} })
  })

  test('of alternatives allows the members of all and demands what all demand', () => {
    const anyOf = [
      { properties: { kind: { const: 'a' }, a: TEXT }, required: ['kind', 'a'] },
      { properties: { kind: { const: 'b' } }, required: ['kind'] }
    ]
    expect(objectSchema({ description: 'D', anyOf, additionalProperties: false })).toEqual({
      schema: {
        type: 'object',
        description: `D\nThe whole must also match this JSON Schema: ${JSON.stringify({ anyOf })}`,
        additionalProperties: false,
        properties: { kind: { anyOf: [{ const: 'a' }, { const: 'b' }] }, a: TEXT },
        required: ['kind']
      },
      isMerged: true
    })
  })

  test('of several that all hold demands all of them, and nothing need be told', () => {
    const { schema } = objectSchema({
      $defs: { B: { properties: { b: NUMBER }, required: ['b'] } },
      properties: { a: TEXT },
      required: ['a'],
      allOf: [{ $ref: '#/$defs/B' }]
    })
    expect(schema).toMatchObject({ properties: { a: TEXT, b: NUMBER }, required: ['a', 'b'] })
    expect(schema['description']).toBeUndefined()
    expect(schema['allOf']).toBeUndefined()
  })

  test('that is a reference is what it points at', () => {
    const { schema, isMerged } = objectSchema({
      $ref: '#/$defs/A',
      $defs: { A: { properties: { a: TEXT } } }
    })
    expect(schema).toMatchObject({ type: 'object', properties: { a: TEXT } })
    expect(schema['$ref']).toBeUndefined()
    expect(isMerged).toBe(false)
  })

  test('that holds itself comes to an end', () => {
    const self = { anyOf: Array.from({ length: 20 }, () => ({ $ref: '#/$defs/A' })) }
    const { schema } = objectSchema({ ...self, $defs: { A: self } })
    expect(schema['properties']).toEqual({})
  })

  test('keeps no other constraint of a whole at its top', () => {
    const { schema } = objectSchema({ type: 'object', not: { required: ['a'] }, enum: [{}] })
    expect([schema['not'], schema['enum']]).toEqual([undefined, undefined])
    expect(schema['description']).toContain('{"not":{"required":["a"]},"enum":[{}]}')
  })
})
