import { isFields, type Fields } from '../json.ts'

/**
 * Members whose value is anyone's JSON and not Google's: the names in it stay as they are
 * (https://ai.google.dev/api/caching#FunctionCall, `google.protobuf.Struct` and `Value`).
 */
const FREE = new Set([
  'args',
  'response',
  'parametersJsonSchema',
  'responseJsonSchema',
  '_responseJsonSchema',
  'labels',
  'partMetadata',
  'default',
  'example',
  'enum'
])

/** Google reads 100 levels; what is deeper is left as it is, since it could only end the stack. */
const LEVELS = 100

/**
 * Google's JSON in one spelling: protobuf takes `system_instruction` as it takes `systemInstruction`, and clients send
 * both (https://protobuf.dev/programming-guides/json/). Nulls count as not said and are left out. What is spelled right
 * already is not copied.
 */
export function readNames(fields: Fields): Fields {
  return readFields(fields, LEVELS)
}

function readFields(fields: Fields, levels: number): Fields {
  let changed = false
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined) {
      changed = true
      continue
    }
    const right = rightName(name)
    if (right !== name) changed = true
    // Both spellings at once: the first stands, as it does with Google, which refuses the second.
    if (right in read) continue
    const inner = FREE.has(right)
      ? value
      : right === 'properties' && isFields(value)
        ? readValues(value, levels - 1)
        : readValue(value, levels - 1)
    if (inner !== value) changed = true
    read[right] = inner
  }
  return changed ? read : fields
}

function readValue(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels <= 0) return value
  if (isFields(value)) return readFields(value, levels)
  if (!Array.isArray(value)) return value
  let changed = false
  const read = value.map((item: unknown) => {
    const inner = readValue(item, levels - 1)
    if (inner !== item) changed = true
    return inner
  })
  return changed ? read : value
}

/** An object whose names are the client's own (a schema's properties). */
function readValues(fields: Fields, levels: number): Fields {
  let changed = false
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    read[name] = readValue(value, levels)
    if (read[name] !== value) changed = true
  }
  return changed ? read : fields
}

function rightName(name: string): string {
  return name.includes('_', 1)
    ? name.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name
}

/** Whether a reply of a server is spelled in the other way, told by the names that nearly every reply has. */
export function hasOtherNames(reply: Fields): boolean {
  if ('usage_metadata' in reply || 'model_version' in reply || 'response_id' in reply) return true
  if ('prompt_feedback' in reply) return true
  const candidates = reply['candidates']
  return Array.isArray(candidates) && candidates.some(hasOtherPartNames)
}

function hasOtherPartNames(candidate: unknown): boolean {
  if (!isFields(candidate)) return false
  if ('finish_reason' in candidate) return true
  const content = candidate['content']
  const parts = isFields(content) ? content['parts'] : undefined
  return (
    Array.isArray(parts) &&
    parts.some((part) => isFields(part) && Object.keys(part).some((name) => name.includes('_')))
  )
}
