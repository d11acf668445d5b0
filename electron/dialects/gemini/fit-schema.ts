import { fieldsOf, isFields, type Fields } from '../json.ts'
import { findPointer } from './find-pointer.ts'

const LEVELS = 100
/** Schemas that references are replaced in, at most: beyond it they stay references, alone, so that none explodes. */
const MOST = 20_000

/**
 * A JSON Schema of another dialect's client, for `parametersJsonSchema` and `responseJsonSchema`. Google takes any JSON
 * Schema there, unlike in `parameters`, but reads only a part of its words and refuses references that it can't follow
 * (https://ai.google.dev/api/generate-content#FIELDS.response_json_schema: `$defs`, `$ref`, `anyOf`, `enum`, `prefixItems`,
 * `additionalProperties` and the like; a `$ref` may have nothing beside it). What it would not read is said in words that
 * it does, as far as there are any; words that it passes over are left.
 */
export function fitSchema(schema: Fields): Fields {
  const root = withDefinitions(schema)
  return fitLevel(root, { root, open: [], spent: { count: 0 } }, LEVELS)
}

interface Context {
  readonly root: Fields
  /** References that are being followed, so that a circle ends. */
  readonly open: readonly string[]
  readonly spent: { count: number }
}

/** `definitions` are older than `$defs`, which is all that Google knows. */
function withDefinitions(schema: Fields): Fields {
  const old = fieldsOf(schema['definitions'])
  if (old === undefined) return schema
  const { definitions: _, ...rest } = schema
  return { ...rest, $defs: { ...old, ...fieldsOf(schema['$defs']) } }
}

function fitValue(value: unknown, context: Context, levels: number): unknown {
  // `true` allows anything, which is the empty schema.
  if (value === true) return {}
  return isFields(value) ? fitLevel(value, context, levels) : value
}

function fitLevel(schema: Fields, context: Context, levels: number): Fields {
  context.spent.count++
  if (levels <= 0) return {}
  if (Array.isArray(schema['allOf'])) return fitAllOf(schema, schema['allOf'], context, levels)
  if (typeof schema['$ref'] === 'string') return fitReference(schema, schema['$ref'], context, levels)
  const fitted: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(schema)) fitMember(fitted, name, value, context, levels - 1)
  fitBounds(fitted)
  return fitted
}

function fitMember(
  fitted: Record<string, unknown>,
  name: string,
  value: unknown,
  context: Context,
  levels: number
): void {
  switch (name) {
    case 'properties':
    case '$defs':
    case 'patternProperties':
      fitted[name] = isFields(value) ? eachOf(value, (inner) => fitValue(inner, context, levels)) : value
      return
    case 'items':
      // The older form of tuples.
      if (Array.isArray(value)) fitted['prefixItems'] = listOf(value, context, levels)
      else fitted[name] = fitValue(value, context, levels)
      return
    case 'anyOf':
    case 'oneOf':
    case 'prefixItems':
      fitted[name] = Array.isArray(value) ? listOf(value, context, levels) : value
      return
    case 'additionalProperties':
      fitted[name] = isFields(value) ? fitLevel(value, context, levels) : value
      return
    case 'const':
      fitConst(fitted, value)
      return
    default:
      fitted[name] = value
  }
}

function listOf(list: readonly unknown[], context: Context, levels: number): unknown[] {
  return list.map((item) => fitValue(item, context, levels))
}

/** `enum` may hold texts and numbers; of other constants only the type can be said. */
function fitConst(fitted: Record<string, unknown>, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number') {
    fitted['type'] ??= typeof value
    fitted['enum'] = [value]
    return
  }
  fitted['const'] = value
  if (typeof value === 'boolean') fitted['type'] ??= 'boolean'
  if (value === null) fitted['type'] ??= 'null'
}

/** Bounds that are not in the range themselves: the next whole number is, else the bound itself comes nearest. */
function fitBounds(fitted: Record<string, unknown>): void {
  const step = fitted['type'] === 'integer' ? 1 : 0
  const { exclusiveMinimum, exclusiveMaximum } = fitted
  delete fitted['exclusiveMinimum']
  delete fitted['exclusiveMaximum']
  // In the oldest drafts they are `true` beside the bound.
  if (typeof exclusiveMinimum === 'number') fitted['minimum'] ??= exclusiveMinimum + step
  if (typeof exclusiveMaximum === 'number') fitted['maximum'] ??= exclusiveMaximum - step
}

/**
 * A reference stays where it points into `$defs` and stands alone. Any other is replaced by what it points at: schemas
 * that zod writes point at properties (`#/properties/a`), and descriptions beside a reference would be refused.
 */
function fitReference(schema: Fields, reference: string, context: Context, levels: number): Fields {
  const { $ref: _, ...beside } = schema
  const { pointer, target, isOpen } = follow(reference, context)
  if (target === undefined) return fitLevel(beside, context, levels - 1)
  const isAlone = Object.keys(beside).every((name) => name.startsWith('$'))
  const isFull = context.spent.count > MOST
  if (isDefinition(pointer) && (isAlone || isOpen || isFull)) {
    const definitions = fieldsOf(beside['$defs'])
    // At the root, a reference keeps the definitions that it points into.
    if (definitions === undefined) return { $ref: pointer }
    return { $ref: pointer, $defs: eachOf(definitions, (inner) => fitValue(inner, context, levels - 1)) }
  }
  if (isOpen || isFull) return {}
  return fitLevel({ ...target, ...beside }, opened(context, pointer), levels - 1)
}

/** `allOf` is not read: its schemas are put into the one around it, whose own words count more. */
function fitAllOf(schema: Fields, list: readonly unknown[], context: Context, levels: number): Fields {
  const { allOf: _, ...own } = schema
  let inner = context
  const parts = list.filter(isFields).map((part) => {
    if (typeof part['$ref'] !== 'string') return part
    const { pointer, target, isOpen } = follow(part['$ref'], context)
    if (target === undefined || isOpen || context.spent.count > MOST) return {}
    inner = opened(inner, pointer)
    return target
  })
  return fitLevel([...parts, own].reduce(merged, {}), inner, levels - 1)
}

function merged(whole: Fields, part: Fields): Fields {
  const required = [whole['required'], part['required']].flatMap((names) =>
    Array.isArray(names) ? names : []
  )
  const properties = { ...fieldsOf(whole['properties']), ...fieldsOf(part['properties']) }
  return {
    ...whole,
    ...part,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] })
  }
}

function follow(
  reference: string,
  context: Context
): { readonly pointer: string; readonly target: Fields | undefined; readonly isOpen: boolean } {
  const pointer = reference.replace(/^#\/definitions\//, '#/$defs/')
  return {
    pointer,
    target: findPointer(context.root, pointer),
    isOpen: context.open.includes(pointer)
  }
}

function isDefinition(pointer: string): boolean {
  return /^#\/\$defs\/[^/]+$/.test(pointer)
}

function opened(context: Context, pointer: string): Context {
  return { ...context, open: [...context.open, pointer] }
}

function eachOf(fields: Fields, how: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, how(value)]))
}
