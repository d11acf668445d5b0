import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { chatReply, chatRequest, completionsRequest } from './equivalence-openai-chat.ts'
import { cohereReply, cohereRequest } from './equivalence-cohere.ts'
import { geminiReply, geminiRequest } from './equivalence-gemini.ts'
import { messagesReply, messagesRequest } from './equivalence-messages.ts'
import { responsesReply, responsesRequest } from './equivalence-responses.ts'
import { canonical, isObject, type Json } from './walk-json.ts'

/**
 * When two bodies of one dialect say the same. Each rule is a place where the dialect itself has two ways to say one
 * thing; everything else has to be equal as JSON, in whatever order of keys. The rules of each dialect are in its own
 * file; these hold for all: a member that is null or an empty list is the same as none.
 */
export function sameRequest(dialect: ClientDialectId, before: Json, after: Json): string | null {
  return firstDifference(REQUEST[dialect](plain(before)), REQUEST[dialect](plain(after)))
}

export function sameReply(dialect: ClientDialectId, before: Json, after: Json): string | null {
  return firstDifference(REPLY[dialect](plain(before)), REPLY[dialect](plain(after)))
}

type Rule = (body: Json) => Json

const REQUEST: Readonly<Record<ClientDialectId, Rule>> = {
  'openai-chat': chatRequest,
  'openai-completions': completionsRequest,
  'openai-responses': responsesRequest,
  'anthropic-messages': messagesRequest,
  gemini: geminiRequest,
  'cohere-chat': cohereRequest
}

const REPLY: Readonly<Record<ClientDialectId, Rule>> = {
  'openai-chat': chatReply,
  'openai-completions': (body) => body,
  'openai-responses': responsesReply,
  'anthropic-messages': messagesReply,
  gemini: geminiReply,
  'cohere-chat': cohereReply
}

function plain(value: Json): Json {
  const bare = withoutNothing(value)
  return isObject(bare) ? bare : {}
}

/** What lies under these names is the user's: nothing in it is touched. */
const DATA = new Set([
  'parameters_json_schema',
  'response_json_schema',
  'response_schema',
  'parameters',
  'input_schema',
  'schema',
  'responseSchema',
  'responseJsonSchema',
  'parametersJsonSchema',
  'args'
])

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, inner]) => inner !== null && inner !== undefined && !(Array.isArray(inner) && inner.length === 0)
      )
      .map(([name, inner]) => [name, DATA.has(name) ? inner : withoutNothing(inner)])
  )
}

/** The path of the first place where two values differ, and how; null where they are equal. */
export function firstDifference(before: unknown, after: unknown, path = ''): string | null {
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const difference = firstDifference(before[name], after[name], `${path}.${name}`)
      if (difference !== null) return difference
    }
    return null
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    for (let place = 0; place < Math.max(before.length, after.length); place++) {
      const difference = firstDifference(before[place], after[place], `${path}[]`)
      if (difference !== null) return difference
    }
    return null
  }
  if (canonical(before) === canonical(after)) return null
  return `${path}: ${kindOf(before)} became ${kindOf(after)}`
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'an object' : `a ${typeof value}`
}
