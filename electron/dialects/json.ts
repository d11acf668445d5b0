/** A JSON object whose members are not known yet: each is checked where it is read. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object, or undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined
}

/** The objects of a list; empty where it is no list. */
export function recordsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A count of tokens: a whole number that is not negative; null for anything else, which is "not said". */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The object of a JSON text; undefined where it is none. */
export function parseFields(text: string): Fields | undefined {
  return fieldsOf(parseJson(text))
}

/** The members that are not named, where there are any that hold something. */
export function withoutFields(fields: Fields, names: ReadonlySet<string>): Fields | undefined {
  const rest = Object.entries(fields).filter(([name, value]) => !names.has(name) && value !== undefined)
  return rest.length === 0 ? undefined : Object.fromEntries(rest)
}
