import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatReply, Choice, Part, UsageReport } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { MessageDraft } from './encode-item.ts'
import { encodeUsage } from './encode-usage.ts'
import {
  callPrefix,
  replyCall,
  replyContent,
  replyMedia,
  replyMessage,
  replyThought,
  thoughtId,
  type ItemStatus,
  type NewId
} from './output-items.ts'
import { OWN, ownFields } from './own-extra.ts'
import { responseFrame } from './response-frame.ts'

const NO_CHOICE: Choice = { parts: [] }
const TIERS: ReadonlySet<string> = new Set(['auto', 'default', 'flex', 'scale', 'priority'])

/** A response (https://platform.openai.com/docs/api-reference/responses/object). Of several answers, it is the first. */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  const [choice = NO_CHOICE] = reply.choices
  const output = encodeOutput(choice, context.newId)
  return { ...responseHead(reply, context), ...responseEnd(reply, choice), output }
}

/** What a response says from its beginning on. */
export function responseHead(
  reply: Pick<ChatReply, 'id' | 'model' | 'created'>,
  context: ReplyContext
): Fields {
  const { id, model, created } = reply
  return {
    id: id?.startsWith('resp_') === true ? id : context.newId('resp_'),
    object: 'response',
    created_at: created ?? context.created,
    model: model ?? context.request.model,
    ...responseFrame(context)
  }
}

/** What it says at its end: how it ended, and what was used. A provider's own words come before what is made here. */
export function responseEnd(
  reply: Pick<ChatReply, 'id' | 'usage' | 'serviceTier' | 'extra'>,
  choice: Pick<Choice, 'finish' | 'parts'>
): Fields {
  const own = ownFields(reply.extra)
  const isOwn = reply.extra?.dialect === OWN
  const { usage, serviceTier: tier } = reply
  return {
    ...statusOf(choice),
    ...own,
    // Ids of other servers of this API have other forms.
    ...(isOwn && reply.id !== undefined ? { id: reply.id } : {}),
    ...(isOwn && tier === undefined
      ? {}
      : { service_tier: tier === undefined || !TIERS.has(tier) ? foreignTier(tier, isOwn) : tier }),
    ...(usage === undefined ? {} : { usage: usageOf(usage) })
  }
}

function foreignTier(tier: string | undefined, isOwn: boolean): string {
  return isOwn && tier !== undefined ? tier : 'default'
}

function usageOf(usage: UsageReport): unknown {
  return usage.dialect === OWN ? usage.raw : encodeUsage(usage.tokens)
}

function statusOf({ finish, parts }: Pick<Choice, 'finish' | 'parts'>): Fields {
  const reason = finish?.reason
  switch (reason) {
    case 'length':
    case 'context-length':
      return incomplete('max_output_tokens')
    case 'content-filter':
      return incomplete('content_filter')
    case 'refusal':
      // A provider that ends an answer without a word of refusal has filtered it.
      return parts.some(({ type }) => type === 'refusal')
        ? { status: 'completed' }
        : incomplete('content_filter')
    case 'error':
      return {
        status: 'failed',
        error: { code: 'server_error', message: 'The provider ended the answer with an error.' }
      }
    case undefined:
      return { status: 'incomplete' }
    case 'stop':
    case 'stop-sequence':
    case 'tool-calls':
    case 'pause':
    case 'other':
      return { status: 'completed' }
    default:
      return assertNever(reason)
  }
}

function incomplete(reason: string): Fields {
  return { status: 'incomplete', incomplete_details: { reason } }
}

/** How the last item ended. */
export function lastStatus(choice: Pick<Choice, 'finish' | 'parts'>): ItemStatus {
  return statusOf(choice)['status'] === 'incomplete' ? 'incomplete' : 'completed'
}

function encodeOutput(choice: Choice, newId: NewId): Fields[] {
  const output: Fields[] = []
  const notes = new Set<string>()
  const draft = new MessageDraft()
  const logprobs = logprobsOf(choice)
  const flush = (status: ItemStatus): void => {
    const message = draft.take()
    if (message === undefined) return
    const content = fieldsList(message['content']).map(replyContent)
    const id = textOf(message['id']) ?? newId('msg_')
    output.push(replyMessage(id, status, message, content))
  }
  for (const [at, part] of choice.parts.entries()) {
    const status = at === choice.parts.length - 1 ? lastStatus(choice) : 'completed'
    const spoken = asSpoken(part, newId)
    if (spoken === null) {
      flush('completed')
      const item = encodeItem(part, status, newId)
      if (item !== undefined) output.push(item)
    } else if ('item' in spoken) {
      flush('completed')
      output.push(spoken.item)
    } else {
      if (!draft.joins(spoken.part)) flush('completed')
      draft.add(spoken.part, notes)
    }
  }
  flush(lastStatus(choice))
  return logprobs === undefined ? output : withLogprobs(output, logprobs)
}

/** What stands in a message; null for what is an item of another kind. */
function asSpoken(part: Part, newId: NewId): { part: Part } | { item: Fields } | null {
  if (part.type === 'text' || part.type === 'refusal') return { part }
  if (part.type === 'native' && part.dialect === OWN && 'index' in ownFields(part.extra)) return { part }
  if (part.type !== 'media') return null
  const media = replyMedia(part, newId)
  return media !== undefined && 'text' in media
    ? { part: { type: 'text', text: media.text } }
    : (media ?? null)
}

function encodeItem(part: Part, status: ItemStatus, newId: NewId): Fields | undefined {
  if (part.type === 'reasoning') return replyThought(part, thoughtId(part, newId))
  if (part.type === 'tool-call') return replyCall(part, newId(callPrefix(part)), status)
  return part.type === 'native' && part.dialect === OWN ? part.value : undefined
}

/** In the form of chat, where this dialect's own stand with their texts. */
export function logprobsOf({ parts, logprobs }: Choice): readonly unknown[] | undefined {
  if (logprobs?.dialect !== 'openai-chat' && logprobs?.dialect !== OWN) return undefined
  if (parts.some((part) => 'logprobs' in ownFields(part.extra))) return undefined
  const content = fieldsOf(logprobs.value)?.['content']
  return Array.isArray(content) ? content : undefined
}

function withLogprobs(output: readonly Fields[], logprobs: readonly unknown[]): Fields[] {
  let isPlaced = false
  return output.map((item) => {
    if (isPlaced || item['type'] !== 'message') return item
    isPlaced = true
    const [first, ...rest] = fieldsList(item['content'])
    return first?.['type'] === 'output_text' ? { ...item, content: [{ ...first, logprobs }, ...rest] } : item
  })
}

function fieldsList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((entry): entry is Fields => fieldsOf(entry) !== undefined) : []
}
