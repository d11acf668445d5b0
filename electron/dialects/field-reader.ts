import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Extra } from './chat.ts'
import { fieldsOf, numberOf, recordsOf, textOf, type Fields } from './json.ts'

/**
 * Reads an object's members one by one and keeps what nobody took: members that are unknown, and known ones whose value
 * is of another type than it should be. null counts as not said.
 */
export class FieldReader {
  readonly fields: Fields
  readonly #taken = new Set<string>()

  constructor(fields: Fields) {
    this.fields = fields
  }

  /** A member as `read` understands it; it stays in the rest where that is undefined. */
  take<Value>(name: string, read: (value: unknown) => Value | undefined): Value | undefined {
    const value = read(this.fields[name])
    if (value !== undefined) this.#taken.add(name)
    return value
  }

  text(name: string): string | undefined {
    return this.take(name, textOf)
  }

  number(name: string): number | undefined {
    return this.take(name, numberOf)
  }

  object(name: string): Fields | undefined {
    return this.take(name, fieldsOf)
  }

  /** The objects of a list; undefined where there is none. An empty list counts as not said. */
  records(name: string): readonly Fields[] {
    return this.take(name, (value) => (Array.isArray(value) ? recordsOf(value) : undefined)) ?? []
  }

  /** Members that mean nothing here (`type`, a position) are not kept. */
  drop(...names: readonly string[]): void {
    for (const name of names) this.#taken.add(name)
  }

  /** What nobody took; undefined for nothing. */
  rest(): Fields | undefined {
    const rest = Object.entries(this.fields).filter(
      ([name, value]) => !this.#taken.has(name) && value !== null && value !== undefined
    )
    return rest.length === 0 ? undefined : Object.fromEntries(rest)
  }

  extra(dialect: DialectId): Extra | undefined {
    const fields = this.rest()
    return fields === undefined ? undefined : { dialect, fields }
  }
}

/** An object without the members that are undefined, as it stands in JSON. */
export function saidFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** The fields of a dialect's own extra; empty for none and for another dialect's. */
export function ownFields(dialect: DialectId, extra: Extra | undefined): Fields {
  return extra?.dialect === dialect ? extra.fields : NO_FIELDS
}

const NO_FIELDS: Fields = {}
