import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatReply, ChatRequest, Choice, UsageReport } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { isFields, type Fields } from '../json.ts'
import { encodeText } from './encode-request.ts'
import { encodeToolChoice, encodeTools } from './encode-tools.ts'
import { encodeUsage } from './encode-usage.ts'
import { INSTRUCTIONS, OWN, ownFields } from './own-extra.ts'

const TIERS: ReadonlySet<string> = new Set(['auto', 'default', 'flex', 'scale', 'priority'])

/** Members of the request that the response repeats, where the client sent them. */
const REPEATED = [
  'conversation',
  'prompt',
  'prompt_cache_options',
  'prompt_cache_retention',
  'background',
  'max_tool_calls',
  'previous_response_id',
  'safety_identifier',
  'store',
  'truncation'
] as const

/**
 * What a response repeats of its request (https://platform.openai.com/docs/api-reference/responses/object). Clients take
 * the members that are always there for granted, so each has the API's own default.
 */
function responseFrame({ request }: ReplyContext): Fields {
  const extra = ownFields(request.extra)
  const repeated = REPEATED.flatMap((name) =>
    extra[name] === undefined ? [] : [[name, extra[name]] as const]
  )
  const { conversation } = extra
  return {
    background: false,
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: instructionsOf(request),
    max_output_tokens: request.maxOutputTokens ?? null,
    max_tool_calls: null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallelToolCalls ?? true,
    previous_response_id: null,
    prompt_cache_key: request.promptCacheKey ?? null,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: request.reasoning?.summary ?? null },
    safety_identifier: null,
    store: true,
    temperature: request.temperature ?? 1,
    text: { format: { type: 'text' }, ...encodeText(request) },
    ...toolsOf(request),
    top_logprobs: request.logprobs?.top ?? 0,
    top_p: request.topP ?? 1,
    truncation: 'disabled',
    ...(request.user === undefined ? {} : { user: request.user }),
    ...Object.fromEntries(repeated),
    ...(typeof conversation === 'string' ? { conversation: { id: conversation } } : {})
  }
}

function instructionsOf({ messages: [first] }: ChatRequest): string | null {
  if (first === undefined || ownFields(first.extra)['type'] !== INSTRUCTIONS) return null
  return first.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

function toolsOf(request: ChatRequest): Fields {
  const tools = encodeTools(request, new Set())
  // What another dialect's client chose need not have a word here.
  const choice = request.from === OWN ? encodeToolChoice(request, tools) : undefined
  return {
    // A function in a reply has all of its members.
    tools: (tools ?? []).map((tool) =>
      tool['type'] === 'function' ? { parameters: null, strict: null, ...tool } : tool
    ),
    tool_choice: choice ?? 'auto'
  }
}

/** What a response says from its beginning on. */
export function responseHead(
  reply: Pick<ChatReply, 'id' | 'model' | 'created' | 'extra'>,
  context: ReplyContext
): Fields {
  const { id, model, created, extra } = reply
  // Ids of other servers of this API have other forms than OpenAI's.
  const known = extra?.dialect === OWN || id?.startsWith('resp_') === true
  return {
    id: id !== undefined && known ? id : context.newId('resp_'),
    object: 'response',
    created_at: created ?? context.created,
    model: model ?? context.request.model,
    ...responseFrame(context)
  }
}

/** What it says at its end: how it ended, and what was used. A provider's own words come before what is made here. */
export function responseEnd(
  reply: Pick<ChatReply, 'usage' | 'serviceTier' | 'extra'>,
  choice: Pick<Choice, 'finish' | 'parts'>
): Fields {
  const own = ownFields(reply.extra)
  const isOwn = reply.extra?.dialect === OWN
  const { usage, serviceTier: tier } = reply
  return {
    ...statusOf(choice),
    ...own,
    ...(isOwn && tier === undefined ? {} : { service_tier: isOwn || isTier(tier) ? tier : 'default' }),
    ...(usage === undefined ? {} : { usage: usageOf(usage) })
  }
}

function isTier(tier: string | undefined): boolean {
  return tier !== undefined && TIERS.has(tier)
}

function usageOf(usage: UsageReport): unknown {
  return usage.dialect === OWN && isFields(usage.raw) ? usage.raw : encodeUsage(usage.tokens)
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
