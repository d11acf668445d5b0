import { assertNever } from '../../../shared/assert-never.ts'
import type { Message, Part, ReasoningPart } from '../chat.ts'
import type { ConverseRules } from './model-rules.ts'
import type { Note } from '../note.ts'

/** Parts that the API has a block for; the others are left out, each kind with its reason. */
export function keepParts(
  messages: readonly Message[],
  own: boolean,
  rules: ConverseRules,
  note: Note
): readonly Message[] {
  if (own) return messages
  const keep = (part: Part): boolean => keepsPart(part, rules, note)
  return messages.flatMap((message) => {
    const parts = message.parts
      .filter(keep)
      .map((part) => (part.type === 'tool-result' ? { ...part, parts: part.parts.filter(keep) } : part))
    return parts.length === 0 ? [] : [{ ...message, parts }]
  })
}

function keepsPart(part: Part, rules: ConverseRules, note: Note): boolean {
  switch (part.type) {
    case 'text':
    case 'refusal':
      // Blank texts are refused (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html).
      return part.text.trim() !== ''
    case 'reasoning':
      if (isUsable(part, rules)) return true
      note('earlier reasoning was left out: this model takes back only thoughts that were signed for it')
      return false
    case 'native':
      if (part.dialect === 'bedrock-converse') return true
      note(`${part.what} was left out: only ${part.dialect} knows it`)
      return false
    case 'media':
    case 'tool-call':
    case 'tool-result':
      return true
    default:
      return assertNever(part)
  }
}

/**
 * Thoughts that were signed on Bedrock; for Claude also those that Anthropic itself signed, whose signatures hold on all
 * platforms (https://platform.claude.com/docs/en/build-with-claude/extended-thinking#differences-in-thinking-across-model-versions),
 * so that a conversation goes on here where it was begun there.
 */
function isUsable({ seal }: ReasoningPart, { family }: ConverseRules): boolean {
  if (seal?.dialect === 'bedrock-converse') return true
  return family === 'claude' && seal?.dialect === 'anthropic-messages'
}
