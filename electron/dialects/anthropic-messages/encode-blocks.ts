import { assertNever } from '../../../shared/assert-never.ts'
import type { Message, Part, ReasoningPart, TextPart, ToolCallPart, ToolResultPart } from '../chat.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { encodeMedia, mediaNote } from './encode-media.ts'
import type { Note } from '../note.ts'
import { ownFields } from './rest-of.ts'
import { toolInput } from './tool-input.ts'
import { writeToolId } from './tool-ids.ts'

/** A message as the API has it; a single plain text needs no block. */
export function encodeMessage(message: Message, note: Note): Fields {
  const { role, parts, extra } = message
  return {
    role: role === 'tool' ? 'user' : role === 'developer' ? 'system' : role,
    content: encodeContent(parts, note, role === 'assistant'),
    ...ownFields(extra)
  }
}

/** Blocks, or the text where that is all. */
export function encodeContent(
  parts: readonly Part[],
  note: Note,
  ofAssistant = false
): string | readonly Fields[] {
  const [first] = parts
  if (first === undefined) return ''
  if (parts.length === 1 && first.type === 'text' && isPlain(first)) return first.text
  return parts.map((part) => encodePart(part, note, ofAssistant))
}

function isPlain({ cache, citations, extra }: TextPart): boolean {
  return (
    cache === undefined &&
    citations?.dialect !== 'anthropic-messages' &&
    Object.keys(ownFields(extra)).length === 0
  )
}

function encodePart(part: Part, note: Note, ofAssistant: boolean): Fields {
  switch (part.type) {
    case 'text':
      return encodeText(part)
    case 'refusal':
      return { type: 'text', text: part.text }
    case 'reasoning':
      return encodeReasoning(part)
    case 'tool-call':
      return encodeToolCall(part, note)
    case 'tool-result':
      return encodeToolResult(part, note)
    case 'media':
      if (!ofAssistant || part.extra?.dialect === 'anthropic-messages') return encodeMedia(part)
      note(`${part.kind} of an assistant's turn became a text: the Messages API takes none there`)
      return { type: 'text', text: mediaNote(part) }
    case 'native':
      return part.value
    default:
      return assertNever(part)
  }
}

export function encodeText({ text, citations, cache, extra }: TextPart): Fields {
  const { search_result: searchResult, ...rest } = ownFields(extra)
  const block = fieldsOf(searchResult)
  if (block !== undefined) return block
  return {
    type: 'text',
    text,
    citations: citations?.dialect === 'anthropic-messages' ? citations.value : undefined,
    cache_control: cache,
    ...rest
  }
}

/** Signed thoughts as they came; the others were left out before. */
export function encodeReasoning({ text, seal, extra }: ReasoningPart): Fields {
  if (seal?.kind === 'redacted') return { type: 'redacted_thinking', data: seal.value, ...ownFields(extra) }
  return { type: 'thinking', thinking: text, signature: seal?.value ?? '', ...ownFields(extra) }
}

function encodeToolCall({ id, name, args, seal, cache, extra }: ToolCallPart, note: Note): Fields {
  const { input, changed } = toolInput(args)
  if (changed) {
    note(`the arguments of a call of ${name} were put into "input": they are no JSON object`)
  }
  if (seal !== undefined) note("signatures of tool calls were left out: they are another provider's")
  return { type: 'tool_use', id: writeToolId(id), name, input, cache_control: cache, ...ownFields(extra) }
}

function encodeToolResult({ id, parts, isError, cache, extra }: ToolResultPart, note: Note): Fields {
  return {
    type: 'tool_result',
    tool_use_id: writeToolId(id),
    content: encodeContent(parts, note),
    is_error: isError,
    cache_control: cache,
    ...ownFields(extra)
  }
}
