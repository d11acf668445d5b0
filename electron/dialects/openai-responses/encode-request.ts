import type { ChatRequest, OutputFormat } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { effortOfBudget } from '../effort.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { hasJsonWord, JSON_WORD, JSON_WORD_NOTE } from '../json-word.ts'
import { nextEffort, rulesOfOpenai, withoutRefused, type OpenaiRules } from '../openai-models.ts'
import { encodeInput } from './encode-input.ts'
import { encodeToolChoice, encodeTools } from './encode-tools.ts'
import { noteForeignFields } from './note-foreign-fields.ts'
import { OWN, ownFields } from './own-extra.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'

const SEALED = 'reasoning.encrypted_content'
const WEIGHED = 'message.output_text.logprobs'
/** Fewer output tokens are refused. */
const LEAST_OUTPUT = 16
/** A longer name of the user is refused. */
const USER_MAX = 64

/** The request for a provider (https://platform.openai.com/docs/api-reference/responses/create). */
export function encodeRequest(asked: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(asked, OWN)
  const notes = new Set<string>()
  const isOwn = asked.from === OWN
  const rules = rulesOfOpenai(target.model)
  const reasoning = encodeReasoning(asked, target, rules, notes)
  const chat = isOwn
    ? asked
    : withoutRefused(
        { ...asked, stop: undefined, presencePenalty: undefined, frequencyPenalty: undefined },
        rules,
        textOf(reasoning?.['effort']),
        (sentence) => notes.add(sentence)
      )
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
    input: input.length === 0 && isOwn ? undefined : withJsonWord(input, chat, notes),
    tools,
    tool_choice: encodeToolChoice(chat, tools),
    parallel_tool_calls: tools === undefined && !isOwn ? undefined : chat.parallelToolCalls,
    max_output_tokens: limitOf(chat, target, notes),
    temperature: chat.temperature,
    top_p: chat.topP,
    top_logprobs: chat.logprobs?.top,
    reasoning,
    include: encodeInclude(chat, takesEffort(target, rules)),
    text: encodeText(chat),
    service_tier: tierOf(chat, isOwn, notes),
    user: userOf(chat, isOwn, notes),
    prompt_cache_key: chat.promptCacheKey,
    metadata: chat.metadata
  })
  if (!isOwn) noteForeignFields(asked, notes)
  return { body, notes: [...notes].map(shortened) }
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function limitOf(chat: ChatRequest, { maxOutput }: EncodeTarget, notes: Set<string>): number | undefined {
  const { maxOutputTokens: limit } = chat
  if (limit === undefined || chat.from === OWN) return limit
  if (maxOutput !== null && limit > maxOutput) {
    notes.add(`the limit of ${limit} output tokens was lowered to ${maxOutput}: the model makes no more`)
    return maxOutput
  }
  if (limit >= LEAST_OUTPUT) return limit
  notes.add(
    `the limit of ${limit} output tokens was raised to ${LEAST_OUTPUT}: the Responses API takes none below`
  )
  return LEAST_OUTPUT
}

/** "Response input messages must contain the word 'json' in some form": instructions don't count. */
function withJsonWord(
  input: string | readonly Fields[],
  chat: ChatRequest,
  notes: Set<string>
): string | readonly Fields[] {
  if (chat.from === OWN || chat.format?.type !== 'json' || typeof input === 'string' || hasJsonWord(input))
    return input
  notes.add(JSON_WORD_NOTE)
  const content = [{ type: 'input_text', text: JSON_WORD }]
  return [{ type: 'message', role: 'developer', content }, ...input]
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

function takesEffort({ quirks }: EncodeTarget, { thinks }: OpenaiRules): boolean {
  return quirks.noReasoningEffort !== true && thinks !== false
}

function encodeReasoning(
  chat: ChatRequest,
  target: EncodeTarget,
  rules: OpenaiRules,
  notes: Set<string>
): Fields | undefined {
  const { reasoning: wish } = chat
  if (wish === undefined) return undefined
  const rest = wish.native?.dialect === OWN ? wish.native.value : undefined
  const { mode, effort, budgetTokens } = wish
  if (!takesEffort(target, rules) && chat.from !== OWN) {
    if (wantsThoughts(chat)) notes.add('the wish to think was left out: the model takes none')
    return rest
  }
  if (mode === 'off' && effort === undefined) {
    if (chat.from !== OWN && rules.efforts?.includes('none') === true) return { effort: 'none' }
    notes.add('that the model shall not think was left out: not every model can be told so')
    return rest
  }
  const said = effort ?? (budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens))
  const summary = wish.summary ?? (showsThoughts(chat) && wantsThoughts(chat) ? 'auto' : undefined)
  const fitted = said === undefined || chat.from === OWN ? said : nextEffort(said, rules.efforts)
  if (fitted !== said) notes.add(`the effort ${said} became ${fitted}: the model has no such word`)
  const fields = filled({ ...rest, effort: fitted, summary })
  return Object.keys(fields).length === 0 ? undefined : fields
}

/**
 * What the reply shall hold besides. Of other dialects' thinking models sealed thoughts are always wanted: nothing of
 * theirs is kept at the provider, so that the next turn would begin without them.
 */
function encodeInclude(chat: ChatRequest, takesThoughts: boolean): readonly unknown[] | undefined {
  const kept = ownFields(chat.extra)['include']
  const rest: unknown[] = Array.isArray(kept) ? kept : []
  const isOwn = chat.from === OWN
  const sealed = chat.reasoning?.sealed === true || (!isOwn && wantsThoughts(chat) && takesThoughts)
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
  const format = chat.format === undefined ? undefined : encodeFormat(chat.format, chat.from === OWN)
  const fields = filled({ ...rest, ...(format === undefined ? {} : { format }), verbosity: chat.verbosity })
  return Object.keys(fields).length === 0 ? undefined : fields
}

/** `text.format` (https://platform.openai.com/docs/guides/structured-outputs). */
function encodeFormat(format: OutputFormat, isOwn: boolean): Fields {
  if (format.type === 'text') return { type: 'text' }
  if (format.type === 'json') return { type: 'json_object' }
  const { name, description, schema, strict } = format
  const fitted = isOwn ? (name ?? 'answer') : (name ?? 'answer').replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64)
  return filled({ type: 'json_schema', name: fitted, description, schema, strict })
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

/** Names of a client's own things stand in notes, and may have any length. */
function shortened(note: string): string {
  return note.length <= 300 ? note : `${note.slice(0, 300)}...`
}
