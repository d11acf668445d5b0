import type { ChatRequest } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import type { Fields } from '../json.ts'
import { encodeText } from './encode-request.ts'
import { encodeToolChoice, encodeTools } from './encode-tools.ts'
import { INSTRUCTIONS, OWN, ownFields } from './own-extra.ts'

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
export function responseFrame({ request }: ReplyContext): Fields {
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
  const notes = new Set<string>()
  const tools = encodeTools(request, notes)
  // What another dialect's client chose need not have a word here.
  const choice = request.from === OWN ? encodeToolChoice(request, tools, notes) : undefined
  return {
    // A function in a reply has all of its members.
    tools: (tools ?? []).map((tool) =>
      tool['type'] === 'function' ? { parameters: null, strict: null, ...tool } : tool
    ),
    tool_choice: choice ?? 'auto'
  }
}
