import { assertNever } from '../../../shared/assert-never.ts'
import type { Part, TextPart, ToolResultPart } from '../chat.ts'
import type { Fields } from '../json.ts'
import type { EncodeScope } from './encode-scope.ts'
import { encodeMedia } from './media-parts.ts'
import { OWN, ownFields, splitShell } from './own-extra.ts'

/**
 * The `content` of a message that is not the assistant's, or a list that is a tool's output. Empty texts of other
 * dialects are left out beside others: they say nothing, and some servers refuse them.
 */
export function encodeInputContent(parts: readonly Part[], scope: EncodeScope): Fields[] {
  const content = encodeParts(parts, scope)
  // A message of nothing but an empty text is still a message.
  const [empty] = content.length === 0 ? parts.filter(({ type }) => type === 'text') : []
  return empty?.type === 'text' ? [encodeText(empty, 'input_text')] : content
}

function encodeParts(parts: readonly Part[], scope: EncodeScope): Fields[] {
  return parts.flatMap((part): Fields[] => {
    switch (part.type) {
      case 'text':
        noteCache(part, scope)
        return part.text === '' && !scope.isOwn ? [] : [encodeText(part, 'input_text')]
      case 'media': {
        noteCache(part, scope)
        return [encodeMedia(part, scope)]
      }
      case 'refusal':
        return [{ type: 'input_text', text: part.text }]
      case 'native':
        if (part.dialect === OWN) return [part.value]
        noteNative(part.what, part.dialect, scope)
        return []
      case 'reasoning':
      case 'tool-call':
      case 'tool-result':
        scope.notes.add(`a ${part.type} was left out: it can't stand in this message`)
        return []
      default:
        return assertNever(part)
    }
  })
}

/** A text; what belongs to the item that it stands in is not its own. */
export function encodeText(part: TextPart, type: 'input_text' | 'output_text'): Fields {
  const { rest } = splitShell(ownFields(part.extra))
  const { citations } = part
  const cited = citations?.dialect === OWN && type === 'output_text' ? { annotations: citations.value } : {}
  return { ...rest, type, text: part.text, ...cited }
}

/** The `output` of a tool: a text where it is nothing else. */
export function encodeOutput({ parts, extra }: ToolResultPart, scope: EncodeScope): unknown {
  const { output } = ownFields(extra)
  if (output !== undefined) return output
  const content = encodeInputContent(parts, scope)
  const [only] = content
  if (only === undefined) return ''
  return content.length === 1 && isPlainText(only) ? only['text'] : content
}

function isPlainText(part: Fields): boolean {
  return part['type'] === 'input_text' && Object.keys(part).length === 2
}

export function noteNative(what: string, dialect: string, scope: EncodeScope): void {
  scope.notes.add(`${what} was left out: only ${dialect} knows it`)
}

export function noteCache({ cache }: { readonly cache?: Fields | undefined }, scope: EncodeScope): void {
  if (cache !== undefined)
    scope.notes.add('cache_control was left out: the Responses API caches prompts by itself')
}
