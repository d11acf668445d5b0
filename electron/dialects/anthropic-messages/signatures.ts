import { readSeal, unwrapSeal, wrapSeal, writeSeal } from '../carry-seal.ts'
import type { ChatRequest, Part, Seal } from '../chat.ts'

/**
 * A thought must have a signature for clients of this dialect, also one of a provider that signs none. This one says
 * that there is none, so that the thought isn't taken for Anthropic's own when it comes back. Completions have no
 * thoughts, so that no seal can really be theirs.
 */
const UNSIGNED = wrapSeal({ dialect: 'openai-completions', value: '' })

/** A seal as the `signature` of a thought that goes to a client. */
export function writeSignature(seal: Seal | undefined): string {
  return seal === undefined ? UNSIGNED : writeSeal('anthropic-messages', seal)
}

/** The seal of a `signature`: the one that it carries, or Anthropic's own; undefined for the mark of none. */
export function readSignature(signature: string): Seal | undefined {
  if (signature === '' || signature === UNSIGNED) return undefined
  const carried = unwrapSeal(signature)
  return carried === undefined ? readSeal('anthropic-messages', signature) : carried
}

/** Whether it says that the thought has no signature. */
export function saysUnsigned(signature: string): boolean {
  return signature === UNSIGNED
}

/**
 * The seal of a text, which Gemini sets and has no field here: it goes as a thought without text behind the text, but
 * only to clients that asked for thoughts, since others don't look for any. Google wants such seals back, and does
 * without (https://ai.google.dev/gemini-api/docs/thought-signatures).
 */
export function carriedSeal(part: Part, { reasoning }: ChatRequest): Seal | undefined {
  const asked = reasoning?.mode === 'on' || reasoning?.mode === 'adaptive'
  return asked && part.type === 'text' ? part.seal : undefined
}

/** Parts as they came from the client, with the seals of texts in their places again. */
export function withTextSeals(parts: readonly Part[]): Part[] {
  const placed: Part[] = []
  for (const part of parts) {
    const before = placed.at(-1)
    const isSeal = part.type === 'reasoning' && part.text === '' && part.seal?.dialect === 'gemini'
    if (isSeal && before?.type === 'text' && before.seal === undefined) {
      placed[placed.length - 1] = { ...before, seal: part.seal }
    } else placed.push(part)
  }
  return placed
}
