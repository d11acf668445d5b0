import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatEvent, ChatReply, ChatRequest } from '../../../electron/dialects/chat.ts'
import type { EncodedRequest, ReplyContext, ToldError } from '../../../electron/dialects/dialect.ts'
import { fitTools, type FittedTools } from '../../../electron/dialects/fit-tools.ts'
import { EventReader } from '../../../electron/dialects/read-events.ts'
import type { ClientDialectId, Quirks } from '../../../shared/domain/dialect.ts'
import { askedOf, type Recording } from './load-recordings.ts'
import { isObject, type Json } from './walk-json.ts'

/** What the gateway does with the codecs, step by step and without any network. */

/** A request as the client sent it, or one that says next to nothing where none was recorded. */
export function contextOf(recording: Recording): ReplyContext {
  const fallback: ChatRequest = {
    model: 'any',
    stream: recording.raw !== undefined,
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
    tools: []
  }
  let request = fallback
  if (recording.request !== undefined) {
    try {
      request = decodeRequest(recording, recording.request)
    } catch {
      // What a decoder refuses is a finding of the requests' own check.
    }
  }
  return contextFor(request)
}

/** Token counts are asked for, so that none go missing because the client did not want them. */
export function contextFor(request: ChatRequest): ReplyContext {
  let count = 0
  return {
    request: { ...request, streamUsage: true },
    created: 1_750_000_000,
    newId: (prefix) => prefix + String(++count).padStart(24, '0')
  }
}

export function decodeRequest(recording: Recording, body: Json): ChatRequest {
  return DIALECTS[recording.dialect].decodeRequest(body, askedOf(recording))
}

export interface Translated extends EncodedRequest {
  readonly tools: FittedTools
}

/** A model of each dialect's own provider, since some rules are those of models. */
const MODELS: Readonly<Record<ClientDialectId, string>> = {
  'openai-chat': 'gpt-5.2',
  'openai-completions': 'gpt-3.5-turbo-instruct',
  'openai-responses': 'gpt-5.2',
  'anthropic-messages': 'claude-sonnet-4-5',
  gemini: 'gemini-3-flash-preview',
  'cohere-chat': 'command-a-reasoning-08-2025'
}

/** The request for a target of this dialect, its tools made to fit. */
export function encodeFor(
  dialect: ClientDialectId,
  chat: ChatRequest,
  quirks: Quirks = {},
  model = MODELS[dialect]
): Translated {
  const { toolLimits } = DIALECTS[dialect]
  const custom = toolLimits.custom && (dialect !== 'openai-chat' || quirks.customTools === true)
  const tools = fitTools(chat, { ...toolLimits, custom })
  const encoded = DIALECTS[dialect].encodeRequest(tools.chat, { model, maxOutput: null, quirks })
  return { body: sent(encoded.body), notes: [...tools.notes, ...encoded.notes], tools }
}

/** The events of a recorded stream, its bytes given in pieces of these lengths (the rest at once). */
export function decodeStream(
  dialect: ClientDialectId,
  bytes: Buffer,
  lengths: readonly number[] = []
): ChatEvent[] {
  const reader = new EventReader()
  const decoder = DIALECTS[dialect].openStreamDecoder()
  const events: ChatEvent[] = []
  let from = 0
  for (const length of [...lengths, bytes.length]) {
    if (from >= bytes.length) break
    for (const event of reader.push(bytes.subarray(from, from + length))) events.push(...decoder.push(event))
    from += length
  }
  for (const event of reader.end()) events.push(...decoder.push(event))
  events.push(...decoder.end())
  return events
}

export function toldError(message: string, status = 500): ToldError {
  return { status, reason: 'unknown', code: null, message }
}

/** A stream for a client: an error of the provider's ends it, and only a whole one is closed. */
export function encodeStream(
  dialect: ClientDialectId,
  events: Iterable<ChatEvent>,
  context: ReplyContext
): string {
  const encoder = DIALECTS[dialect].openStreamEncoder(context)
  let text = ''
  let whole = false
  for (const event of events) {
    if (event.type === 'error') return text + encoder.fail(toldError(event.error.message))
    whole ||= event.type === 'finish' || event.type === 'end'
    text += encoder.push(event)
  }
  return whole ? text + encoder.end() : text
}

export function encodeReply(dialect: ClientDialectId, reply: ChatReply, context: ReplyContext): Json {
  return sent(DIALECTS[dialect].encodeReply(reply, context))
}

/** As it travels: a field that is undefined is not there. */
export function sent(body: Json): Json {
  const value: unknown = JSON.parse(JSON.stringify(body))
  return isObject(value) ? value : {}
}

/** How servers of the recordings differ from their dialect's own provider, as far as their requests show it. */
export function quirksOf({ dialect, provider }: Recording): Quirks {
  if (dialect !== 'openai-chat') return {}
  switch (provider) {
    case 'openrouter':
      return { cacheControl: true, customTools: true, reasoningBack: 'reasoning_details' }
    case 'openai':
    case 'azure':
      return { customTools: true }
    default:
      return { cacheControl: true, customTools: true, reasoningBack: 'reasoning_content' }
  }
}
