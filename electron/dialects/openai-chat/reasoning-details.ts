import { unwrapSeal, wrapSeal } from '../carry-seal.ts'
import type { ReasoningPart, Seal } from '../chat.ts'
import { saidFields } from '../field-reader.ts'
import { parseFields, textOf, type Fields } from '../json.ts'

/**
 * `reasoning_details`, in which OpenRouter gives thoughts with what their makers signed or encrypted and wants them back
 * (https://openrouter.ai/docs/guides/best-practices/reasoning-tokens#preserving-reasoning). Anthropic's signatures in it
 * are Anthropic's own seals; of any other maker the whole entry is the seal, since OpenRouter alone can use it. In the
 * other direction they carry every dialect's seals through clients of this one.
 */
export function partOfDetail(detail: Fields): ReasoningPart {
  const type = textOf(detail['type'])
  const id = textOf(detail['id'])
  if (type === 'reasoning.summary') {
    const seal = sealOf(detail, textOf(detail['signature']), 'summary')
    return { type: 'reasoning', text: textOf(detail['summary']) ?? '', summary: true, id, seal }
  }
  if (type === 'reasoning.encrypted') {
    return { type: 'reasoning', text: '', id, seal: sealOf(detail, textOf(detail['data']), 'data') }
  }
  const seal = sealOf(detail, textOf(detail['signature']), 'text')
  return { type: 'reasoning', text: textOf(detail['text']) ?? '', id, seal }
}

/** A seal of a text, not of a thought (Gemini signs those, too), stands in an entry of this id. */
export const TEXT_SEAL_ID = 'text'

const ANTHROPIC_FORMAT = 'anthropic-claude-v1'

function sealOf(
  detail: Fields,
  signed: string | undefined,
  field: 'text' | 'summary' | 'data'
): Seal | undefined {
  const carried = signed === undefined ? undefined : unwrapSeal(signed)
  if (carried !== undefined) return carried
  const format = textOf(detail['format'])
  if (signed !== undefined && signed !== '' && (format ?? ANTHROPIC_FORMAT) === ANTHROPIC_FORMAT) {
    return field === 'data'
      ? { dialect: 'anthropic-messages', kind: 'redacted', value: signed }
      : { dialect: 'anthropic-messages', value: signed }
  }
  if (format === undefined && (signed === undefined || signed === '')) return undefined
  // `data` stays: it is what is sealed.
  const { [field]: said, ...rest } = detail
  return { dialect: 'openai-chat', value: JSON.stringify(field === 'data' ? { ...rest, data: said } : rest) }
}

/** A thought as an entry: for the server that it came from, or for a client that gives it back. */
export function detailOfPart(part: ReasoningPart, index: number): Fields {
  const { text, seal, id } = part
  const said = part.summary === true ? { summary: text } : { text }
  const type = part.summary === true ? 'reasoning.summary' : 'reasoning.text'
  if (seal === undefined) return saidFields({ type, ...said, id, index })
  if (seal.dialect === 'openai-chat') {
    const entry = parseFields(seal.value) ?? {}
    // An entry of a signature alone had no text.
    return entry['type'] === 'reasoning.encrypted' || text === ''
      ? entry
      : saidFields({ ...entry, type: entry['type'] ?? type, index: entry['index'] ?? index, ...said })
  }
  const isAnthropic = seal.dialect === 'anthropic-messages'
  const format = isAnthropic ? ANTHROPIC_FORMAT : undefined
  const signature = isAnthropic ? seal.value : wrapSeal(seal)
  // Without a text nothing but the seal stands for the thought.
  if (text === '' && (seal.kind === 'redacted' || !isAnthropic)) {
    return saidFields({ type: 'reasoning.encrypted', data: signature, id, format, index })
  }
  if (seal.kind === 'redacted') return saidFields({ type, ...said, signature: wrapSeal(seal), id, index })
  return saidFields({ type, ...said, signature, id, format, index })
}

/** The entry that carries the seal of a text. */
export function detailOfTextSeal(seal: Seal, index: number): Fields {
  return { type: 'reasoning.encrypted', data: wrapSeal(seal), id: TEXT_SEAL_ID, index }
}

/**
 * A list that was gathered from a stream: pieces of one thought lie one behind the other, with the same position and
 * the signature in the last.
 */
export function joinPieces(details: readonly Fields[]): Fields[] {
  const joined: Fields[] = []
  for (const detail of details) {
    const before = joined.at(-1)
    if (before === undefined || !isContinued(before, detail)) joined.push(detail)
    else {
      const field = detail['type'] === 'reasoning.summary' ? 'summary' : 'text'
      const text = (textOf(before[field]) ?? '') + (textOf(detail[field]) ?? '')
      joined[joined.length - 1] = { ...before, ...detail, [field]: text }
    }
  }
  return joined
}

function isContinued(before: Fields, detail: Fields): boolean {
  return (
    before['type'] === detail['type'] &&
    detail['type'] !== 'reasoning.encrypted' &&
    typeof detail['index'] === 'number' &&
    before['index'] === detail['index'] &&
    (textOf(before['signature']) ?? '') === ''
  )
}
