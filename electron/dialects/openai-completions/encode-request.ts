import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Extra } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf } from '../json.ts'

/**
 * A request for a server of completions. What is more than one text of the user is refused: how a conversation becomes
 * a prompt is the model's own affair, and nobody here knows it.
 */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  const own = chat.from === 'openai-completions'
  const { stream_options: streamOptions, ...extra } = ownFields('openai-completions', chat.extra)
  const limit = chat.maxOutputTokens
  const most = target.maxOutput
  const isCut = !own && limit !== undefined && most !== null && limit > most
  const options = { ...fieldsOf(streamOptions), include_usage: true }
  const body = {
    ...extra,
    ...saidFields({
      model: target.model,
      prompt: 'prompt' in extra ? extra['prompt'] : promptOf(chat),
      stream: chat.stream ? true : undefined,
      stream_options: chat.stream && target.quirks.streamUsage !== 'always' ? options : undefined,
      max_tokens: isCut ? most : limit,
      temperature: chat.temperature,
      top_p: chat.topP,
      top_k: own ? chat.topK : undefined,
      presence_penalty: chat.presencePenalty,
      frequency_penalty: chat.frequencyPenalty,
      seed: chat.seed,
      stop: chat.stop === undefined || chat.stop.length === 0 ? undefined : chat.stop,
      n: own || (chat.choices ?? 1) > 1 ? chat.choices : undefined,
      logprobs: chat.logprobs === undefined ? undefined : (chat.logprobs.top ?? 1),
      user: chat.user
    })
  }
  return { body, notes: own ? [] : notesOf(chat, isCut, most) }
}

function promptOf(chat: ChatRequest): string {
  const [message, ...others] = chat.messages
  const texts = message?.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])) ?? []
  const isOneText = message?.role === 'user' && texts.length === message.parts.length && others.length === 0
  if (!isOneText || chat.tools.length > 0) {
    throw new GatehouseError(
      'not_translatable',
      'This account takes one prompt and no conversation, picture or tool. Send the request to an account that speaks a dialect of chats.'
    )
  }
  return texts.join('\n\n')
}

/** What a chat can ask for and a completion can't do. */
function notesOf(chat: ChatRequest, isCut: boolean, most: number | null): string[] {
  const left = [
    chat.topK === undefined ? undefined : 'top_k',
    chat.reasoning === undefined ? undefined : 'reasoning',
    chat.format === undefined || chat.format.type === 'text' ? undefined : 'the format of the answer',
    chat.verbosity === undefined ? undefined : 'verbosity',
    chat.serviceTier === undefined || chat.serviceTier === 'auto' ? undefined : 'service_tier',
    chat.metadata === undefined ? undefined : 'metadata',
    (chat.modalities ?? []).every((kind) => kind === 'text') ? undefined : 'modalities',
    chat.promptCacheKey === undefined ? undefined : 'prompt_cache_key',
    ...namesOf(chat.extra)
  ].filter((name) => name !== undefined)
  return [
    ...left.map((name) => `${name} was left out: completions have no field for it`),
    ...(isCut ? [`the limit of output tokens was lowered to ${most}: the model makes no more`] : [])
  ]
}

function namesOf(extra: Extra | undefined): string[] {
  return extra === undefined || extra.dialect === 'openai-completions'
    ? []
    : Object.keys(extra.fields).map((name) => name.slice(0, 64))
}
