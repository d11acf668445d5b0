import type { ChatRequest, OutputFormat, ReasoningWish } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, numberOf, textOf, type Fields } from '../json.ts'
import { dotted } from './dotted-fields.ts'
import { readSchema } from './read-schema.ts'

type Wishes = Partial<ChatRequest>

/** `generationConfig` (https://ai.google.dev/api/generate-content#generationconfig), and what only Google has in it. */
export function decodeConfig(value: unknown): { readonly wishes: Wishes; readonly rest: Fields } {
  const reader = new FieldReader(fieldsOf(value) ?? {})
  const wishes: Wishes = {
    choices: reader.number('candidateCount'),
    stop: reader.take('stopSequences', textsOf),
    maxOutputTokens: reader.number('maxOutputTokens'),
    temperature: reader.number('temperature'),
    topP: reader.number('topP'),
    topK: reader.number('topK'),
    seed: reader.number('seed'),
    presencePenalty: reader.number('presencePenalty'),
    frequencyPenalty: reader.number('frequencyPenalty'),
    modalities: reader.take('responseModalities', textsOf)?.map((word) => word.toLowerCase()),
    logprobs: readLogprobs(reader),
    reasoning: reader.take('thinkingConfig', readThinking),
    format: readFormat(reader)
  }
  const said = Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined))
  return { wishes: said, rest: dotted('generationConfig', reader.rest()) }
}

function textsOf(value: unknown): readonly string[] | undefined {
  const texts = Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
  return texts.length === 0 ? undefined : texts
}

function readLogprobs(reader: FieldReader): ChatRequest['logprobs'] {
  if (reader.fields['responseLogprobs'] !== true) return undefined
  reader.drop('responseLogprobs')
  const top = reader.number('logprobs')
  return top === undefined ? {} : { top }
}

function readFormat(reader: FieldReader): OutputFormat | undefined {
  const type = textOf(reader.fields['responseMimeType'])
  if (type === 'text/plain') {
    reader.drop('responseMimeType')
    return { type: 'text' }
  }
  // Kinds of text that only Google has (`text/x.enum`) stay where they are, with their schema.
  if (type !== undefined && type !== 'application/json') return undefined
  const json =
    reader.object('responseJsonSchema') ?? reader.object('_responseJsonSchema') ?? ownSchema(reader)
  if (json === undefined && type === undefined) return undefined
  reader.drop('responseMimeType')
  return json === undefined ? { type: 'json' } : { type: 'json-schema', schema: json }
}

function ownSchema(reader: FieldReader): Fields | undefined {
  const schema = reader.object('responseSchema')
  return schema === undefined ? undefined : readSchema(schema)
}

/**
 * A budget of -1 leaves the amount to the model, 0 turns thinking off
 * (https://ai.google.dev/gemini-api/docs/thinking#set-budget); thoughts are shown only where that is asked for.
 */
function readThinking(value: unknown): ReasoningWish | undefined {
  const config = fieldsOf(value)
  if (config === undefined) return undefined
  const budget = numberOf(config['thinkingBudget'])
  const level = textOf(config['thinkingLevel'])?.toLowerCase()
  const effort = level === undefined || level.endsWith('unspecified') ? undefined : level
  const mode = budget === 0 ? 'off' : budget === -1 ? 'adaptive' : budget !== undefined ? 'on' : undefined
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(effort === undefined ? {} : { effort }),
    ...(budget !== undefined && budget > 0 ? { budgetTokens: budget } : {}),
    show: booleanOf(config['includeThoughts']) === true,
    native: { dialect: 'gemini', value: config }
  }
}
