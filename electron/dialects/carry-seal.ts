import { DIALECT_IDS, type DialectId } from '../../shared/domain/dialect.ts'
import type { Seal } from './chat.ts'
import { parseJson } from './json.ts'

/**
 * A seal of one dialect in a field of another: clients send such fields back as they got them, and from that the seal
 * is had again. Letters, digits, `_` and `-` only, so that it may stand in an Anthropic `signature`, an OpenAI
 * `encrypted_content` and, behind `__`, in the id of a tool call, which are the three fields that no client drops.
 */
const MARK = 'ghs1_'
const ID_MARK = `__${MARK}`

/** How a Gemini client carries the thoughts of others (`gemini/carry-thought.ts`): its clients decode base64. */
const GEMINI_MARK = Buffer.from('ght1_').toString('base64').slice(0, 6)

/** Whether a body may carry seals of other dialects: then it can't go to a provider as it is. */
export function carriesSeals(body: Buffer): boolean {
  return body.includes(MARK) || body.includes(GEMINI_MARK)
}

/** The seal as a text for a field of another dialect. */
export function wrapSeal(seal: Seal): string {
  const form = seal.kind === undefined ? [seal.dialect, seal.value] : [seal.dialect, seal.value, seal.kind]
  return MARK + Buffer.from(JSON.stringify(form)).toString('base64url')
}

/** The seal that a field carries; undefined where it is no wrapped one (the dialect's own, then). */
export function unwrapSeal(text: string): Seal | undefined {
  if (!text.startsWith(MARK)) return undefined
  const form = parseJson(Buffer.from(text.slice(MARK.length), 'base64url').toString('utf8'))
  if (!Array.isArray(form)) return undefined
  const [dialect, value, kind]: unknown[] = form
  if (!isDialect(dialect) || typeof value !== 'string') return undefined
  return kind === 'redacted' ? { dialect, kind, value } : { dialect, value }
}

/** A field's text as a seal: the one that it carries, or its own. */
export function readSeal(dialect: DialectId, text: string, kind?: 'redacted'): Seal {
  return unwrapSeal(text) ?? (kind === undefined ? { dialect, value: text } : { dialect, kind, value: text })
}

/** A seal as the text of a field of this dialect: its own as it is, another's wrapped. */
export function writeSeal(dialect: DialectId, seal: Seal): string {
  return seal.dialect === dialect ? seal.value : wrapSeal(seal)
}

/** A tool call's id with the seal behind it, for clients whose dialect has no field for it. */
export function sealInId(id: string, seal: Seal | undefined): string {
  return seal === undefined ? id : `${id}__${wrapSeal(seal)}`
}

/** A tool call's id as the provider knows it, and the seal that was behind it. */
export function idWithoutSeal(text: string): { readonly id: string; readonly seal: Seal | undefined } {
  const at = text.indexOf(ID_MARK)
  if (at < 0) return { id: text, seal: undefined }
  return { id: text.slice(0, at), seal: unwrapSeal(text.slice(at + 2)) }
}

function isDialect(value: unknown): value is DialectId {
  return DIALECT_IDS.some((id) => id === value)
}
