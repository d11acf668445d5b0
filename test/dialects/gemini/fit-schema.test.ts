import { expect, test } from 'vitest'
import { fitSchema } from '../../../electron/dialects/gemini/fit-schema.ts'
import { readSchema } from '../../../electron/dialects/gemini/read-schema.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

test('what Google reads stays as it is', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      name: { type: ['string', 'null'], description: 'n', minLength: 1, pattern: '^a' },
      kind: { enum: ['a', 1], oneOf: [{ type: 'string' }, { type: 'number' }] },
      node: { $ref: '#/$defs/Node' },
      pair: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } }
    },
    required: ['name'],
    additionalProperties: false,
    $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } }
  }
  expect(fitSchema(schema)).toEqual(schema)
})

test.each<[string, Fields, Fields]>([
  [
    'definitions of the older drafts',
    { definitions: { A: { type: 'string' } }, properties: { a: { $ref: '#/definitions/A' } } },
    { $defs: { A: { type: 'string' } }, properties: { a: { $ref: '#/$defs/A' } } }
  ],
  [
    'a description beside a reference, which Google refuses there',
    { $defs: { A: { type: 'string' } }, properties: { a: { $ref: '#/$defs/A', description: 'd' } } },
    { $defs: { A: { type: 'string' } }, properties: { a: { type: 'string', description: 'd' } } }
  ],
  [
    'references into properties, as zod writes them',
    { properties: { a: { type: 'string' }, b: { $ref: '#/properties/a' } } },
    { properties: { a: { type: 'string' }, b: { type: 'string' } } }
  ],
  [
    'references that lead nowhere or elsewhere',
    { properties: { a: { $ref: '#/$defs/Gone' }, b: { $ref: 'https://x/y', type: 'string' } } },
    { properties: { a: {}, b: { type: 'string' } } }
  ],
  [
    'allOf, alone and with several',
    {
      $defs: { A: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
      properties: {
        one: { allOf: [{ $ref: '#/$defs/A' }], description: 'd' },
        two: { allOf: [{ $ref: '#/$defs/A' }, { properties: { y: { const: 'k' } }, required: ['y'] }] }
      }
    },
    {
      $defs: { A: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
      properties: {
        one: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'], description: 'd' },
        two: {
          type: 'object',
          properties: { x: { type: 'string' }, y: { type: 'string', enum: ['k'] } },
          required: ['x', 'y']
        }
      }
    }
  ],
  [
    'constants',
    { properties: { a: { const: 'x' }, b: { const: 3 }, c: { const: true }, d: { const: null } } },
    {
      properties: {
        a: { type: 'string', enum: ['x'] },
        b: { type: 'number', enum: [3] },
        c: { type: 'boolean', const: true },
        d: { type: 'null', const: null }
      }
    }
  ],
  [
    'bounds that are not in the range',
    {
      properties: {
        a: { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 10 },
        b: { type: 'number', exclusiveMinimum: 0 },
        c: { type: 'number', minimum: 1, exclusiveMinimum: true }
      }
    },
    {
      properties: {
        a: { type: 'integer', minimum: 1, maximum: 9 },
        b: { type: 'number', minimum: 0 },
        c: { type: 'number', minimum: 1 }
      }
    }
  ],
  [
    'schemas that are true, and tuples of the older drafts',
    { properties: { a: true, b: { type: 'array', items: [{ type: 'string' }, true] }, c: { items: true } } },
    { properties: { a: {}, b: { type: 'array', prefixItems: [{ type: 'string' }, {}] }, c: { items: {} } } }
  ],
  [
    'a property that is called like a word of the language',
    {
      properties: {
        const: { type: 'string' },
        $ref: { type: 'string' },
        items: { type: 'array', items: true }
      }
    },
    {
      properties: { const: { type: 'string' }, $ref: { type: 'string' }, items: { type: 'array', items: {} } }
    }
  ]
])('%s', (_, schema, fitted) => {
  expect(fitSchema(schema)).toEqual(fitted)
})

test('circles and explosions end', () => {
  const circle = {
    properties: { a: { $ref: '#/properties/b' }, b: { $ref: '#/properties/a' } },
    $defs: { N: { type: 'object', properties: { n: { $ref: '#/$defs/N', description: 'next' } } } }
  }
  expect(fitSchema(circle)).toEqual({
    properties: { a: {}, b: {} },
    $defs: {
      N: {
        type: 'object',
        properties: { n: { type: 'object', properties: { n: { $ref: '#/$defs/N' } }, description: 'next' } }
      }
    }
  })
  const levels = Array.from({ length: 40 }, (_, level) => [
    `L${level}`,
    {
      properties: {
        a: { $ref: `#/$defs/L${level + 1}`, description: 'a' },
        b: { $ref: `#/$defs/L${level + 1}`, description: 'b' }
      }
    }
  ])
  const large = { $defs: Object.fromEntries([...levels, ['L40', { type: 'string' }]]), $ref: '#/$defs/L0' }
  expect(JSON.stringify(fitSchema(large)).length).toBeLessThan(20_000_000)
})

test('a schema of Google’s own becomes a JSON Schema', () => {
  expect(
    readSchema({
      type: 'OBJECT',
      properties: {
        b: { type: 'ARRAY', items: { type: 3 }, minItems: '1', maxItems: 3 },
        a: { type: 'STRING', nullable: true, enum: ['x'], format: 'enum' },
        type: { anyOf: [{ type: 'NUMBER' }, { type: 'BOOLEAN' }], nullable: true }
      },
      propertyOrdering: ['a', 'b'],
      required: ['a']
    })
  ).toEqual({
    type: 'object',
    properties: {
      a: { type: ['string', 'null'], enum: ['x', null], format: 'enum' },
      b: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 3 },
      type: { anyOf: [{ type: 'number' }, { type: 'boolean' }, { type: 'null' }] }
    },
    required: ['a']
  })
  const ordered = readSchema({
    properties: { z: {}, y: {}, x: {} },
    propertyOrdering: ['x', 'nowhere', 'y']
  })
  expect(Object.keys(ordered['properties'] ?? {})).toEqual(['x', 'y', 'z'])
})
