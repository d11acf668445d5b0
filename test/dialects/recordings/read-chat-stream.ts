import { chatUsage, choiceOf } from './read-openai-chat.ts'
import { plainEvents } from './read-events.ts'
import type { ReplyReading } from './reading.ts'
import { at, isObject, numberAt, objectAt, objectsAt, parsed, textAt, type Json } from './walk-json.ts'

interface Draft {
  readonly message: Record<string, unknown>
  readonly calls: Map<number, Json>
  readonly details: Map<string, Json>
  finish: string
}

/** Puts a chat stream together as OpenAI's SDKs do: deltas are added up, tool calls by their index. */
export function readChatStream(raw: string): ReplyReading & { readonly messages: readonly Json[] } {
  const drafts = new Map<number, Draft>()
  const broken: string[] = []
  let usage: unknown
  let error: string | null = null
  let done = false
  for (const { data } of plainEvents(raw)) {
    if (data.trim() === '[DONE]') {
      done = true
      continue
    }
    const chunk = parsed(data)
    if (!isObject(chunk)) {
      broken.push('an event that is no JSON object')
      continue
    }
    if (done) broken.push('an event behind [DONE]')
    if (at(chunk, 'error') !== undefined) {
      error ??= textAt(chunk, 'error', 'message') || textAt(chunk, 'error')
      continue
    }
    if (textAt(chunk, 'object') !== 'chat.completion.chunk')
      broken.push('object is not chat.completion.chunk')
    if (textAt(chunk, 'id') === '') broken.push('a chunk without an id')
    if (!Array.isArray(at(chunk, 'choices'))) broken.push('a chunk without choices')
    usage = at(chunk, 'usage') ?? usage
    for (const choice of objectsAt(chunk, 'choices')) addChoice(drafts, choice, broken)
  }
  if (!done && error === null) broken.push('no [DONE]')
  const ordered = [...drafts].toSorted(([a], [b]) => a - b).map(([, draft]) => draft)
  const messages = ordered.map(wholeMessage)
  return {
    choices: ordered.map(({ finish }, place) => choiceOf(messages[place] ?? {}, finish)),
    usage: chatUsage(usage),
    broken: [...new Set(broken)],
    error,
    messages
  }
}

function wholeMessage({ message, calls, details }: Draft): Json {
  return {
    ...message,
    ...(calls.size === 0 ? {} : { tool_calls: [...calls.values()] }),
    ...(details.size === 0 ? {} : { reasoning_details: [...details.values()] })
  }
}

function addChoice(drafts: Map<number, Draft>, choice: Json, broken: string[]): void {
  const place = numberAt(choice, 'index') ?? 0
  const draft = drafts.get(place) ?? { message: {}, calls: new Map(), details: new Map(), finish: '' }
  drafts.set(place, draft)
  const delta = objectAt(choice, 'delta')
  const said = ['content', 'tool_calls', 'reasoning_content', 'refusal'].some((name) => {
    const value = at(delta, name)
    return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  })
  if (draft.finish !== '' && said) broken.push('output behind finish_reason')
  draft.finish = textAt(choice, 'finish_reason') || draft.finish
  for (const [name, value] of Object.entries(delta)) {
    if (name === 'tool_calls') for (const call of objectsAt(delta, name)) addCall(draft.calls, call, broken)
    else if (name === 'reasoning_details')
      for (const detail of objectsAt(delta, name)) addDetail(draft.details, detail)
    else set(draft.message, name, value)
  }
}

function addCall(calls: Map<number, Json>, call: Json, broken: string[]): void {
  const place = numberAt(call, 'index')
  if (place === null) broken.push('a tool call without an index')
  const before = calls.get(place ?? 0)
  if (before === undefined) {
    if (textAt(call, 'id') === '') broken.push('the first piece of a tool call has no id')
    const name = textAt(call, 'function', 'name') || textAt(call, 'custom', 'name')
    if (name === '') broken.push('the first piece of a tool call has no name')
    if (calls.size !== (place ?? 0)) broken.push('tool calls do not count from 0')
  }
  calls.set(place ?? 0, grown(before ?? {}, call))
}

/** Texts are added up, but names and ids stand once. */
function grown(before: Json, after: Json): Json {
  const result: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(after)) set(result, name, value)
  return result
}

function set(target: Record<string, unknown>, name: string, value: unknown): void {
  target[name] = joined(target[name], value, name)
}

const ONCE = new Set(['id', 'type', 'name', 'role', 'format', 'signature'])

function joined(before: unknown, after: unknown, name: string): unknown {
  if (after === null || after === undefined) return before
  if (isObject(before) && isObject(after)) return grown(before, after)
  if (typeof before !== 'string' || typeof after !== 'string') return after === '' ? (before ?? after) : after
  if (ONCE.has(name)) return after === '' ? before : after
  return before + after
}

/** OpenRouter's pieces of reasoning: those of one index and type are one (https://openrouter.ai/docs/use-cases/reasoning-tokens). */
function addDetail(details: Map<string, Json>, detail: Json): void {
  const key = `${numberAt(detail, 'index') ?? 0} ${textAt(detail, 'type')}`
  details.set(key, grown(details.get(key) ?? {}, detail))
}
