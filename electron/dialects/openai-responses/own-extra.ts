import type { Extra } from '../chat.ts'
import type { Fields } from '../json.ts'

export const OWN = 'openai-responses'

/** Marks the message that stood in `instructions`. */
export const INSTRUCTIONS = 'instructions'
/** Marks the message that was the whole input, as a text. */
export const INPUT = 'input'
/** Stands for a place in a message's content where that is a text and no list. */
export const PLAIN = 'text'

const NO_FIELDS: Fields = {}

/** Fields that only this dialect has, kept for the way back; undefined for none. */
export function ownExtra(fields: Fields | undefined): Extra | undefined {
  return fields === undefined || Object.keys(fields).length === 0 ? undefined : { dialect: OWN, fields }
}

/** What was kept of this dialect's own; empty for another's. */
export function ownFields(extra: Extra | undefined): Fields {
  return extra?.dialect === OWN ? extra.fields : NO_FIELDS
}

/** The members that are not named and hold something: a null is the same as nothing in this API. */
export function filledRest(fields: Fields, names: ReadonlySet<string>): Fields {
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null && !names.has(name)) rest[name] = value
  }
  return rest
}

/** What a message item says of itself besides its content; the usual members stand side by side with those of its parts. */
const SHELL_NAMES = new Set(['id', 'type', 'status', 'phase', 'role'])

/**
 * Fields of a message item for the `extra` of its part or message. Members that are unknown stand apart in `item`, since
 * parts have such too.
 */
export function shellFields(item: Fields, names: ReadonlySet<string>): Fields {
  const shell = filledRest(item, names)
  const rest = filledRest(shell, SHELL_NAMES)
  if (Object.keys(rest).length === 0) return shell
  const known = Object.fromEntries(Object.entries(shell).filter(([name]) => SHELL_NAMES.has(name)))
  return { ...known, item: rest }
}

/** The message item's fields again, and what is the part's own. */
export function splitShell(fields: Fields): { readonly shell: Fields; readonly rest: Fields } {
  const shell: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'item') Object.assign(shell, value)
    else if (SHELL_NAMES.has(name)) shell[name] = value
    else if (name !== 'index') rest[name] = value
  }
  return { shell, rest }
}
