import type { ChatReply, Part } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import type { Fields } from '../json.ts'
import { encodeReplyBlock } from './encode-reply-block.ts'
import { encodeUsage } from './encode-usage.ts'
import { ownFields } from './rest-of.ts'
import { carriedSeal } from './signatures.ts'
import { writeStopReason, type Held } from './stop-reasons.ts'

/**
 * A reply as a message (https://docs.claude.com/en/api/messages#response-id). There is one answer only; of several, which
 * no client of this dialect can ask for, it is the first. One of this dialect is written as it was, but for empty texts,
 * empty `citations` and nulls.
 */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  const [choice] = reply.choices
  const parts = choice?.parts ?? []
  return {
    ...encodeHead(reply, context),
    content: parts.flatMap((part) => blocksOf(part, context)),
    stop_reason: writeStopReason(choice?.finish, heldIn(parts)),
    stop_sequence: choice?.finish?.stopSequence ?? null,
    ...ownFields(choice?.finish?.extra),
    usage: encodeUsage(reply.usage)
  }
}

/** What stands around the blocks. Ids of other dialects would lead nowhere here. */
export function encodeHead(
  { id, model, extra }: Pick<ChatReply, 'id' | 'model' | 'extra'>,
  { newId, request }: ReplyContext
): Fields {
  return {
    id: id !== undefined && id.startsWith('msg_') ? id : newId('msg_'),
    type: 'message',
    role: 'assistant',
    model: model ?? request.model,
    ...ownFields(extra)
  }
}

function blocksOf(part: Part, { request }: ReplyContext): readonly Fields[] {
  const block = encodeReplyBlock(part)
  const seal = carriedSeal(part, request)
  const thought = seal === undefined ? undefined : encodeReplyBlock({ type: 'reasoning', text: '', seal })
  return [block, thought].filter((one) => one !== undefined)
}

function heldIn(parts: readonly Part[]): Held {
  return {
    toolCalls: parts.some(({ type }) => type === 'tool-call'),
    refusal: parts.some(({ type }) => type === 'refusal')
  }
}
