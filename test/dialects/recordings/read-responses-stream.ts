import { responseReading, responsesUsage } from './read-openai-responses.ts'
import { plainEvents } from './read-events.ts'
import type { ReplyReading } from './reading.ts'
import {
  at,
  canonical,
  isObject,
  listAt,
  numberAt,
  objectAt,
  parsed,
  textAt,
  type Json
} from './walk-json.ts'

const LAST = ['response.completed', 'response.incomplete', 'response.failed']
/** Fields of an item that grow by deltas, by the name of the event less `.delta`, and where its `.done` has the whole. */
const GROWING: Readonly<Record<string, string>> = {
  'response.output_text': 'text',
  'response.refusal': 'refusal',
  'response.reasoning_text': 'text',
  'response.reasoning_summary_text': 'text',
  'response.function_call_arguments': 'arguments',
  'response.custom_tool_call_input': 'input'
}

/**
 * Reads a Responses stream as Codex and OpenAI's SDKs do: items open and close in their places, deltas add up to what
 * the `done` events and the last response say. https://platform.openai.com/docs/api-reference/responses-streaming
 */
export function readResponsesStream(raw: string): ReplyReading & { readonly response: Json } {
  const broken: string[] = []
  const added = new Map<number, Json>()
  const done = new Map<number, Json>()
  const grown = new Map<string, string>()
  const parts = new Set<string>()
  let response: Json = {}
  let started = false
  let last = ''
  let sequence = -1
  let error: string | null = null
  for (const { name, data } of plainEvents(raw)) {
    if (data.trim() === '[DONE]') continue
    const event = parsed(data)
    if (!isObject(event)) {
      broken.push('an event that is no JSON object')
      continue
    }
    const type = textAt(event, 'type')
    if (name !== type) broken.push(`event name ${name} of an event of type ${type}`)
    if (last !== '') broken.push(`${type} behind ${last}`)
    const number = numberAt(event, 'sequence_number')
    if (type !== 'error' || number !== null) {
      if (number === null || number <= sequence) broken.push('sequence_number does not grow')
      sequence = number ?? sequence
    }
    if (type === 'response.created') started = true
    else if (!started && type !== 'error') broken.push(`${type} before response.created`)
    const place = numberAt(event, 'output_index') ?? -1
    const item = objectAt(event, 'item')
    const key = `${place} ${type.includes('summary') ? 's' : 'c'}${numberAt(event, 'content_index') ?? numberAt(event, 'summary_index') ?? ''}`
    if (type === 'response.output_item.added') {
      if (place !== added.size) broken.push('output items do not count from 0')
      added.set(place, item)
    } else if (type === 'response.output_item.done') {
      if (!added.has(place)) broken.push('an item is done that was not added')
      if (textAt(added.get(place), 'id') !== textAt(item, 'id'))
        broken.push('an item is done under another id')
      done.set(place, item)
    } else if (type.endsWith('_part.added')) {
      parts.add(key)
    } else if (type.endsWith('_part.done') && !parts.has(key)) {
      broken.push(`${type} of a part that was not added`)
    } else if (type === 'error') {
      error ??= textAt(event, 'message') || textAt(event, 'error', 'message')
    }
    const base = type.replace(/\.(delta|done)$/, '')
    const field = GROWING[base]
    if (field !== undefined) {
      if (!added.has(place) || done.has(place)) broken.push(`${type} for an item that is not open`)
      const hasPart = !/arguments|input/.test(base)
      if (hasPart && !parts.has(key)) broken.push(`${type} of a part that was not added`)
      if (textAt(event, 'item_id') !== textAt(added.get(place), 'id'))
        broken.push(`${type} with another item_id`)
      const before = grown.get(`${base} ${key}`) ?? ''
      if (type.endsWith('.delta')) grown.set(`${base} ${key}`, before + textAt(event, 'delta'))
      else if (textAt(event, field) !== before) broken.push(`${base}: the deltas are not what done says`)
    }
    if (LAST.includes(type)) {
      last = type
      response = objectAt(event, 'response')
      error ??= textAt(response, 'error', 'message') || null
    }
  }
  if (last === '' && error === null) broken.push('no response.completed')
  const items = [...done].toSorted(([a], [b]) => a - b).map(([, item]) => item)
  if (last !== '' && last !== 'response.failed') {
    if (done.size !== added.size) broken.push('an item was not done')
    if (canonical(listAt(response, 'output')) !== canonical(items))
      broken.push('the last response has other items than came')
  }
  const whole = { ...response, output: items }
  return {
    // A stream that is taken up again in its middle has no beginning.
    choices: started || last !== '' ? [responseReading(whole)] : [],
    usage: responsesUsage(at(response, 'usage')),
    broken: [...new Set(broken)],
    error,
    response: whole
  }
}
