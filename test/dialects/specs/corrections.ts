import { isObject, type Json } from '../recordings/walk-json.ts'
import type { SpecName } from './load-spec.ts'

/** A place where a published schema does not allow what its provider is recorded to send or to take. */
export interface Correction {
  readonly spec: SpecName
  readonly schema: string
  /** What the provider does. */
  readonly reason: string
  readonly correct: (schema: Json) => Json
}

export const CORRECTIONS: readonly Correction[] = [
  {
    spec: 'gemini',
    schema: 'GenerateContentRequest',
    reason: 'the model is in the path, and no recorded body has it',
    correct: (schema) => notRequired(schema, 'model')
  },
  {
    spec: 'openai',
    schema: 'CreateChatCompletionResponse',
    reason: 'system_fingerprint is null in 30 recorded replies of OpenAI itself',
    correct: (schema) => nullable(schema, 'system_fingerprint')
  },
  {
    spec: 'openai',
    schema: 'CreateChatCompletionStreamResponse',
    reason: 'system_fingerprint is null in 1,450 recorded chunks of OpenAI itself',
    correct: (schema) => nullable(schema, 'system_fingerprint')
  },
  {
    spec: 'openai',
    schema: 'CreateCompletionResponse',
    reason: 'it is also the form of chunks, whose finish_reason is null until the last',
    correct: (schema) =>
      within(schema, ['properties', 'choices', 'items'], (choice) => nullable(choice, 'finish_reason'))
  },
  {
    spec: 'openai',
    schema: 'ModelResponseProperties',
    reason: 'user is null in every recorded response of OpenAI itself',
    correct: (schema) => nullable(schema, 'user')
  },
  {
    spec: 'openai',
    schema: 'ResponseUsage',
    reason: 'usage is null until the response is done, and 203 recorded ones have no cache_write_tokens',
    correct: (schema) => ({
      anyOf: [
        within(schema, ['properties', 'input_tokens_details'], (details) =>
          notRequired(details, 'cache_write_tokens')
        ),
        { type: 'null' }
      ]
    })
  },
  {
    spec: 'anthropic',
    schema: 'ResponseTextBlock',
    reason: 'citations are left out of most recorded text blocks',
    correct: (schema) => notRequired(schema, 'citations')
  },
  {
    spec: 'anthropic',
    schema: 'Usage',
    reason: 'recorded usage has none of these where they are of no use',
    correct: (schema) => notRequired(schema, 'server_tool_use', 'cache_creation', 'service_tier')
  },
  {
    spec: 'anthropic',
    schema: 'MessageDeltaUsage',
    reason: 'recorded usage has none of these where they are of no use',
    correct: (schema) =>
      notRequired(
        schema,
        'server_tool_use',
        'cache_creation_input_tokens',
        'cache_read_input_tokens',
        'input_tokens'
      )
  }
]

export function notRequired(schema: Json, ...names: readonly string[]): Json {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return { ...schema, required: required.filter((name) => !names.includes(String(name))) }
}

/** Also null, where the schema only has the type. */
export function nullable(schema: Json, ...names: readonly string[]): Json {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const changed = Object.fromEntries(
    names.map((name) => [name, { anyOf: [properties[name] ?? {}, { type: 'null' }] }])
  )
  return { ...schema, properties: { ...properties, ...changed } }
}

/** The schema with a change at a place within it. */
export function within(schema: Json, path: readonly string[], change: (inner: Json) => Json): Json {
  const [name, ...rest] = path
  if (name === undefined) return change(schema)
  const inner = schema[name]
  return { ...schema, [name]: within(isObject(inner) ? inner : {}, rest, change) }
}
