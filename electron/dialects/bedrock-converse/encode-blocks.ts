import { assertNever } from '../../../shared/assert-never.ts'
import { sealInId, writeSeal } from '../carry-seal.ts'
import type { Part, ReasoningPart, Seal, TextPart, ToolCallPart, ToolResultPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { isFields, parseJson, type Fields } from '../json.ts'
import { cachePoint, markIn } from './cache-points.ts'
import { encodeMedia, mediaNote, type DocumentNames } from './encode-media.ts'
import type { Note } from '../note.ts'

/** What an encoder of blocks knows of the request. */
export interface BlockContext {
  /** Written as it came: nothing is fitted. */
  readonly own: boolean
  readonly ofAssistant: boolean
  readonly resultStatus: boolean
  readonly names: DocumentNames
  readonly note: Note
}

/** Parts as blocks, each mark for the cache as a block behind its part. */
export function encodeContent(parts: readonly Part[], context: BlockContext): Fields[] {
  return parts.flatMap((part) => {
    const block = encodePart(part, context)
    const mark = markIn(part)
    return mark === undefined ? [block] : [block, cachePoint(mark)]
  })
}

function encodePart(part: Part, context: BlockContext): Fields {
  switch (part.type) {
    case 'text':
      return encodeText(part)
    case 'refusal':
      return { text: part.text }
    case 'reasoning':
      return encodeReasoning(part)
    case 'tool-call':
      return encodeToolCall(part, context.note)
    case 'tool-result':
      return encodeToolResult(part, context)
    case 'media': {
      if (context.own) return encodeMedia(part, part.name)
      if (!context.ofAssistant)
        return encodeMedia(part, part.kind === 'file' ? context.names.fit(part.name) : undefined)
      context.note(`${part.kind} of an assistant's turn became a text: Bedrock takes none there`)
      return { text: mediaNote(part) }
    }
    case 'native':
      return part.value
    default:
      return assertNever(part)
  }
}

export function encodeText({ text, citations, extra }: TextPart): Fields {
  const own = ownFields('bedrock-converse', extra)
  for (const whole of ['guardContent', 'searchResult', 'json'] as const) {
    if (whole in own) return { [whole]: own[whole] }
  }
  if (citations?.dialect !== 'bedrock-converse') return { text }
  return { citationsContent: { content: own['content'] ?? [{ text }], citations: citations.value } }
}

/** A thought; a seal of another dialect goes in the place of the signature, so that it comes back. */
export function encodeReasoning({ text, seal, extra }: ReasoningPart): Fields {
  if (seal?.kind === 'redacted') return { reasoningContent: { redactedContent: redactedOf(seal) } }
  const signature = seal === undefined ? undefined : signatureOf(seal)
  const own = ownFields('bedrock-converse', extra)
  return { reasoningContent: { reasoningText: saidFields({ text, signature, ...own }) } }
}

/** Claude's signatures are the same here as at Anthropic itself (`keep-parts.ts` lets no others through). */
function signatureOf(seal: Seal): string {
  return seal.dialect === 'anthropic-messages' ? seal.value : writeSeal('bedrock-converse', seal)
}

/** Bytes are base64 in this API's JSON: Anthropic's text is packed once more. */
function redactedOf(seal: Seal): string {
  return seal.dialect === 'anthropic-messages'
    ? Buffer.from(seal.value).toString('base64')
    : writeSeal('bedrock-converse', seal)
}

function encodeToolCall({ id, name, args, seal, extra }: ToolCallPart, note: Note): Fields {
  if (seal !== undefined) note("signatures of tool calls were left out: they are another provider's")
  return {
    toolUse: {
      toolUseId: writeToolId(id),
      name,
      input: toolInput(args, () =>
        note(`the arguments of a call of ${name} were put into "input": they are no JSON object`)
      ),
      ...ownFields('bedrock-converse', extra)
    }
  }
}

/** The arguments of a call as an object; what isn't one (a stream that was cut) stays readable as the member `input`. */
export function toolInput(args: string, onChange: () => void): Fields {
  if (args.trim() === '') return {}
  const value = parseJson(args)
  if (isFields(value)) return value
  if (Array.isArray(value) && value.length === 0) return {}
  onChange()
  return { input: value ?? args }
}

function encodeToolResult(part: ToolResultPart, context: BlockContext): Fields {
  const { id, parts, isError, extra } = part
  const said = context.own || context.resultStatus
  if (isError === true && !said)
    context.note('the mark of a failed tool call was left out: this model takes none')
  const status = isError === undefined || !said ? undefined : isError ? 'error' : 'success'
  const content = encodeContent(parts, { ...context, ofAssistant: false })
  const own = ownFields('bedrock-converse', extra)
  return { toolResult: saidFields({ toolUseId: writeToolId(id), content, status, ...own }) }
}

const MARK = 'ghid_'
const ALLOWED = /^[a-zA-Z0-9_-]{1,64}$/

/**
 * Ids of calls are up to 64 letters, digits, `_` and `-`
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html); others' become so, the same
 * one always in the same way.
 */
export function writeToolId(id: string): string {
  if (ALLOWED.test(id)) return id
  const packed = MARK + Buffer.from(id).toString('base64url')
  return packed.length <= 64 ? packed : `${MARK}${hashOf(id)}_${packed.slice(-40)}`
}

/** Tells long ids with the same end apart (FNV-1a, https://datatracker.ietf.org/doc/draft-eastlake-fnv/). */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** A call's id for a client, with the seal of the call behind it. */
export function writeSealedToolId(id: string, seal: Seal | undefined): string {
  return sealInId(id, seal)
}
