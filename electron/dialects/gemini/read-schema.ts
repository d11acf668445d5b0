import { booleanOf, fieldsOf, isFields, numberOf, textOf, type Fields } from '../json.ts'

/** `Type` by its number, as servers send it that write enums so. */
const TYPES = ['', 'string', 'number', 'integer', 'boolean', 'array', 'object', 'null']
/** Written as text in protobuf's JSON, since they are 64 bits wide. */
const COUNTS = new Set(['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'])
const LEVELS = 100

/**
 * Google's own schemas, a part of OpenAPI's (https://ai.google.dev/api/caching#Schema), as JSON Schema: types in small
 * letters, `nullable` as a type, counts as numbers, and properties in the order that `propertyOrdering` says.
 */
export function readSchema(schema: Fields): Fields {
  return readLevel(schema, LEVELS)
}

function readLevel(schema: Fields, levels: number): Fields {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'nullable' || name === 'propertyOrdering') continue
    read[name] = levels <= 0 ? value : readMember(name, value, levels - 1)
  }
  const properties = fieldsOf(read['properties'])
  const order = schema['propertyOrdering']
  if (properties !== undefined && Array.isArray(order)) read['properties'] = ordered(properties, order)
  return booleanOf(schema['nullable']) === true ? orNull(read) : read
}

function readMember(name: string, value: unknown, levels: number): unknown {
  if (name === 'type') return readType(value)
  if (COUNTS.has(name)) return numberOf(Number(textOf(value) ?? value)) ?? value
  if (name === 'properties' && isFields(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isFields(inner) ? readLevel(inner, levels) : inner])
    )
  }
  if (name === 'items' && isFields(value)) return readLevel(value, levels)
  if (name === 'anyOf' && Array.isArray(value)) {
    return value.map((inner: unknown) => (isFields(inner) ? readLevel(inner, levels) : inner))
  }
  return value
}

function readType(value: unknown): unknown {
  if (typeof value === 'number') return TYPES[value] ?? value
  return typeof value === 'string' ? value.toLowerCase() : value
}

/** A schema that takes null as well. */
function orNull(schema: Record<string, unknown>): Fields {
  const { type, anyOf } = schema
  const nullable: Record<string, unknown> = { ...schema }
  if (typeof type === 'string') nullable['type'] = [type, 'null']
  if (Array.isArray(anyOf)) nullable['anyOf'] = [...anyOf, { type: 'null' }]
  if (Array.isArray(schema['enum'])) nullable['enum'] = [...schema['enum'], null]
  return nullable
}

function ordered(properties: Fields, order: readonly unknown[]): Fields {
  const known = order.filter((name) => typeof name === 'string' && name in properties)
  const entries = known.map((name) => [name, properties[String(name)]])
  return { ...Object.fromEntries(entries), ...properties }
}
