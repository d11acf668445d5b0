import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, OutputFormat } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { hasJsonWord, JSON_WORD, JSON_WORD_NOTE } from '../json-word.ts'
import type { Fields } from '../json.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'
import { encodeMessages } from './encode-messages.ts'
import { encodeSampling } from './encode-sampling.ts'
import { encodeThinking, thinks } from './encode-thinking.ts'
import { encodeTools } from './encode-tools.ts'
import { noteExtra, shortName, type Encoding } from './encoding.ts'

/** A request for Cohere; `decode-request.ts` says what differs from a request of a client of this form. */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(chat, 'cohere-chat')
  const own = chat.from === 'cohere-chat'
  const encoding: Encoding = { own, thinks: thinks(target.model), notes: new Set() }
  noteExtra(encoding, chat.extra)
  const messages = encodeMessages(chat, encoding)
  if (messages.length === 0) {
    throw new GatehouseError('not_translatable', 'The request has no message that Cohere can be sent.')
  }
  const tools = encodeTools(chat, encoding)
  noteHints(chat, encoding)
  const said = saidFields({
    model: target.model,
    messages: own ? messages : withJsonWord(messages, chat, encoding),
    stream: chat.stream ? true : undefined,
    ...tools,
    ...encodeSampling(chat, encoding),
    max_tokens: encodeLimit(chat, target, encoding),
    thinking: encodeThinking(chat.reasoning, encoding),
    response_format: encodeFormat(chat.format, 'tools' in tools, encoding)
  })
  return { body: { ...ownFields('cohere-chat', chat.extra), ...said }, notes: [...encoding.notes] }
}

/** Providers refuse a limit above what their model can make. */
function encodeLimit(
  { maxOutputTokens: limit }: ChatRequest,
  { maxOutput }: EncodeTarget,
  { own, notes }: Encoding
): number | undefined {
  if (own || limit === undefined || maxOutput === null || limit <= maxOutput) return limit
  notes.add(`the limit of ${limit} output tokens was lowered to ${maxOutput}: the model makes no more`)
  return maxOutput
}

/** "The parameter is not supported when used in combinations with the `documents` or `tools` parameters." */
function encodeFormat(
  format: OutputFormat | undefined,
  hasTools: boolean,
  { own, notes }: Encoding
): Fields | undefined {
  if (format === undefined) return undefined
  if (format.type === 'text') return own ? { type: 'text' } : undefined
  if (hasTools && !own) {
    notes.add('the format of the answer was left out: Cohere takes none together with tools')
    return undefined
  }
  return format.type === 'json'
    ? { type: 'json_object' }
    : { type: 'json_object', json_schema: format.schema }
}

/** Without a schema, a model that is not told to write JSON may go on without end. */
function withJsonWord(messages: Fields[], { format }: ChatRequest, { notes }: Encoding): Fields[] {
  if (format?.type !== 'json' || hasJsonWord(messages)) return messages
  notes.add(JSON_WORD_NOTE)
  return [{ role: 'system', content: JSON_WORD }, ...messages]
}

/** What other providers can be told and Cohere can't. */
function noteHints(chat: ChatRequest, { own, notes }: Encoding): void {
  if (own) return
  const { choices, modalities, serviceTier } = chat
  if ((choices ?? 1) > 1) {
    throw new GatehouseError(
      'not_translatable',
      `The request wants ${choices} answers, and Cohere gives one. Ask for one, or send it to a provider of its own dialect.`
    )
  }
  if (modalities !== undefined && !modalities.includes('text')) {
    throw new GatehouseError(
      'not_translatable',
      `The request wants ${shortName(modalities.join(' and '))} as answer, and Cohere answers in text. Send it to a provider of its own dialect.`
    )
  }
  const hints = {
    verbosity: chat.verbosity,
    metadata: chat.metadata,
    user: chat.user,
    prompt_cache_key: chat.promptCacheKey,
    // `auto` and `default` are what is done without a word.
    service_tier: serviceTier === 'auto' || serviceTier === 'default' ? undefined : serviceTier,
    modalities: modalities?.some((kind) => kind !== 'text') === true ? modalities : undefined
  }
  for (const [name, value] of Object.entries(hints))
    if (value !== undefined) notes.add(`${name} was left out: Cohere has no field for it`)
}
