import { idWithoutSeal, sealInId } from '../carry-seal.ts'
import type { Seal } from '../chat.ts'

/**
 * Ids of tool calls in this dialect are letters, digits, `_` and `-` (`^[a-zA-Z0-9_-]+$`, in the request and in the
 * reply: https://docs.claude.com/en/api/messages). Others' may hold more (Kimi's `functions.bash:0`): such an id goes as
 * base64url behind a mark, so that it can be had back when the client sends the result.
 */
const MARK = 'ghid_'
const ALLOWED = /^[a-zA-Z0-9_-]+$/

/** An id as this dialect allows it. */
export function writeToolId(id: string): string {
  return ALLOWED.test(id) ? id : MARK + Buffer.from(id).toString('base64url')
}

/** A call's id for a client, with the seal of the call behind it. */
export function writeSealedToolId(id: string, seal: Seal | undefined): string {
  return sealInId(writeToolId(id), seal)
}

/** An id as its provider knows it, and the seal that came with it. */
export function readToolId(text: string): { readonly id: string; readonly seal: Seal | undefined } {
  const { id, seal } = idWithoutSeal(text)
  const own = id.startsWith(MARK) ? Buffer.from(id.slice(MARK.length), 'base64url').toString('utf8') : id
  return { id: own, seal }
}
