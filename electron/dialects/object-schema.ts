import { fieldsOf, recordsOf, type Fields } from './json.ts'

/** The schema of a tool's arguments as providers take it. */
export interface ObjectSchema {
  readonly schema: Fields
  /** Whether alternatives were put together: it then says less than it did. */
  readonly isMerged: boolean
}

/** Keywords that OpenAI and Anthropic refuse at the top of a tool's schema. */
const COMBINING = ['anyOf', 'oneOf', 'allOf', 'not', 'enum'] as const
/** References and lists in each other that are followed. */
const LEVELS = 8
/** Schemas that are looked at, at most, so that none explodes. */
const MOST = 1000
/** A longer one would be dear in each request. */
const LONGEST_TOLD = 4000

interface Shape {
  readonly properties: ReadonlyMap<string, unknown>
  readonly required: readonly string[]
}

/**
 * A schema as that of one object, without alternatives at its top: "schema must have type 'object' and not have
 * 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level" (OpenAI), "input_schema does not support oneOf, allOf, or anyOf
 * at the top level" (Anthropic). What alternatives demand in common is demanded, the members of all are allowed, and the
 * alternatives themselves are told in the description.
 */
export function objectSchema(schema: Fields | undefined): ObjectSchema {
  if (schema === undefined) return { schema: { type: 'object', properties: {} }, isMerged: false }
  const isMerged = COMBINING.some((keyword) => schema[keyword] !== undefined)
  const isReference = typeof schema['$ref'] === 'string'
  if (!isMerged && !isReference) {
    return { schema: schema['type'] === 'object' ? schema : { ...schema, type: 'object' }, isMerged }
  }
  const { properties, required } = shapeOf(schema, { root: schema, spent: { count: 0 } }, LEVELS)
  const { anyOf, oneOf, allOf: _all, not, enum: values, $ref: _reference, ...rest } = schema
  const description = describe(rest['description'], { anyOf, oneOf, not, enum: values })
  return {
    schema: {
      ...rest,
      type: 'object',
      ...(description === undefined ? {} : { description }),
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required })
    },
    isMerged
  }
}

function describe(before: unknown, parts: Fields): unknown {
  const told = JSON.stringify(parts)
  if (told === '{}' || told.length > LONGEST_TOLD) return before
  const words = `The whole must also match this JSON Schema: ${told}`
  return typeof before === 'string' && before !== '' ? `${before}\n${words}` : words
}

interface Context {
  readonly root: Fields
  readonly spent: { count: number }
}

function shapeOf(schema: Fields, context: Context, levels: number): Shape {
  context.spent.count++
  if (levels <= 0 || context.spent.count > MOST) return { properties: new Map(), required: [] }
  let shape: Shape = {
    properties: new Map(Object.entries(fieldsOf(schema['properties']) ?? {})),
    required: textsIn(schema['required'])
  }
  const shapesOf = (list: unknown): Shape[] =>
    recordsOf(list).map((branch) => shapeOf(branch, context, levels - 1))
  const target = followed(schema['$ref'], context.root)
  if (target !== undefined) shape = both(shape, shapeOf(target, context, levels - 1))
  for (const part of shapesOf(schema['allOf'])) shape = both(shape, part)
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = shapesOf(schema[keyword])
    if (branches.length > 0) shape = both(shape, either(branches))
  }
  return shape
}

/** What both demand; of a member that both describe, the first's words. */
function both(first: Shape, second: Shape): Shape {
  return {
    properties: new Map([...second.properties, ...first.properties]),
    required: [...new Set([...first.required, ...second.required])]
  }
}

function either(branches: readonly Shape[]): Shape {
  const found = new Map<string, unknown[]>()
  for (const { properties } of branches) {
    for (const [name, member] of properties) found.set(name, [...(found.get(name) ?? []), member])
  }
  const [first, ...others] = branches
  return {
    properties: new Map([...found].map(([name, members]) => [name, oneOfMembers(members)])),
    required: (first?.required ?? []).filter((name) =>
      others.every(({ required }) => required.includes(name))
    )
  }
}

function oneOfMembers(members: readonly unknown[]): unknown {
  const distinct = [...new Map(members.map((member) => [JSON.stringify(member), member])).values()]
  return distinct.length === 1 ? distinct[0] : { anyOf: distinct }
}

/** What a reference into the schema itself points at; `#` is the whole. */
function followed(reference: unknown, root: Fields): Fields | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined
  const names = reference
    .slice(2)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  return fieldsOf(names.reduce<unknown>((value, name) => fieldsOf(value)?.[name], root))
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : []
}
