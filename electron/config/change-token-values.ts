import type { ConfigDocument, Token } from '../../shared/config/document.ts'
import type { TokenChanges, TokenRecord } from '../store/store.ts'
import { hashTokenValue, makeTokenValue, tokenHint } from './token-value.ts'

export interface ValueChanges {
  readonly changes: TokenChanges
  /** All records as they are afterwards. */
  readonly records: ReadonlyMap<string, TokenRecord>
  /** Values that were just made: the only time that they are known. */
  readonly made: readonly { readonly name: string; readonly token: string }[]
}

export interface ValueChangeInput {
  readonly before: ConfigDocument
  readonly after: ConfigDocument
  readonly records: ReadonlyMap<string, TokenRecord>
  /** Whether entries that are new get a value: so when applying and creating, not when undoing. */
  readonly makeValues: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * What a change of the document means for token values. A value lives exactly as long as its entry: an entry that goes,
 * whatever takes it away, loses its value for good; one that comes back has none.
 */
export function changeTokenValues(input: ValueChangeInput): ValueChanges {
  const earlier = new Set((input.before.tokens ?? []).map((token) => token.name))
  const later = new Map((input.after.tokens ?? []).map((token) => [token.name, token]))
  const put: TokenRecord[] = []
  const made: { name: string; token: string }[] = []
  for (const record of input.records.values()) {
    const entry = later.get(record.name)
    const kept = entry !== undefined && earlier.has(record.name) && entry.value === undefined
    if (!kept && record.hash !== null) put.push(withoutValue(record))
  }
  if (input.makeValues) {
    for (const entry of later.values()) {
      if (earlier.has(entry.name) || entry.value !== undefined) continue
      const { record, token } = makeRecord(entry, input.now)
      put.push(record)
      made.push({ name: entry.name, token })
    }
  }
  // A later record of the same name wins: an entry that went and came back within one change has the new value alone.
  const last = new Map(put.map((record) => [record.name, record]))
  return {
    changes: { put: [...last.values()], drop: [] },
    records: new Map([...input.records, ...last]),
    made
  }
}

/** A new value for a token, with the one before it still good for a while. */
export function rotateTokenValue(
  entry: Token,
  previous: TokenRecord | undefined,
  graceMs: number,
  now: number
): { readonly record: TokenRecord; readonly token: string } {
  const { record, token } = makeRecord(entry, now)
  if (graceMs === 0 || previous === undefined || previous.hash === null) return { record, token }
  return { record: { ...record, previousHash: previous.hash, previousUntil: now + graceMs }, token }
}

function makeRecord(entry: Token, now: number): { readonly record: TokenRecord; readonly token: string } {
  const token = makeTokenValue()
  const record: TokenRecord = {
    name: entry.name,
    hash: hashTokenValue(token),
    hint: tokenHint(token),
    created: now,
    previousHash: null,
    previousUntil: null
  }
  return { record, token }
}

function withoutValue(record: TokenRecord): TokenRecord {
  return { ...record, hash: null, hint: null, previousHash: null, previousUntil: null }
}
