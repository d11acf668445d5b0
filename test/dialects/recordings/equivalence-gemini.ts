import { change, changeEach, changeObject, renamed, without } from './change-json.ts'
import { isObject, type Json } from './walk-json.ts'

export function geminiRequest(body: Json): Json {
  // The model stands in the path.
  const named = without(camelCase(body), 'model')
  // One content and one part may stand without their list; the instruction has no side.
  const contents = changeEach(change(named, 'contents', inList), 'contents', (content) =>
    change(content, 'parts', inList)
  )
  const instructed = changeObject(contents, 'systemInstruction', (content) =>
    without(change(content, 'parts', inList), 'role')
  )
  const tools = changeEach(instructed, 'tools', (tool) =>
    changeEach(tool, 'functionDeclarations', (own) => asJsonSchema(own, 'parameters', 'parametersJsonSchema'))
  )
  // Names of modes are read in any case.
  const moded = changeObject(tools, 'toolConfig', (inner) =>
    changeObject(inner, 'functionCallingConfig', (calling) =>
      change(calling, 'mode', (mode) => String(mode).toUpperCase())
    )
  )
  const config = changeObject(moded, 'generationConfig', (inner) =>
    asJsonSchema(inner, 'responseSchema', 'responseJsonSchema')
  )
  const settings = config['generationConfig']
  return isObject(settings) && Object.keys(settings).length === 0
    ? without(config, 'generationConfig')
    : config
}

export function geminiReply(body: Json): Json {
  return changeEach(body, 'candidates', (candidate) => {
    // The first answer has no number where it is the only one, and the model need not be named as the speaker.
    const first = without(candidate, 'index', 0)
    const numbered = change(first, 'finishReason', (word) => (word === 1 ? 'STOP' : word))
    return changeObject(numbered, 'content', (content) => without(content, 'role', 'model'))
  })
}

/** What lies under these names is not Google's: its members keep their names. */
const DATA = new Set([
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
  'args',
  'response',
  'labels'
])

/** Google's JSON takes each name in both spellings (https://protobuf.dev/programming-guides/json/). */
function camelCase(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      return [
        camel,
        DATA.has(camel) ? inner : Array.isArray(inner) ? inner.map(camelInner) : camelInner(inner)
      ]
    })
  )
}

function camelInner(value: unknown): unknown {
  return isObject(value) ? camelCase(value) : value
}

function inList(value: unknown): unknown {
  return isObject(value) ? [value] : value
}

/**
 * Google's own form of a schema has its types in capitals and an order of the properties, and both spellings of each
 * name; it is older than the field that takes JSON Schema as it is.
 */
function asJsonSchema(body: Json, old: string, current: string): Json {
  return change(renamed(body, old, current), current, asPlainSchema)
}

function asPlainSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asPlainSchema)
  if (!isObject(value)) return value
  const named = 'any_of' in value ? renamed(value, 'any_of', 'anyOf') : value
  return Object.fromEntries(
    Object.entries(named)
      .filter(([name, inner]) => !(/^property_?ordering$/i.test(name) && Array.isArray(inner)))
      .map(([name, inner]) => [
        name,
        name === 'type' && typeof inner === 'string' ? inner.toLowerCase() : asPlainSchema(inner)
      ])
  )
}
