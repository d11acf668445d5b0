import type { ChatRequest } from '../chat.ts'
import type { EncodeTarget } from '../dialect.ts'
import { saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { undotted } from './dotted-fields.ts'
import { encodeThinking } from './encode-thinking.ts'
import { fitSchema } from './fit-schema.ts'
import type { Notes } from './notes.ts'

/** Google takes five stop sequences, and a seed of 32 bits. */
const STOPS = 5
const SEED_MOST = 2 ** 31 - 1

/** `generationConfig` of a request; undefined where nothing is wished. */
export function encodeConfig(
  chat: ChatRequest,
  target: EncodeTarget,
  own: Fields,
  notes: Notes
): Fields | undefined {
  const isOwn = chat.from === 'gemini'
  const config = saidFields({
    candidateCount: isOwn || chat.choices !== 1 ? chat.choices : undefined,
    stopSequences: stopsOf(chat, notes),
    maxOutputTokens: limitOf(chat, target, notes),
    temperature: chat.temperature,
    topP: chat.topP,
    topK: chat.topK,
    seed: seedOf(chat, notes),
    // Newer models refuse penalties at all, also the 0 that clients send by habit.
    presencePenalty: isOwn || chat.presencePenalty !== 0 ? chat.presencePenalty : undefined,
    frequencyPenalty: isOwn || chat.frequencyPenalty !== 0 ? chat.frequencyPenalty : undefined,
    responseModalities: chat.modalities?.map((word) => word.toUpperCase()),
    thinkingConfig: encodeThinking(chat.reasoning, target.model, notes),
    ...logprobsOf(chat),
    ...formatOf(chat),
    ...undotted('generationConfig', own).inner
  })
  return Object.keys(config).length === 0 ? undefined : config
}

function stopsOf({ stop, from }: ChatRequest, notes: Notes): readonly string[] | undefined {
  if (stop === undefined || stop.length <= STOPS || from === 'gemini') return stop
  notes.add(`stop sequences behind the fifth were left out: Gemini takes ${STOPS}`)
  return stop.slice(0, STOPS)
}

function limitOf(
  { maxOutputTokens, from }: ChatRequest,
  { maxOutput }: EncodeTarget,
  notes: Notes
): number | undefined {
  if (maxOutputTokens === undefined || maxOutput === null || maxOutputTokens <= maxOutput)
    return maxOutputTokens
  if (from === 'gemini') return maxOutputTokens
  notes.add(`the limit of ${maxOutputTokens} output tokens was made ${maxOutput}: the model makes no more`)
  return maxOutput
}

function seedOf({ seed, from }: ChatRequest, notes: Notes): number | undefined {
  if (seed === undefined || from === 'gemini') return seed
  if (Number.isInteger(seed) && Math.abs(seed) <= SEED_MOST) return seed
  notes.add('seed was left out: Gemini takes whole numbers of 32 bits')
  return undefined
}

function logprobsOf({ logprobs }: ChatRequest): Fields {
  return logprobs === undefined ? {} : { responseLogprobs: true, logprobs: logprobs.top }
}

function formatOf({ format, from }: ChatRequest): Fields {
  if (format === undefined) return {}
  // It is the default, and models that make pictures need not take it.
  if (format.type === 'text') return from === 'gemini' ? { responseMimeType: 'text/plain' } : {}
  if (format.type === 'json') return { responseMimeType: 'application/json' }
  const { schema, description } = format
  const described = description === undefined || 'description' in schema ? schema : { ...schema, description }
  return {
    responseMimeType: 'application/json',
    responseJsonSchema: from === 'gemini' ? schema : fitSchema(described)
  }
}
