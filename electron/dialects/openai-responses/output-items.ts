import type { MediaPart, ReasoningPart, RefusalPart, TextPart, ToolCallPart } from '../chat.ts'
import { sealInId, writeSeal } from '../carry-seal.ts'
import type { Fields } from '../json.ts'
import { callItem, foreignThoughts, MADE_THOUGHT, thoughtsOf } from './encode-item.ts'
import { encodePicture } from './media-parts.ts'
import { OWN, ownFields, splitShell } from './own-extra.ts'
import { urlAnnotations } from './url-annotations.ts'

export type NewId = (prefix: string) => string
export type ItemStatus = 'completed' | 'incomplete'

/** A message of a reply, with all that its form has. */
export function replyMessage(
  id: string,
  status: string,
  message: Fields,
  content: readonly Fields[]
): Fields {
  return { id, type: 'message', status, role: 'assistant', ...message, content }
}

/** A part of a reply's message, with all that its form has. Sources of other dialects stand for the whole text. */
export function replyContent(part: TextPart | RefusalPart): Fields {
  const { rest } = splitShell(ownFields(part.extra))
  if (part.type === 'refusal') return { ...rest, type: 'refusal', refusal: part.text }
  const { citations, text } = part
  if (citations?.dialect === OWN) return { ...rest, type: 'output_text', text, annotations: citations.value }
  // What came from a server of this API has the members that it had.
  if ('index' in ownFields(part.extra)) return { ...rest, type: 'output_text', text }
  return { type: 'output_text', text, annotations: urlAnnotations(citations, text), logprobs: [] }
}

/** Whether thoughts came from this dialect: others are shown as a summary, which is what clients show. */
export function isOwnThought({ id, extra, seal }: ReasoningPart): boolean {
  return id !== undefined || extra?.dialect === OWN || seal?.dialect === OWN
}

export function thoughtId(part: ReasoningPart, newId: NewId): string {
  return part.id ?? newId(isOwnThought(part) ? 'rs_' : MADE_THOUGHT)
}

/** Thoughts, with the seal of whichever provider: clients send it back as they got it. */
export function replyThought(part: ReasoningPart, id: string): Fields {
  const { seal } = part
  return {
    id,
    ...(isOwnThought(part) ? thoughtsOf(part) : foreignThoughts(part)),
    ...(seal === undefined ? {} : { encrypted_content: writeSeal(OWN, seal) })
  }
}

export function callPrefix(part: ToolCallPart): string {
  return part.custom === true ? 'ctc_' : 'fc_'
}

export function replyCall(part: ToolCallPart, id: string, status: string): Fields {
  // What came from a server of this API has a status where that has one.
  const isOwn = part.extra?.dialect === OWN
  return { id, ...(isOwn ? {} : { status }), ...callItem(part, sealInId(part.id, part.seal)) }
}

/** Media of a reply: a picture is an item; an address is a link in the text; undefined for what has no form here. */
export function replyMedia(part: MediaPart, newId: NewId): { item: Fields } | { text: string } | undefined {
  const item = encodePicture(part, newId)
  if (item !== undefined) return { item }
  return part.source.kind === 'url' ? { text: `![${part.kind}](${part.source.url})` } : undefined
}
