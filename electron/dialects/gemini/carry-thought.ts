import { DIALECT_IDS, type DialectId } from '../../../shared/domain/dialect.ts'
import { unwrapSeal } from '../carry-seal.ts'
import type { ReasoningPart, Seal } from '../chat.ts'
import { parseJson } from '../json.ts'

/**
 * Another provider's thoughts in a `thoughtSignature`. Gemini's clients drop the thoughts themselves (Gemini CLI keeps no
 * part with `thought`) but must give the signature of a call or a text back as it came, so the thought goes whole into
 * the signature of what follows it, its text included. The field is `bytes`: SDKs in Python, Go and Java decode and
 * encode it, so that it must be base64 and nothing else (https://ai.google.dev/gemini-api/docs/thought-signatures).
 */
const MARK = 'ght1_'
/** How the base64 of the mark begins, whatever follows it. */
const MARK_BASE64 = 'Z2h0MV'

/** Google's word for history that its models did not make, which it does not check. */
export const UNCHECKED_SIGNATURE = 'skip_thought_signature_validator'

export type Thought = Pick<ReasoningPart, 'text' | 'seal'>

type Form = readonly [text: string, dialect?: string, value?: string, kind?: 'redacted']

/** Thoughts as the signature of the part that follows them. */
export function writeThoughts(thoughts: readonly Thought[]): string {
  const forms = thoughts.map(({ text, seal }): Form => {
    if (seal === undefined) return [text]
    const { dialect, value, kind } = seal
    return kind === undefined ? [text, dialect, value] : [text, dialect, value, kind]
  })
  return Buffer.from(MARK + JSON.stringify(forms)).toString('base64')
}

/** The thoughts that a signature carries; undefined where it is Gemini's own. */
export function readThoughts(signature: string): readonly Thought[] | undefined {
  if (!signature.startsWith(MARK_BASE64)) {
    const seal = unwrapSeal(signature)
    return seal === undefined ? undefined : [{ text: '', seal }]
  }
  const text = Buffer.from(signature, 'base64').toString('utf8')
  if (!text.startsWith(MARK)) return undefined
  const forms = parseJson(text.slice(MARK.length))
  return Array.isArray(forms) ? forms.flatMap(readForm) : undefined
}

function readForm(form: unknown): Thought[] {
  if (!Array.isArray(form)) return []
  const [text, dialect, value, kind]: unknown[] = form
  if (typeof text !== 'string') return []
  const seal = sealOf(dialect, value, kind)
  return [seal === undefined ? { text } : { text, seal }]
}

function sealOf(dialect: unknown, value: unknown, kind: unknown): Seal | undefined {
  if (!isDialect(dialect) || typeof value !== 'string') return undefined
  return kind === 'redacted' ? { dialect, kind, value } : { dialect, value }
}

function isDialect(value: unknown): value is DialectId {
  return DIALECT_IDS.some((id) => id === value)
}
