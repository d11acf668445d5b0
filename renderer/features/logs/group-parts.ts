import type { ConversationPart, MediaPart } from '../../../shared/domain/conversation.ts'

type TextPart = Extract<ConversationPart, { kind: 'text' }>

/** Neighbours that are shown as one: images in a row, texts that a provider cut up at its citations. */
export type PartGroup =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  | { readonly kind: 'media'; readonly parts: readonly MediaPart[] }
  | { readonly kind: 'one'; readonly part: Exclude<ConversationPart, TextPart | MediaPart> }

/** Puts a message's parts together where they belong together, in their order. */
export function groupParts(parts: readonly ConversationPart[]): PartGroup[] {
  const groups: PartGroup[] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (part.kind === 'text') {
      if (last?.kind === 'text' && runsOn(last.parts.at(-1), part)) {
        groups[groups.length - 1] = { kind: 'text', parts: [...last.parts, part] }
      } else groups.push({ kind: 'text', parts: [part] })
    } else if (part.kind === 'media') {
      if (last?.kind === 'media') groups[groups.length - 1] = { kind: 'media', parts: [...last.parts, part] }
      else groups.push({ kind: 'media', parts: [part] })
    } else groups.push({ kind: 'one', part })
  }
  return groups
}

/** One sentence may be several parts, each with its own sources; parts without any are parts of their own. */
function runsOn(before: TextPart | undefined, part: TextPart): boolean {
  if (before === undefined || before.cache !== undefined || before.extra !== undefined) return false
  return before.citations !== undefined || part.citations !== undefined
}
