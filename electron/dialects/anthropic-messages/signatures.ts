import { readSeal, unwrapSeal, wrapSeal, writeSeal } from '../carry-seal.ts'
import type { Seal } from '../chat.ts'

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
