import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, OutputFormat } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { effortOfBudget } from '../effort.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { encodeInput } from './encode-input.ts'
import { encodeToolChoice, encodeTools } from './encode-tools.ts'
import { OWN, ownFields } from './own-extra.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'

const SEALED = 'reasoning.encrypted_content'
const WEIGHED = 'message.output_text.logprobs'
/** Fewer output tokens are refused. */
const LEAST_OUTPUT = 16
/** A longer name of the user is refused. */
const USER_MAX = 64

/** The request for a provider (https://platform.openai.com/docs/api-reference/responses/create). */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(chat, OWN)
  const notes = new Set<string>()
  const isOwn = chat.from === OWN
  const { instructions, input } = encodeInput(chat, { isOwn, notes })
  const tools = encodeTools(chat, notes)
  const { text: _text, include: _include, ...kept } = ownFields(chat.extra)
  const body = filled({
    // Other dialects keep nothing at the provider unless they ask for it.
    ...(isOwn ? {} : { store: false }),
    ...kept,
    model: target.model,
    stream: chat.stream ? true : undefined,
    instructions,
    input: input.length === 0 && isOwn ? undefined : input,
    tools,
    tool_choice: encodeToolChoice(chat, tools, notes),
    parallel_tool_calls: tools === undefined && !isOwn ? undefined : chat.parallelToolCalls,
    max_output_tokens: limitOf(chat, isOwn, notes),
    temperature: chat.temperature,
    top_p: chat.topP,
    top_logprobs: chat.logprobs?.top,
    reasoning: encodeReasoning(chat, target, notes),
    include: encodeInclude(chat, target),
    text: encodeText(chat),
    service_tier: tierOf(chat, isOwn, notes),
    user: userOf(chat, isOwn, notes),
    prompt_cache_key: chat.promptCacheKey,
    metadata: chat.metadata
  })
  if (!isOwn) noteForeign(chat, notes)
  return { body, notes: [...notes].map(shortened) }
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function limitOf(chat: ChatRequest, isOwn: boolean, notes: Set<string>): number | undefined {
  const { maxOutputTokens: limit } = chat
  if (limit === undefined || isOwn || limit >= LEAST_OUTPUT) return limit
  notes.add(
    `the limit of ${limit} output tokens was raised to ${LEAST_OUTPUT}: the Responses API takes none below`
  )
  return LEAST_OUTPUT
}

/** Whether the model is to think, as far as the request says so: others refuse what is about thoughts. */
function wantsThoughts({ reasoning }: ChatRequest): boolean {
  if (reasoning === undefined) return false
  const { mode, effort, budgetTokens } = reasoning
  return (
    mode !== 'off' &&
    effort !== 'none' &&
    (mode !== undefined || effort !== undefined || budgetTokens !== undefined)
  )
}

/** Anthropic's clients are shown thoughts unless they ask not to be; others where they ask for it. */
function showsThoughts({ reasoning, from }: ChatRequest): boolean {
  return reasoning?.show ?? from === 'anthropic-messages'
}

function encodeReasoning(chat: ChatRequest, target: EncodeTarget, notes: Set<string>): Fields | undefined {
  const { reasoning: wish } = chat
  if (wish === undefined) return undefined
  const rest = wish.native?.dialect === OWN ? wish.native.value : undefined
  const { mode, effort, budgetTokens } = wish
  if (target.quirks.noReasoningEffort === true && chat.from !== OWN) {
    if (wantsThoughts(chat)) notes.add('the wish to think was left out: the model takes none')
    return rest
  }
  if (mode === 'off' && effort === undefined) {
    notes.add('that the model shall not think was left out: not every model can be told so')
    return rest
  }
  const said = effort ?? (budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens))
  const summary = wish.summary ?? (showsThoughts(chat) && wantsThoughts(chat) ? 'auto' : undefined)
  const fields = filled({ ...rest, effort: said, summary })
  return Object.keys(fields).length === 0 ? undefined : fields
}

/**
 * What the reply shall hold besides. Of other dialects' thinking models sealed thoughts are always wanted: nothing of
 * theirs is kept at the provider, so that the next turn would begin without them.
 */
function encodeInclude(chat: ChatRequest, target: EncodeTarget): readonly unknown[] | undefined {
  const kept = ownFields(chat.extra)['include']
  const rest: unknown[] = Array.isArray(kept) ? kept : []
  const isOwn = chat.from === OWN
  const sealed =
    chat.reasoning?.sealed === true ||
    (!isOwn && wantsThoughts(chat) && target.quirks.noReasoningEffort !== true)
  const include = [
    ...(sealed ? [SEALED] : []),
    ...(!isOwn && chat.logprobs !== undefined ? [WEIGHED] : []),
    ...rest
  ]
  return include.length === 0 ? undefined : include
}

/** `text`: the form of the answer, and how much is said. */
export function encodeText(chat: ChatRequest): Fields | undefined {
  const rest = fieldsOf(ownFields(chat.extra)['text'])
  const format = chat.format === undefined ? undefined : encodeFormat(chat.format)
  const fields = filled({ ...rest, ...(format === undefined ? {} : { format }), verbosity: chat.verbosity })
  return Object.keys(fields).length === 0 ? undefined : fields
}

/** `text.format` (https://platform.openai.com/docs/guides/structured-outputs). */
function encodeFormat(format: OutputFormat): Fields {
  if (format.type === 'text') return { type: 'text' }
  if (format.type === 'json') return { type: 'json_object' }
  const { name, description, schema, strict } = format
  return filled({ type: 'json_schema', name: name ?? 'answer', description, schema, strict })
}

const TIERS: ReadonlySet<string> = new Set(['auto', 'default', 'flex', 'scale', 'priority'])

function tierOf({ serviceTier }: ChatRequest, isOwn: boolean, notes: Set<string>): string | undefined {
  if (serviceTier === undefined || isOwn || TIERS.has(serviceTier)) return serviceTier
  notes.add(`service_tier was left out: ${serviceTier} is no tier of this provider`)
  return undefined
}

function userOf({ user }: ChatRequest, isOwn: boolean, notes: Set<string>): string | undefined {
  if (user === undefined || isOwn || user.length <= USER_MAX) return user
  notes.add(`user was left out: it is longer than ${USER_MAX} characters`)
  return undefined
}

/** What other dialects can say and this one can't. */
function noteForeign(chat: ChatRequest, notes: Set<string>): void {
  if (chat.choices !== undefined && chat.choices > 1) {
    throw new GatehouseError(
      'not_translatable',
      `The request asks for ${chat.choices} answers, and this provider gives one. Ask for one, or send the request as often as you want answers.`
    )
  }
  const missing = {
    stop: chat.stop !== undefined && chat.stop.length > 0,
    top_k: chat.topK !== undefined,
    presence_penalty: chat.presencePenalty !== undefined && chat.presencePenalty !== 0,
    frequency_penalty: chat.frequencyPenalty !== undefined && chat.frequencyPenalty !== 0,
    seed: chat.seed !== undefined,
    modalities: chat.modalities?.some((kind) => kind !== 'text') === true
  }
  for (const [name, isMissing] of Object.entries(missing)) {
    if (isMissing) notes.add(`${name} was left out: the Responses API has no such field`)
  }
  const extra = chat.extra === undefined ? [] : Object.keys(chat.extra.fields)
  if (extra.length > 0) {
    notes.add(
      `${extra.join(', ')} ${extra.length === 1 ? 'was' : 'were'} left out: only ${chat.extra?.dialect} knows them`
    )
  }
}

/** Names of a client's own things stand in notes, and may have any length. */
function shortened(note: string): string {
  return note.length <= 300 ? note : `${note.slice(0, 300)}...`
}
