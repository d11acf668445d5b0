/** One line of a readable diff: a field of an entry, or one item of a list in it. */
export interface FieldChange {
  /** Path within the entry, such as `models` or `price.input`; empty for the entry as a whole. */
  readonly field: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** As text; undefined where it was not there. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The fields in which two values differ, in the order of the older one, new ones last. */
export function fieldChanges(before: unknown, after: unknown, field = ''): FieldChange[] {
  if (sameValue(before, after)) return []
  if (isRecord(before) && isRecord(after)) return recordChanges(before, after, field)
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, field)
  if (before === undefined) return sides(after, 'added', field)
  if (after === undefined) return sides(before, 'removed', field)
  return [{ field, kind: 'changed', before: valueText(before), after: valueText(after) }]
}

/** Whether two values of a document are the same; the order of fields does not matter, that of lists does. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]))
  }
  if (!isRecord(left) || !isRecord(right)) return false
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every((name) => sameValue(left[name], right[name]))
}

/** A value of a document as a person writes it: bare words, lists in brackets. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (!isRecord(value)) return String(value)
  const fields = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{ ${fields.map(([name, item]) => `${name}: ${valueText(item)}`).join(', ')} }`
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function recordChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  field: string
): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) =>
    fieldChanges(before[name], after[name], field === '' ? name : `${field}.${name}`)
  )
}

/** Lists of names are sets to a reader: what came, what went. Where only the order differs, both are shown whole. */
function listChanges(before: readonly unknown[], after: readonly unknown[], field: string): FieldChange[] {
  const removed = before.filter((item) => !after.some((other) => sameItem(item, other)))
  const added = after.filter((item) => !before.some((other) => sameItem(item, other)))
  const changed = after.flatMap((item) => {
    const old = before.find((other) => sameItem(item, other))
    return old === undefined || !isRecord(item) ? [] : fieldChanges(old, item, `${field}.${itemName(item)}`)
  })
  if (removed.length === 0 && added.length === 0 && changed.length === 0) {
    return [{ field, kind: 'changed', before: valueText(before), after: valueText(after) }]
  }
  return [
    ...removed.map((item): FieldChange => ({
      field,
      kind: 'removed',
      before: valueText(item),
      after: undefined
    })),
    ...added.map((item): FieldChange => ({
      field,
      kind: 'added',
      before: undefined,
      after: valueText(item)
    })),
    ...changed
  ]
}

/** Entries that carry a name or an id are the same entry whatever else they hold. */
function sameItem(left: unknown, right: unknown): boolean {
  const name = isRecord(left) ? itemName(left) : undefined
  if (name !== undefined && isRecord(right)) return name === itemName(right)
  return sameValue(left, right)
}

function itemName(item: Readonly<Record<string, unknown>>): string | undefined {
  const name = item['name'] ?? item['id']
  return typeof name === 'string' ? name : undefined
}

/** A whole value that came or went: its fields one by one where it has some, and of a list each item. */
function sides(value: unknown, kind: 'added' | 'removed', field: string): FieldChange[] {
  if (isRecord(value) && field === '') {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .flatMap(([name, item]) => sides(item, kind, name))
  }
  const items: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [value]
  return items.map((item) => {
    const text = valueText(item)
    return {
      field,
      kind,
      before: kind === 'removed' ? text : undefined,
      after: kind === 'added' ? text : undefined
    }
  })
}
