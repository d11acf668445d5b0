import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Part } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'
import { arrangeChat, splitSystem } from '../arrange-chat.ts'
import { encodeContent, encodeMessage } from './encode-blocks.ts'
import { encodeFormat, ownFormat } from './encode-format.ts'
import { encodeSampling } from '../encode-claude-sampling.ts'
import { encodeTools } from './encode-tools.ts'
import type { Note } from '../note.ts'
import { keepParts } from './keep-parts.ts'
import { rulesOf, type ModelRules } from '../claude-rules.ts'
import { noteForeignFields } from '../note-foreign-fields.ts'
import { placeCacheMarks } from './place-cache-marks.ts'
import { planThinking } from '../plan-claude-thinking.ts'
import { ownFields } from './rest-of.ts'

const API = { dialect: 'anthropic-messages', name: 'the Messages API', takesUser: true } as const
const NOTE_MAX = 400

/**
 * A chat as a request of the Messages API (https://docs.claude.com/en/api/messages). One that was read from this dialect
 * is written as it was, but for:
 * - a content of one plain text is a string, never a block; empty texts, empty `citations` and nulls are left out
 * - `stream: false`, `disable_parallel_tool_use: false` and empty lists of tools or instructions are left out
 * - a content that is null, missing or an empty list is an empty string
 * - `output_format`, an older beta, is `output_config.format`
 * - thoughts that another provider signed are left out, and with them thinking where it can't go on without
 * - at most four cache marks stay
 */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(chat, 'anthropic-messages')
  const notes = new Set<string>()
  // Names in it are the client's, and may be of any length.
  const note: Note = (sentence) => notes.add(sentence.slice(0, NOTE_MAX))
  const own = chat.from === 'anthropic-messages'
  const rules = rulesOf(target.model)
  if (!own) {
    refuseUnsayable(chat)
    noteForeignFields(chat, API, note)
  }
  const kept = keepParts(chat.messages, own, note)
  const { system, messages } = own ? splitSystem(kept) : arrangeChat(kept, rules.prefill, note)
  const maxTokens = limitOf(chat, target, rules, own, note)
  const { thinking, effort } = planThinking(chat, { rules, maxTokens, messages }, note)
  const { format, instruction } = own ? ownFormat(chat.format) : encodeFormat(chat.format, rules, note)
  const { tools, toolChoice } = encodeTools(chat, rules, note)
  const thinks = thinking !== undefined && thinking['type'] !== 'disabled'
  const body: Fields = {
    ...ownFields(chat.extra),
    model: target.model,
    max_tokens: maxTokens,
    system: encodeSystem(system, instruction, note),
    messages: messages.map((message) => encodeMessage(message, note)),
    tools,
    tool_choice: toolChoice,
    thinking,
    output_config: outputConfig(chat, effort, format),
    ...(own ? ownSampling(chat) : encodeSampling(chat, rules, thinks, note)),
    stop_sequences: stopsOf(chat, own, note),
    service_tier: tierOf(chat, own, note),
    metadata: metadataOf(chat, own, note),
    stream: chat.stream ? true : undefined
  }
  return { body: withoutUndefined(placeCacheMarks(body, chat, note)), notes: [...notes] }
}

/** What the answer can't be without. */
function refuseUnsayable(chat: ChatRequest): void {
  if (chat.choices !== undefined && chat.choices > 1) {
    throw refused(`${chat.choices} answers were asked for, and the Messages API gives one: ask several times`)
  }
  if (chat.modalities?.includes('audio') === true) {
    throw refused('an answer in sound was asked for, and the Messages API gives text: ask for text alone')
  }
  if (chat.modalities?.includes('image') === true && !chat.modalities.includes('text')) {
    throw refused('a picture as answer was asked for, and the Messages API gives text: ask for text alone')
  }
}

function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message)
}

function encodeSystem(
  system: readonly Part[],
  instruction: string | undefined,
  note: Note
): string | readonly Fields[] | undefined {
  const all: readonly Part[] =
    instruction === undefined ? system : [...system, { type: 'text', text: instruction }]
  return all.length === 0 ? undefined : encodeContent(all, note)
}

/** The API demands a limit (https://docs.claude.com/en/api/messages#body-max-tokens). */
function limitOf(
  { maxOutputTokens }: ChatRequest,
  { maxOutput }: EncodeTarget,
  rules: ModelRules,
  own: boolean,
  note: Note
): number | undefined {
  // A body for counting tokens has none.
  if (own) return maxOutputTokens
  // Some servers take 0 or -1 for no limit.
  if (maxOutputTokens !== undefined && maxOutputTokens > 0) {
    if (maxOutput === null || maxOutputTokens <= maxOutput) return Math.max(1, Math.floor(maxOutputTokens))
    note(`max_tokens ${maxOutputTokens} became ${maxOutput}: this model makes no more`)
    return maxOutput
  }
  const usual = maxOutput === null || !rules.limitMayOverrun ? rules.defaultMaxTokens : maxOutput
  const limit = maxOutput === null ? usual : Math.min(usual, maxOutput)
  note(`max_tokens was set to ${limit}: the Messages API demands a limit`)
  return limit
}

function outputConfig(
  chat: ChatRequest,
  effort: string | undefined,
  format: Fields | undefined
): Fields | undefined {
  const rest = fieldsOf(ownFields(chat.extra)['output_config'])
  if (rest === undefined && effort === undefined && format === undefined) return undefined
  const formatRest = fieldsOf(rest?.['format'])
  const whole = format === undefined ? formatRest : { ...format, ...formatRest }
  return { ...rest, effort, format: whole }
}

function ownSampling({ temperature, topP, topK }: ChatRequest): Fields {
  return { temperature, top_p: topP, top_k: topK }
}

/** Stop sequences of white space alone are refused (https://docs.claude.com/en/api/messages#body-stop-sequences). */
function stopsOf({ stop }: ChatRequest, own: boolean, note: Note): readonly string[] | undefined {
  if (stop === undefined || own) return stop
  const said = stop.filter((text) => text.trim() !== '')
  if (said.length < stop.length)
    note('stop sequences of white space were left out: the Messages API takes none')
  return said.length === 0 ? undefined : said
}

/** `auto` uses a priority that was bought, `standard_only` never (https://docs.claude.com/en/api/service-tiers). */
function tierOf({ serviceTier }: ChatRequest, own: boolean, note: Note): string | undefined {
  if (serviceTier === undefined || serviceTier === 'auto' || own) return serviceTier
  if (serviceTier === 'default' || serviceTier === 'standard_only') return 'standard_only'
  note(`service_tier ${serviceTier} was left out: Anthropic has no such tier`)
  return undefined
}

/** `user_id` has at most 256 characters (https://docs.claude.com/en/api/messages#body-metadata-user-id). */
function metadataOf({ user, extra }: ChatRequest, own: boolean, note: Note): Fields | undefined {
  if (own) {
    const rest = fieldsOf(ownFields(extra)['metadata'])
    return user === undefined && rest === undefined ? undefined : { user_id: user, ...rest }
  }
  if (user === undefined || user.length <= 256) return user === undefined ? undefined : { user_id: user }
  note('user was left out: the Messages API takes 256 characters')
  return undefined
}

function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
