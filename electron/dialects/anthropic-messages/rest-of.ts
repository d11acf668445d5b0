import type { Extra } from '../chat.ts'
import { withoutFields, type Fields } from '../json.ts'

/** What a field list leaves of an object, as this dialect's own; nulls count as not said. */
export function restOf(fields: Fields, known: ReadonlySet<string>): Extra | undefined {
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  const rest = withoutFields(said, known)
  return rest === undefined ? undefined : { dialect: 'anthropic-messages', fields: rest }
}

/** The fields of this dialect's own extra; empty for none and for another's. */
export function ownFields(extra: Extra | undefined): Fields {
  return extra?.dialect === 'anthropic-messages' ? extra.fields : {}
}
