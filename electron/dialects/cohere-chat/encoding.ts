import { DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import type { Extra, NativePart, Seal } from '../chat.ts'

/** What the encoders of one request share. */
export interface Encoding {
  /** Whether the client spoke this dialect: then nothing changes that Cohere would judge. */
  readonly own: boolean
  /** Whether the model is one that thinks, as far as that is known. */
  readonly thinks: boolean
  /** Sentences for the log row. */
  readonly notes: Set<string>
}

/** A name of the client's in a note. */
export function shortName(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`
}

const LONGEST_NAME = 64
const MOST_NAMES = 6

export function noteNative({ notes }: Encoding, { what, dialect }: NativePart): void {
  notes.add(`${shortName(what)} was left out: only ${DIALECT_NAMES[dialect]} has it`)
}

export function noteSeal({ notes }: Encoding, seal: Seal | undefined): void {
  if (seal === undefined || seal.value === '') return
  notes.add(`thought signatures of ${DIALECT_NAMES[seal.dialect]} were left out: Cohere can't use them`)
}

/** Names the fields that only another dialect has. */
export function noteExtra({ notes }: Encoding, extra: Extra | undefined): void {
  if (extra === undefined || extra.dialect === 'cohere-chat') return
  const names = Object.keys(extra.fields).filter((name) => !BOOKKEEPING.has(name))
  if (names.length === 0) return
  const told = names.slice(0, MOST_NAMES).map(shortName)
  const list = names.length > told.length ? [...told, `${names.length - told.length} more`] : told
  const [verb, them] = names.length === 1 ? ['was', 'it'] : ['were', 'them']
  notes.add(`${list.join(', ')} ${verb} left out: only ${DIALECT_NAMES[extra.dialect]} has ${them}`)
}

const BOOKKEEPING: ReadonlySet<string> = new Set(['id', 'status', 'type', 'index', 'object', 'caller'])
