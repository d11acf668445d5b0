import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Message, Part } from '../chat.ts'
import type { EncodedRequest, EncodeTarget } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { refuseUntranslatable } from '../refuse-untranslatable.ts'
import { arrangeChat, splitSystem } from '../arrange-chat.ts'
import { addDocumentText } from './add-document-text.ts'
import { encodeContent, type BlockContext } from './encode-blocks.ts'
import { encodeFormat } from './encode-format.ts'
import { DocumentNames } from './encode-media.ts'
import { encodeModelFields } from './encode-model-fields.ts'
import { encodeTools } from './encode-tools.ts'
import { keepParts } from './keep-parts.ts'
import { converseRulesOf } from './model-rules.ts'
import type { Note } from '../note.ts'
import { noteForeignFields } from '../note-foreign-fields.ts'
import { placeCachePoints } from './place-cache-points.ts'

const API = { dialect: 'bedrock-converse', name: 'Bedrock', takesUser: false } as const
const NOTE_MAX = 400

/**
 * A chat as a request of Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html);
 * the model and the wish for a stream stand in the path. One that was read from this dialect is written as it was, but
 * for nulls, empty lists and objects, and a `type` that clients' libraries write into calls and results (`tool_use`).
 */
export function encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest {
  refuseUntranslatable(chat, 'bedrock-converse')
  const notes = new Set<string>()
  // Names in it are the client's, and may be of any length.
  const note: Note = (sentence) => notes.add(sentence.slice(0, NOTE_MAX))
  const body =
    chat.from === 'bedrock-converse' ? ownBody(chat, target, note) : foreignBody(chat, target, note)
  return { body: saidFields(body), notes: [...notes] }
}

function ownBody(chat: ChatRequest, { model }: EncodeTarget, note: Note): Fields {
  const { system, messages } = splitSystem(chat.messages)
  const context = contextOf(true, true, note)
  const { inferenceConfig, toolConfig, ...rest } = ownFields('bedrock-converse', chat.extra)
  const { maxOutputTokens: maxTokens, temperature, topP, stop, serviceTier } = chat
  const inference = saidFields({
    maxTokens,
    temperature,
    topP,
    stopSequences: listed(stop),
    ...fieldsOf(inferenceConfig)
  })
  const tools = encodeTools(chat, messages, converseRulesOf(model), note)
  return {
    messages: messages.map((message) => encodeMessage(message, context)),
    system: listed(encodeContent(system, context)),
    inferenceConfig: filled(inference),
    toolConfig: filled({ ...tools, ...fieldsOf(toolConfig) }),
    serviceTier: serviceTier === undefined ? undefined : { type: serviceTier },
    ...rest
  }
}

function foreignBody(chat: ChatRequest, { model, maxOutput }: EncodeTarget, note: Note): Fields {
  refuseUnsayable(chat)
  noteForeignFields(chat, API, note)
  const rules = converseRulesOf(model)
  const arranged = arrangeChat(keepParts(chat.messages, false, rules, note), rules.prefill, note)
  const messages = arranged.messages.map((message) => addDocumentText(message, note))
  const context = contextOf(false, rules.resultStatus, note)
  const limited = { ...chat, maxOutputTokens: limitOf(chat.maxOutputTokens, maxOutput, note) }
  const { inference, more } = encodeModelFields(limited, messages, rules, note)
  const { outputConfig, instruction } = encodeFormat(chat.format, rules, note)
  const system: readonly Part[] =
    instruction === undefined ? arranged.system : [...arranged.system, { type: 'text', text: instruction }]
  const body: Fields = {
    messages: messages.map((message) => encodeMessage(message, context)),
    system: listed(encodeContent(system, context)),
    inferenceConfig: filled({ ...inference, ...stopsOf(chat, note) }),
    toolConfig: encodeTools(chat, messages, rules, note),
    additionalModelRequestFields: more,
    outputConfig,
    serviceTier: tierOf(chat, note)
  }
  return placeCachePoints(saidFields(body), chat, rules, note)
}

function contextOf(own: boolean, resultStatus: boolean, note: Note): BlockContext {
  return { own, ofAssistant: false, resultStatus, names: new DocumentNames(), note }
}

function encodeMessage({ role, parts, extra }: Message, context: BlockContext): Fields {
  const ofAssistant = role === 'assistant'
  return {
    role: ofAssistant ? 'assistant' : 'user',
    content: encodeContent(parts, { ...context, ofAssistant }),
    ...ownFields('bedrock-converse', extra)
  }
}

/** What the answer can't be without. */
function refuseUnsayable({ choices, modalities }: ChatRequest): void {
  if (choices !== undefined && choices > 1) {
    throw refused(`${choices} answers were asked for, and Bedrock gives one: ask several times`)
  }
  if (modalities?.includes('audio') === true) {
    throw refused('an answer in sound was asked for, and Bedrock gives text: ask for text alone')
  }
}

function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message)
}

function limitOf(asked: number | undefined, most: number | null, note: Note): number | undefined {
  // Some servers take 0 or -1 for no limit.
  if (asked !== undefined && asked < 1) {
    note(`max_tokens ${asked} was left out: Bedrock takes 1 or more`)
    return undefined
  }
  if (asked === undefined || most === null || asked <= most) return asked
  note(`max_tokens ${asked} became ${most}: this model makes no more`)
  return most
}

function stopsOf({ stop }: ChatRequest, note: Note): Fields {
  const said = stop?.filter((text) => text.trim() !== '') ?? []
  if (said.length < (stop?.length ?? 0))
    note('stop sequences of white space were left out: Bedrock takes none')
  return said.length === 0 ? {} : { stopSequences: said }
}

const TIERS: Readonly<Record<string, string>> = {
  default: 'default',
  standard_only: 'default',
  flex: 'flex',
  priority: 'priority',
  reserved: 'reserved'
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ServiceTier.html */
function tierOf({ serviceTier }: ChatRequest, note: Note): Fields | undefined {
  if (serviceTier === undefined || serviceTier === 'auto') return undefined
  const type = TIERS[serviceTier]
  if (type === undefined) note(`service_tier ${serviceTier} was left out: Bedrock has no such tier`)
  return type === undefined ? undefined : { type }
}

function listed<Item>(list: readonly Item[] | undefined): readonly Item[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

function filled(fields: Fields): Fields | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields
}
