import type { Quirks } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, OutputFormat } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { hasJsonWord, JSON_WORD, JSON_WORD_NOTE } from '../json-word.ts'
import { rulesOfOpenai, withoutRefused, type OpenaiRules } from '../openai-models.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'
import { takesAddresses } from './encode-content.ts'
import { encodeMessages } from './encode-messages.ts'
import { encodeReasoning } from './encode-reasoning.ts'
import { encodeTools } from './encode-tools.ts'
import { noteExtra, shortName, type Encoding } from './encoding.ts'
import { fitCallIds } from './fit-call-ids.ts'

/** A request for a server of this form; `decode-request.ts` says what differs from a request of a client of this form. */
export function encodeRequest(asked: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(asked, 'openai-chat')
  const own = asked.from === 'openai-chat'
  const rules = rulesOfOpenai(target.model)
  const quirks = own ? target.quirks : withModel(target.quirks, rules)
  const encoding: Encoding = { own, quirks, notes: new Set(), callId: fitCallIds(quirks, own) }
  const reasoning = encodeReasoning(asked.reasoning, encoding)
  const effort = textOf(reasoning['reasoning_effort'])
  const chat = own ? asked : withoutRefused(asked, rules, effort, (sentence) => encoding.notes.add(sentence))
  noteExtra(encoding, chat.extra)
  const { stream_options: streamOptions, ...extra } = ownFields('openai-chat', chat.extra)
  const messages = encodeMessages(chat, encoding)
  if (messages.length === 0) {
    throw new GatehouseError('not_translatable', 'The request has no message that this provider can be sent.')
  }
  const said = saidFields({
    model: target.model,
    messages: own ? messages : withJsonWord(messages, chat, encoding),
    ...(chat.stream
      ? { stream: true, stream_options: encodeStreamOptions(fieldsOf(streamOptions), encoding) }
      : {}),
    ...encodeTools(chat, encoding),
    ...encodeSampling(chat, encoding),
    [quirks.maxTokensName ?? 'max_completion_tokens']: encodeLimit(chat, target, encoding),
    ...reasoning,
    response_format: chat.format === undefined ? undefined : encodeFormat(chat.format, own),
    ...encodeHints(chat, encoding)
  })
  return { body: { ...extra, ...said }, notes: [...encoding.notes] }
}

/** What the model's name says of its efforts, where nothing else is known of the server. */
function withModel(quirks: Quirks, { thinks, efforts }: OpenaiRules): Quirks {
  return {
    ...quirks,
    ...(thinks === false ? { noReasoningEffort: true } : {}),
    ...(efforts === undefined || quirks.efforts !== undefined ? {} : { efforts })
  }
}

function encodeStreamOptions(options: Fields | undefined, { quirks, notes }: Encoding): Fields | undefined {
  if (quirks.streamUsage !== 'always') return { ...options, include_usage: true }
  if (options !== undefined) notes.add('stream_options was left out: this provider refuses it')
  return undefined
}

/** OpenAI takes four stop sequences. */
const MOST_STOPS = 4

function encodeSampling(chat: ChatRequest, encoding: Encoding): Fields {
  const { own, notes } = encoding
  const { stop, topK, choices, logprobs } = chat
  const stops = own || stop === undefined ? stop : stop.slice(0, MOST_STOPS)
  if (stops !== undefined && stops.length < (stop?.length ?? 0))
    notes.add(`stop sequences behind the first ${MOST_STOPS} were left out: this form takes no more`)
  // OpenAI answers "Unrecognized request argument"; servers of open models that don't know it pass over it.
  const takesTopK = takesAddresses(encoding)
  if (topK !== undefined && !takesTopK) notes.add('top_k was left out: this form has no field for it')
  return {
    temperature: chat.temperature,
    top_p: chat.topP,
    top_k: takesTopK ? topK : undefined,
    presence_penalty: chat.presencePenalty,
    frequency_penalty: chat.frequencyPenalty,
    seed: chat.seed,
    stop: stops === undefined || stops.length === 0 ? undefined : stops,
    n: own || (choices ?? 1) > 1 ? choices : undefined,
    ...(logprobs === undefined ? {} : { logprobs: true, top_logprobs: logprobs.top })
  }
}

/** Providers refuse a limit above what their model can make. */
function encodeLimit(
  chat: ChatRequest,
  { maxOutput }: EncodeTarget,
  { own, notes }: Encoding
): number | undefined {
  const limit = chat.maxOutputTokens
  if (own || limit === undefined || maxOutput === null || limit <= maxOutput) return limit
  notes.add(`the limit of ${limit} output tokens was lowered to ${maxOutput}: the model makes no more`)
  return maxOutput
}

function encodeFormat(format: OutputFormat, own: boolean): Fields {
  if (format.type === 'text') return { type: 'text' }
  if (format.type === 'json') return { type: 'json_object' }
  const { name, description, schema, strict } = format
  const fitted = own ? name : (name ?? 'answer').replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64)
  return { type: 'json_schema', json_schema: saidFields({ name: fitted, description, schema, strict }) }
}

function withJsonWord(messages: Fields[], { format }: ChatRequest, { notes }: Encoding): Fields[] {
  if (format?.type !== 'json' || hasJsonWord(messages)) return messages
  notes.add(JSON_WORD_NOTE)
  return [{ role: 'system', content: JSON_WORD }, ...messages]
}

/** `safety_identifier` and `user` may have 64 characters; Claude Code's names are longer. */
const LONGEST_USER = 64

/** What OpenAI itself knows and others may refuse as unknown. */
function encodeHints(chat: ChatRequest, encoding: Encoding): Fields {
  const { own, quirks, notes } = encoding
  const { user, metadata, serviceTier, verbosity, promptCacheKey, modalities } = chat
  if (own) {
    return {
      user,
      metadata,
      modalities,
      verbosity,
      service_tier: serviceTier,
      prompt_cache_key: promptCacheKey
    }
  }
  if (metadata !== undefined) notes.add('metadata was left out: this form takes it only for stored answers')
  const isImage = modalities?.includes('image') === true
  const takesImage = takesAddresses(encoding)
  if (isImage && !takesImage && !modalities.includes('text')) {
    throw new GatehouseError(
      'not_translatable',
      'The request wants a picture as answer, which this form has no field for. Send it to a provider of its own dialect.'
    )
  }
  if (isImage && !takesImage)
    notes.add('image among the modalities was left out: this form has no field for it')
  if (modalities?.includes('audio') === true) {
    throw new GatehouseError(
      'not_translatable',
      'The request wants sound as answer, for which this form needs a voice and a format. Send it to a provider of its own dialect.'
    )
  }
  const isOpenai = quirks.customTools === true
  const hints = { verbosity, prompt_cache_key: promptCacheKey, service_tier: tierOf(serviceTier, notes) }
  if (!isOpenai) {
    for (const [name, value] of Object.entries(hints))
      if (value !== undefined) notes.add(`${name} was left out: this provider may not know it`)
  }
  return {
    ...(isOpenai ? hints : {}),
    user: user === undefined ? undefined : shortUser(user, notes),
    modalities: isImage && takesImage ? modalities : undefined
  }
}

function shortUser(user: string, notes: Set<string>): string {
  if (user.length <= LONGEST_USER) return user
  notes.add(`user was cut to its first ${LONGEST_USER} characters: this form takes no more`)
  return user.slice(0, LONGEST_USER)
}

const TIERS = new Set(['default', 'flex', 'scale', 'priority', 'fast'])

/** `auto` is what is done without a word. */
function tierOf(tier: string | undefined, notes: Set<string>): string | undefined {
  if (tier === undefined || tier === 'auto') return undefined
  if (TIERS.has(tier)) return tier
  notes.add(`service_tier ${shortName(tier)} was left out: this form has no such tier`)
  return undefined
}
