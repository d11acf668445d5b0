import { isFields, type Fields } from './json.ts'

/** A schema as the API takes it for guided output, and what had to become words. */
export interface FittedSchema {
  readonly schema: Fields
  /** Keywords that went into descriptions. */
  readonly told: readonly string[]
  /** Whether it is another schema than before. */
  readonly changed: boolean
}

/** What happens on the way through a schema. */
interface Changes {
  readonly told: Set<string>
  other: boolean
}

/**
 * Keywords that are understood, of those the ones that hold schemas apart
 * (https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations).
 */
const TAKEN = new Set([
  'type',
  'enum',
  'const',
  'default',
  'required',
  'title',
  'description',
  '$ref',
  '$schema'
])
const FORMATS = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid'
])

/**
 * A JSON Schema cut to what guides the API's output: objects name all their members, and bounds (lengths, ranges,
 * patterns) are told in the description instead. Undefined where the schema can't be said so: members of any name, or a
 * schema that holds itself.
 */
export function fitSchema(schema: Fields): FittedSchema | undefined {
  const changes: Changes = { told: new Set(), other: false }
  const fitted = holdsItself(schema) ? undefined : fit(schema, changes)
  if (fitted === undefined) return undefined
  const told = [...changes.told]
  return { schema: fitted, told, changed: changes.other || told.length > 0 }
}

function fit(schema: Fields, changes: Changes): Fields | undefined {
  const fitted: Record<string, unknown> = {}
  const words: string[] = []
  for (const [keyword, value] of Object.entries(schema)) {
    if (value === undefined || keyword === 'additionalProperties') continue
    const taken = fitKeyword(keyword, value, changes)
    if (taken === undefined) return undefined
    if (taken === TOLD) {
      words.push(`${keyword}: ${JSON.stringify(value)}`)
      changes.told.add(keyword)
    } else if (keyword === 'oneOf') {
      changes.other = true
      fitted['anyOf'] = taken
    } else fitted[keyword] = taken
  }
  if (isObjectSchema(schema)) {
    const { additionalProperties: more } = schema
    if (more !== undefined && more !== false) return undefined
    if (more === undefined || fitted['properties'] === undefined) changes.other = true
    fitted['additionalProperties'] = false
    fitted['properties'] ??= {}
  }
  if (words.length > 0) {
    const before = typeof schema['description'] === 'string' ? `${schema['description']} ` : ''
    fitted['description'] = `${before}(${words.join(', ')})`
  }
  return fitted
}

const TOLD = Symbol('told')

function fitKeyword(keyword: string, value: unknown, changes: Changes): unknown {
  if (TAKEN.has(keyword)) return value
  switch (keyword) {
    case 'properties':
    case '$defs':
    case 'definitions':
      return fitMembers(value, changes)
    case 'items':
      return isFields(value) ? fit(value, changes) : undefined
    case 'anyOf':
    case 'allOf':
    case 'oneOf':
      return fitList(value, changes)
    case 'format':
      return typeof value === 'string' && FORMATS.has(value) ? value : TOLD
    case 'minItems':
      return value === 0 || value === 1 ? value : TOLD
    default:
      return TOLD
  }
}

function fitMembers(members: unknown, changes: Changes): Fields | undefined {
  if (!isFields(members)) return undefined
  const fitted: [string, Fields][] = []
  for (const [name, member] of Object.entries(members)) {
    const one = isFields(member) ? fit(member, changes) : undefined
    if (one === undefined) return undefined
    fitted.push([name, one])
  }
  return Object.fromEntries(fitted)
}

function fitList(list: unknown, changes: Changes): readonly Fields[] | undefined {
  if (!Array.isArray(list)) return undefined
  const fitted = list.map((one: unknown) => (isFields(one) ? fit(one, changes) : undefined))
  return fitted.every((one) => one !== undefined) ? fitted : undefined
}

function isObjectSchema({ type, properties }: Fields): boolean {
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || isFields(properties)
}

/** Whether a reference leads back to where it stands; references out of the schema count too. */
function holdsItself(schema: Fields): boolean {
  const state = new Map<string, 'open' | 'done'>()
  const leadsBack = (reference: string): boolean => {
    const before = state.get(reference)
    if (before !== undefined) return before === 'open'
    const aim = reference.startsWith('#/') ? resolve(schema, reference) : undefined
    if (aim === undefined) return true
    state.set(reference, 'open')
    const found = walk(aim)
    state.set(reference, 'done')
    return found
  }
  const walk = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(walk)
    if (!isFields(value)) return false
    const reference = value['$ref']
    if (typeof reference === 'string' && leadsBack(reference)) return true
    return Object.entries(value).some(
      ([name, member]) => name !== '$defs' && name !== 'definitions' && walk(member)
    )
  }
  return walk(schema)
}

function resolve(schema: Fields, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), schema)
}
