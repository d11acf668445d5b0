import { describe, expect, test } from 'vitest'
import { fitSchema } from '../../../electron/dialects/fit-claude-schema.ts'
import type { ChatRequest, FunctionTool } from '../../../electron/dialects/chat.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { chatOf, send, type Sent } from './encode-for.ts'

const LS: FunctionTool = { type: 'function', name: 'ls', description: 'Lists files' }
const CAT: FunctionTool = { type: 'function', name: 'cat' }
const CLOSED = { type: 'object', properties: {}, additionalProperties: false }

function withTools(fields: Partial<ChatRequest>, model?: string): Sent {
  return send(chatOf({ maxOutputTokens: 5, tools: [LS, CAT], ...fields }), model)
}

function schemaOf(schema: Fields | undefined): unknown {
  const { body } = withTools({ tools: [{ ...LS, schema }] })
  return Object.assign({}, ...[body['tools']].flat())['input_schema']
}

describe('tools of another dialect', () => {
  test.each<[Fields | undefined, Fields]>([
    [undefined, { type: 'object', properties: {} }],
    [{ properties: { a: {} } }, { type: 'object', properties: { a: {} } }],
    [{ type: ['object', 'null'] }, { type: 'object' }],
    [
      { anyOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { b: {} } }] },
      {
        type: 'object',
        description:
          'The whole must also match this JSON Schema: {"anyOf":[{"properties":{"a":{}},"required":["a"]},{"properties":{"b":{}}}]}',
        properties: { a: {}, b: {} }
      }
    ],
    [
      { allOf: [{ properties: { a: {} }, required: ['a'] }], properties: { c: {} }, required: ['c'] },
      { type: 'object', properties: { a: {}, c: {} }, required: ['c', 'a'] }
    ]
  ])('have a schema of an object: %j', (schema, expected) => {
    expect(schemaOf(schema)).toEqual(expected)
  })

  test('that run elsewhere are left out with a note, those of this API stay', () => {
    const own = { type: 'web_search_20250305', name: 'web_search' }
    const { body, notes } = withTools({
      tools: [
        { type: 'server', dialect: 'anthropic-messages', name: own.type, value: own },
        { type: 'server', dialect: 'openai-responses', name: 'file_search', value: {} }
      ]
    })
    expect(body['tools']).toEqual([own])
    expect(notes).toEqual(['the tool file_search was left out: only openai-responses knows it'])
  })

  test('of one name are one, since the API refuses two', () => {
    const { body, notes } = withTools({ tools: [LS, { ...LS, description: 'again' }, CAT] })
    expect(body['tools']).toMatchObject([{ name: 'ls', description: 'Lists files' }, { name: 'cat' }])
    expect(notes).toEqual(['a second tool ls was left out: the API takes one of a name'])
  })

  test('stay strict where the model can be bound to their schema', () => {
    const strict = { ...LS, schema: CLOSED, strict: true }
    expect(withTools({ tools: [strict] }).body['tools']).toMatchObject([{ strict: true }])
    const loose = withTools({ tools: [{ ...strict, schema: { type: 'object' } }] })
    expect(loose.body['tools']).not.toMatchObject([{ strict: true }])
    expect(loose.notes.join()).toContain('strict was left out')
    expect(withTools({ tools: [strict] }, 'some-model').notes.join()).toContain('strict was left out')
  })
})

describe('the choice of tools', () => {
  test.each<[Partial<ChatRequest>, unknown]>([
    [{ toolChoice: { type: 'auto' } }, { type: 'auto' }],
    [{ toolChoice: { type: 'none' }, parallelToolCalls: false }, { type: 'none' }],
    [{ toolChoice: { type: 'required' } }, { type: 'any' }],
    [{ toolChoice: { type: 'tool', name: 'ls' } }, { type: 'tool', name: 'ls' }],
    [{ parallelToolCalls: false }, { type: 'auto', disable_parallel_tool_use: true }],
    [
      { toolChoice: { type: 'required' }, parallelToolCalls: false },
      { type: 'any', disable_parallel_tool_use: true }
    ],
    [{ parallelToolCalls: true }, undefined],
    [{ tools: [], toolChoice: { type: 'auto' }, parallelToolCalls: false }, undefined]
  ])('%j', (fields, expected) => {
    expect(withTools(fields).body['tool_choice']).toEqual(expected)
  })

  test('among some of them leaves the others out', () => {
    const { body, notes } = withTools({ toolChoice: { type: 'allowed', names: ['cat'], required: true } })
    expect(body['tools']).toMatchObject([{ name: 'cat' }])
    expect(body['tool_choice']).toEqual({ type: 'any' })
    expect(notes).toHaveLength(1)
  })

  test.each<Partial<ChatRequest>>([
    { toolChoice: { type: 'tool', name: 'gone' } },
    { tools: [], toolChoice: { type: 'required' } },
    { toolChoice: { type: 'native', dialect: 'openai-responses', value: {} } }
  ])('that can not be met is refused: %j', (fields) => {
    expect(() => withTools(fields)).toThrow(expect.objectContaining({ code: 'not_translatable' }))
  })
})

describe('a schema for the answer', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string', minLength: 2, description: 'Who' } },
    required: ['name']
  }

  test('guides models from 4.5 on, with bounds told in words', () => {
    const { body, notes } = withTools({ tools: [], format: { type: 'json-schema', name: 'x', schema } })
    expect(body['output_config']).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          ...schema,
          properties: { name: { type: 'string', description: 'Who (minLength: 2)' } },
          additionalProperties: false
        }
      }
    })
    expect(body).not.toHaveProperty('system')
    expect(notes.join()).toContain('minLength of the output schema became words')
  })

  test('becomes an instruction for older models, and for a schema of free member names', () => {
    const old = withTools({ tools: [], format: { type: 'json-schema', schema } }, 'claude-sonnet-4-0')
    expect(old.body['system']).toContain(JSON.stringify(schema))
    expect(old.body).not.toHaveProperty('output_config')
    const map = { type: 'object', additionalProperties: { type: 'number' } }
    const free = withTools({ tools: [], format: { type: 'json-schema', schema: map } })
    expect(free.body['system']).toContain(JSON.stringify(map))
    expect(free.notes.join()).toContain('became an instruction')
  })

  test('is told in both ways where the model is not known', () => {
    const { body } = withTools({ tools: [], format: { type: 'json-schema', schema } }, 'some-model')
    expect(body['output_config']).toMatchObject({ format: { type: 'json_schema' } })
    expect(body['system']).toContain('JSON Schema')
  })

  test('is none for JSON of any kind, which becomes an instruction', () => {
    const { body, notes } = withTools({ tools: [], format: { type: 'json' } })
    expect(body['system']).toContain('one JSON object')
    expect(notes.join()).toContain('the format JSON became an instruction')
    expect(withTools({ tools: [], format: { type: 'text' } }).body).not.toHaveProperty('system')
  })
})

describe('a schema is fitted', () => {
  test('unchanged where it is of the kind that can be enforced', () => {
    const schema = {
      $defs: { city: { type: 'string', format: 'uri' } },
      type: 'object',
      properties: { a: { $ref: '#/$defs/city' }, b: { type: ['string', 'null'], enum: ['x', null] } },
      required: ['a', 'b'],
      additionalProperties: false
    }
    expect(fitSchema(schema)).toEqual({ schema, told: [], changed: false })
  })

  test('with alternatives under the one name that is known', () => {
    expect(fitSchema({ oneOf: [{ type: 'string' }, { type: 'null' }] })).toMatchObject({
      schema: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      changed: true
    })
  })

  test('also where definitions refer to each other many times over', () => {
    const definitions: Record<string, unknown> = { d40: { type: 'string' } }
    for (let at = 0; at < 40; at++) {
      const next = { $ref: `#/$defs/d${at + 1}` }
      definitions[`d${at}`] = { ...CLOSED, properties: { a: next, b: next } }
    }
    expect(
      fitSchema({ ...CLOSED, properties: { x: { $ref: '#/$defs/d0' } }, $defs: definitions })?.changed
    ).toBe(false)
  })

  test.each([
    { type: 'object', additionalProperties: true },
    { type: 'object', properties: { a: true } },
    { $defs: { a: { properties: { b: { $ref: '#/$defs/a' } } } }, $ref: '#/$defs/a' },
    { $ref: 'https://a.b/c.json' },
    { items: [{ type: 'string' }] }
  ])('not at all where it can not be said: %j', (schema) => {
    expect(fitSchema(schema)).toBeUndefined()
  })
})
