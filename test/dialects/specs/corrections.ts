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

const OUTPUT_TEXTS: Json = {
  type: 'array',
  items: {
    type: 'object',
    required: ['type', 'text'],
    properties: { type: { const: 'output_text' }, text: { type: 'string' } }
  }
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
    reason: 'it is also the form of chunks, whose finish_reason and usage are null until the last',
    correct: (schema) =>
      within(nullable(schema, 'usage'), ['properties', 'choices', 'items'], (choice) =>
        nullable(choice, 'finish_reason')
      )
  },
  {
    spec: 'openai',
    schema: 'CompletionUsage',
    reason: 'usage passes between the two old dialects as it came, and some servers send null for details',
    correct: (schema) => nullable(schema, 'completion_tokens_details', 'prompt_tokens_details')
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
    spec: 'openai',
    schema: 'EasyInputMessage',
    reason:
      'OpenAI is recorded to take messages of the assistant whose parts are of type output_text and have no more than a text',
    correct: (schema) =>
      within(schema, ['properties', 'content'], (content) => ({ anyOf: [content, OUTPUT_TEXTS] }))
  },
  {
    spec: 'openai',
    schema: 'InputImageContent',
    reason: 'OpenAI is recorded to take images without a detail',
    correct: (schema) => notRequired(schema, 'detail')
  },
  {
    spec: 'anthropic',
    schema: 'BetaOutputConfig',
    reason:
      'the field has come since the schema was published, as have more efforts; recorded requests have both',
    correct: (schema) => {
      const { effort: _, ...properties } = isObject(schema['properties']) ? schema['properties'] : {}
      return {
        ...schema,
        properties: { ...properties, effort: { type: 'string' }, format: { type: 'object' } }
      }
    }
  },
  {
    spec: 'anthropic',
    schema: 'InvalidRequestError',
    reason:
      'request_too_large is documented (https://docs.claude.com/en/api/errors) but has no schema of its own',
    correct: (schema) =>
      within(schema, ['properties'], (properties) => ({
        ...properties,
        type: { enum: ['invalid_request_error', 'request_too_large'] }
      }))
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
