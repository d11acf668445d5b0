import type { DialectId, Quirks } from '../../../shared/domain/dialect.ts'
import { DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import type { Extra, NativePart } from '../chat.ts'

/** What the encoders of one request share. */
export interface Encoding {
  /** Whether the client spoke this dialect: then nothing changes that a provider would judge. */
  readonly own: boolean
  readonly quirks: Quirks
  /** Sentences for the log row. */
  readonly notes: Set<string>
  /** A call's id as this server takes it. */
  readonly callId: (id: string) => string
}

export function noteNative({ notes }: Encoding, { what, dialect }: NativePart): void {
  notes.add(`${what} was left out: only ${DIALECT_NAMES[dialect]} has it`)
}

/** Names the fields that only another dialect has. */
export function noteExtra({ notes }: Encoding, extra: Extra | undefined): void {
  if (extra === undefined || extra.dialect === 'openai-chat') return
  const names = Object.keys(extra.fields).filter((name) => !BOOKKEEPING.has(name))
  if (names.length === 0) return
  const verb = names.length === 1 ? 'was' : 'were'
  notes.add(
    `${names.join(', ')} ${verb} left out: only ${DIALECT_NAMES[extra.dialect]} has ${pronoun(names)}`
  )
}

const BOOKKEEPING: ReadonlySet<string> = new Set(['id', 'status', 'type', 'index', 'object', 'caller'])

function pronoun(names: readonly string[]): string {
  return names.length === 1 ? 'it' : 'them'
}

/** A dialect's thoughts, in words. */
export function nameOf(dialect: DialectId): string {
  return DIALECT_NAMES[dialect]
}
