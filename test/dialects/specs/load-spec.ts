import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { at, isObject, type Json } from '../recordings/walk-json.ts'
import { CORRECTIONS } from './corrections.ts'

export type SpecName = 'openai' | 'anthropic' | 'gemini' | 'cohere'

const FILES: Readonly<Record<SpecName, string>> = {
  openai: 'openai.openapi.json',
  anthropic: 'anthropic.openapi.yaml',
  gemini: 'gemini.openapi.json',
  cohere: 'cohere.openapi.yaml'
}

/** The schemas of a provider's published OpenAPI, as JSON Schema 2020-12 and put right where the provider itself differs. */
export function loadSpec(name: SpecName, folder: string): Readonly<Record<string, Json>> {
  const text = readFileSync(join(folder, 'specs', FILES[name]), 'utf8')
  const file: unknown = FILES[name].endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 })
  const found = isObject(file) && isObject(file['components']) ? file['components']['schemas'] : {}
  const request = at(
    file,
    'paths',
    '/v2/chat',
    'post',
    'requestBody',
    'content',
    'application/json',
    'schema'
  )
  // Cohere has its request's schema at the path alone.
  const schemas = asJsonSchema(
    name === 'cohere' && isObject(found) ? { ...found, ChatRequestV2: request } : found
  )
  if (!isObject(schemas)) throw new Error(`${FILES[name]} has no schemas`)
  const corrected: Record<string, Json> = {}
  for (const [schema, value] of Object.entries(schemas)) if (isObject(value)) corrected[schema] = value
  for (const { spec, schema, correct } of CORRECTIONS) {
    if (spec !== name) continue
    const before = corrected[schema]
    if (before === undefined) throw new Error(`${FILES[name]} has no schema ${schema} to correct`)
    corrected[schema] = correct(before)
  }
  return corrected
}

/** Words of OpenAPI that JSON Schema does not have, or that say nothing about what is valid. */
const NOT_SCHEMA = new Set([
  'discriminator',
  'example',
  'examples',
  'nullable',
  '$recursiveRef',
  '$recursiveAnchor'
])
/** What lies under these names is data. */
const DATA = new Set(['enum', 'const', 'default'])

/** OpenAPI 3.0's `nullable` is an alternative in JSON Schema (https://spec.openapis.org/oas/v3.0.3#properties). */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (!isObject(value)) return value
  const schema = Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, inner]) =>
          !NOT_SCHEMA.has(name) || (isObject(inner) && name !== 'discriminator' && 'type' in inner)
      )
      // Their alternatives overlap: a recorded message of OpenAI's fits two of its own `oneOf`.
      .map(([name, inner]) => [
        name === 'oneOf' ? 'anyOf' : name,
        DATA.has(name) ? inner : asJsonSchema(inner)
      ])
  )
  return value['nullable'] === true ? { anyOf: [schema, { type: 'null' }] } : schema
}
