import type { ConfigDocument } from '../../../shared/config/document.ts'
import { fieldChanges, isRecord, sameValue, type FieldChange } from './field-changes.ts'

/** One entry (an account, a token) or field of the document that differs. */
export interface EntryChange {
  /** Such as `accounts`; for a field at the top level, its own name. */
  readonly section: string
  /** The entry's name; undefined for a field at the top level. */
  readonly name: string | undefined
  readonly kind: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

/** What making `after` the document in force would do to `before`, entry by entry. */
export function compareDocuments(before: ConfigDocument, after: ConfigDocument): EntryChange[] {
  const older: Readonly<Record<string, unknown>> = before
  const newer: Readonly<Record<string, unknown>> = after
  const sections = [...new Set([...Object.keys(older), ...Object.keys(newer)])]
  return sections.flatMap((section) => compareSection(section, older[section], newer[section]))
}

/**
 * Tokens that a restore brings back as entries only: a value that was made here lives exactly as long as its entry (one
 * by reference is read again from where it is).
 */
export function tokensWithoutValue(present: ConfigDocument, wanted: ConfigDocument): string[] {
  const valued = new Set(withOwnValue(present))
  return withOwnValue(wanted).filter((name) => !valued.has(name))
}

/** Tokens whose value a restore ends for good. */
export function tokensThatEnd(present: ConfigDocument, wanted: ConfigDocument): string[] {
  const kept = new Set(withOwnValue(wanted))
  return withOwnValue(present).filter((name) => !kept.has(name))
}

/** Tokens whose value was made here. */
function withOwnValue(document: ConfigDocument): string[] {
  return (document.tokens ?? []).filter((token) => token.value === undefined).map((token) => token.name)
}

function compareSection(section: string, before: unknown, after: unknown): EntryChange[] {
  const older = namedEntries(before)
  const newer = namedEntries(after)
  if (older === undefined || newer === undefined) {
    if (sameValue(before, after)) return []
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
    return [{ section, name: undefined, kind, fields: fieldChanges(before, after, section) }]
  }
  const names = [...new Set([...older.keys(), ...newer.keys()])]
  return names.flatMap((name): EntryChange[] => {
    const was = older.get(name)
    const is = newer.get(name)
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    const fields = fieldChanges(was, is)
    return fields.length === 0 ? [] : [{ section, name, kind, fields }]
  })
}

/** The entries of a section by name; an absent section has none, undefined where it is no list of named entries. */
function namedEntries(value: unknown): Map<string, unknown> | undefined {
  if (value === undefined) return new Map()
  if (!Array.isArray(value)) return undefined
  const entries = new Map<string, unknown>()
  for (const entry of value) {
    const name = isRecord(entry) ? entry['name'] : undefined
    if (typeof name !== 'string') return undefined
    entries.set(name, entry)
  }
  return entries
}
