import type { DialectId } from '../../../shared/domain/dialect.ts'
import { canonical, isObject, type Json } from './walk-json.ts'

/**
 * When two bodies of one dialect say the same. Each rule is a place where the dialect itself has two ways to say one
 * thing; everything else has to be equal as JSON, in whatever order of keys.
 */
export function sameRequest(dialect: DialectId, before: Json, after: Json): string | null {
  return firstDifference(REQUEST[dialect](plain(before)), REQUEST[dialect](plain(after)))
}

export function sameReply(dialect: DialectId, before: Json, after: Json): string | null {
  return firstDifference(REPLY[dialect](plain(before)), REPLY[dialect](plain(after)))
}

type Rule = (body: Json) => Json

const REQUEST: Readonly<Record<DialectId, Rule>> = {
  'openai-chat': (body) => body,
  'openai-completions': (body) => body,
  'openai-responses': (body) => body,
  'anthropic-messages': (body) => body,
  gemini: (body) => body
}

const REPLY: Readonly<Record<DialectId, Rule>> = {
  'openai-chat': (body) => body,
  'openai-completions': (body) => body,
  'openai-responses': (body) => body,
  'anthropic-messages': (body) => body,
  gemini: (body) => body
}

/** A member that is null is the same as none, in every dialect. */
function plain(value: Json): Json {
  const bare = withoutNulls(value)
  return isObject(bare) ? bare : {}
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([name, inner]) => [name, withoutNulls(inner)])
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
