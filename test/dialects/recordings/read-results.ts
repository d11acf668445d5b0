import { at, canonical, isObject, parsed, textAt } from './walk-json.ts'

/** Arguments of a call in one form: the JSON in order of its keys, or the free text as it is. */
export function argsReading(args: unknown): string {
  const value = typeof args === 'string' ? (args.trim() === '' ? {} : parsed(args)) : (args ?? {})
  // Languages that have one form for both write an empty object as an empty list.
  if (Array.isArray(value) && value.length === 0) return '{}'
  return value === undefined ? String(args) : canonical(value)
}

/**
 * The text of a tool's result in one form. Gemini wants an object where the others want text: one that only holds the
 * text under a usual name is that text (https://ai.google.dev/api/caching#FunctionResponse: `output` and `error`).
 */
export function resultReading(value: unknown): string {
  const content = typeof value === 'string' ? (parsed(value) ?? value) : value
  if (!isObject(content)) return typeof content === 'string' ? content : canonical(content ?? '')
  const names = Object.keys(content)
  if (names.length === 0) return ''
  for (const name of ['output', 'result', 'error', 'content', 'return_value', 'call_error']) {
    const inner = at(content, name)
    if (names.length === 1 && inner !== undefined) return resultReading(inner)
  }
  return canonical(content)
}

/** A stop list that may be one text. */
export function stopReading(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((stop) => typeof stop === 'string') : []
}

/** Names of a JSON Schema's properties; a schema that is only a reference is followed. */
export function propertiesOf(schema: unknown): readonly string[] {
  const reference = textAt(schema, '$ref').split('/')
  const target =
    reference.length === 3 && reference[0] === '#'
      ? at(schema, reference[1] ?? '', reference[2] ?? '')
      : schema
  const properties = at(target, 'properties')
  return isObject(properties) ? Object.keys(properties).toSorted() : []
}
