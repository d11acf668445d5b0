import type { Change } from '../../../shared/contract/common.ts'
import type { EntryChange } from './compare-documents.ts'
import { type FieldChange, fieldChanges, isRecord } from './field-changes.ts'

/** The changes of a revision by entry, so that all that happened to one account stands together. */
export function groupChanges(changes: readonly Change[]): EntryChange[] {
  const entries = new Map<string, EntryChange>()
  for (const change of changes) {
    const { section, name, field } = partsOf(change)
    const key = `${section}.${name ?? ''}`
    const known = entries.get(key)
    const kind = field === '' ? change.kind : 'changed'
    entries.set(key, {
      section,
      name,
      kind: known?.kind ?? kind,
      fields: [...(known?.fields ?? []), ...fieldsOf(change, field)]
    })
  }
  return [...entries.values()]
}

/** What a side that is not there is sent as. */
function present(value: unknown): unknown {
  return value === null ? undefined : value
}

function fieldsOf(change: Change, field: string): FieldChange[] {
  return fieldChanges(present(change.before), present(change.after), field)
}

/**
 * `accounts.NAME` or `accounts.NAME.field`, where a name may hold dots: a whole entry tells its name itself, and a
 * field's name holds none.
 */
function partsOf(change: Change): {
  readonly section: string
  readonly name: string | undefined
  readonly field: string
} {
  const [section = '', ...rest] = change.path.split('.')
  if (rest.length === 0) return { section, name: undefined, field: section }
  const whole = rest.join('.')
  const value = change.after ?? change.before
  if (rest.length === 1 || (isRecord(value) && value['name'] === whole)) {
    return { section, name: whole, field: '' }
  }
  return { section, name: rest.slice(0, -1).join('.'), field: rest.at(-1) ?? '' }
}
