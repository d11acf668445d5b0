import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatReply, Finish, Part } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { encodeReasoning, encodeText, toolInput, writeSealedToolId } from './encode-blocks.ts'
import { mediaNote } from './encode-media.ts'
import { encodeUsage } from './read-usage.ts'
import { writeStopReason } from './stop-reasons.ts'

/**
 * A reply as Converse gives it. There is one answer only. One of this dialect is written as it was, but for nulls, empty
 * texts and a `type` beside what a block holds.
 */
export function encodeReply(reply: ChatReply): Fields {
  const [choice] = reply.choices
  const parts = choice?.parts ?? []
  const content = parts.flatMap((part) => encodeReplyBlock(part) ?? [])
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: writeStopReason(choice?.finish, hasCalls(parts)),
    usage: encodeUsage(reply.usage),
    ...ownFields('bedrock-converse', reply.extra),
    ...moreOf(choice?.finish, ownFields('bedrock-converse', reply.extra)),
    ...(reply.serviceTier === undefined ? {} : { serviceTier: { type: reply.serviceTier } })
  }
}

/** The stop sequence that ended it, in the field where Claude's is found. */
export function moreOf(finish: Finish | undefined, own: Fields): Fields {
  const { stopSequence } = finish ?? {}
  if (stopSequence === undefined || 'additionalModelResponseFields' in own) return {}
  return { additionalModelResponseFields: { stop_sequence: stopSequence } }
}

export function hasCalls(parts: readonly Part[]): boolean {
  return parts.some(({ type }) => type === 'tool-call')
}

/** A part of a reply as a content block; undefined for what a client of this dialect can't be shown. */
export function encodeReplyBlock(part: Part): Fields | undefined {
  switch (part.type) {
    case 'text':
      // Nova cites behind what the sources stand for, with no text.
      return part.text === '' && part.citations === undefined ? undefined : encodeText(part)
    case 'refusal':
      return part.text === '' ? undefined : { text: part.text }
    case 'reasoning':
      return part.text === '' && part.seal === undefined ? undefined : encodeReasoning(carried(part))
    case 'tool-call':
      return {
        toolUse: {
          toolUseId: writeSealedToolId(part.id, part.seal),
          name: part.name,
          input: toolInput(part.args, () => undefined),
          ...ownFields('bedrock-converse', part.extra)
        }
      }
    case 'media':
      return { text: mediaNote(part) }
    case 'native':
      return part.dialect === 'bedrock-converse' ? part.value : undefined
    case 'tool-result':
      return undefined
    default:
      return assertNever(part)
  }
}

/** A hidden thought of another dialect has no bytes of this one: its seal is carried in the signature. */
function carried(part: Extract<Part, { type: 'reasoning' }>): Extract<Part, { type: 'reasoning' }> {
  const { seal } = part
  return seal?.kind === 'redacted' &&
    seal.dialect !== 'bedrock-converse' &&
    seal.dialect !== 'anthropic-messages'
    ? { ...part, seal: { dialect: seal.dialect, value: seal.value } }
    : part
}
