import { fieldsOf, type Fields } from '../json.ts'

/**
 * What is kept of an object inside another one, named by the whole way to it (`generationConfig.speechConfig`), so that a
 * note says what it was.
 */
export function dotted(prefix: string, fields: Fields | undefined): Fields {
  if (fields === undefined) return {}
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]))
}

/** The fields below a prefix by their own names, and those that stand beside. */
export function undotted(prefix: string, fields: Fields): { readonly inner: Fields; readonly rest: Fields } {
  const start = `${prefix}.`
  const inner: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith(start)) inner[name.slice(start.length)] = value
    else rest[name] = value
  }
  return { inner, rest }
}

/** An object with more members in it, also where it was not there. */
export function withMembers(value: unknown, more: Fields): Fields {
  return { ...fieldsOf(value), ...more }
}
