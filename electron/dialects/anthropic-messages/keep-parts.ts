import { assertNever } from '../../../shared/assert-never.ts'
import type { Message, Part } from '../chat.ts'
import type { Note } from '../note.ts'
import { ownFields } from './rest-of.ts'

/** Parts that the API has a block for; the others are left out, each kind with its reason. */
export function keepParts(messages: readonly Message[], own: boolean, note: Note): readonly Message[] {
  const keep = (part: Part): boolean => keepsPart(part, own, note)
  return messages.flatMap((message) => {
    const parts = message.parts
      .filter(keep)
      .map((part) => (part.type === 'tool-result' ? { ...part, parts: part.parts.filter(keep) } : part))
    // An empty message stays where it was empty before: then it is the provider's to judge.
    return parts.length === 0 && (message.parts.length > 0 || !own) ? [] : [{ ...message, parts }]
  })
}

function keepsPart(part: Part, own: boolean, note: Note): boolean {
  switch (part.type) {
    case 'text':
      // Empty texts are refused, and mostly those of white space alone (https://docs.claude.com/en/api/errors).
      return (own ? part.text : part.text.trim()) !== '' || isOwnBlock(part)
    case 'refusal':
      return part.text.trim() !== ''
    case 'reasoning': {
      const usable = part.seal?.dialect === 'anthropic-messages' || 'signature' in ownFields(part.extra)
      if (!usable) note('earlier reasoning was left out: Anthropic takes back only thoughts that it signed')
      return usable
    }
    case 'native':
      if (part.dialect !== 'anthropic-messages') {
        note(`${part.what} was left out: only ${part.dialect} knows it`)
      }
      return part.dialect === 'anthropic-messages'
    case 'media':
    case 'tool-call':
    case 'tool-result':
      return true
    default:
      return assertNever(part)
  }
}

function isOwnBlock(part: Part): boolean {
  return part.type === 'text' && 'search_result' in ownFields(part.extra)
}
