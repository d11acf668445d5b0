import { plainEvents } from './read-events.ts'
import type {
  ChoiceReading,
  FinishClass,
  Item,
  ReplyReading,
  RequestReading,
  UsageReading
} from './reading.ts'
import { argsReading, propertiesOf, resultReading, stopReading } from './read-results.ts'
import {
  at,
  fingerprintOfUrl,
  isObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  parsed,
  textAt,
  type Json
} from './walk-json.ts'

export function readCohereRequest(body: Json): RequestReading {
  const system: string[] = []
  const items: Item[] = []
  const native: string[] = []
  const calls: string[] = []
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role')
    if (role === 'system') system.push(contentText(at(message, 'content'), '\n'))
    else if (role === 'tool') {
      items.push({
        kind: 'result',
        of: calls.lastIndexOf(textAt(message, 'tool_call_id')),
        text: resultReading(contentText(at(message, 'content'), '\n')),
        media: []
      })
    } else readMessage(message, role === 'assistant' ? 'assistant' : 'user', items, native, calls)
  }
  const budget = numberAt(body, 'thinking', 'token_budget')
  const switched = textAt(body, 'thinking', 'type')
  return {
    system,
    items,
    tools: objectsAt(body, 'tools').map((tool) => ({
      name: textAt(tool, 'function', 'name'),
      custom: false,
      properties: propertiesOf(at(tool, 'function', 'parameters'))
    })),
    limits: {
      maxTokens: numberAt(body, 'max_tokens'),
      temperature: numberAt(body, 'temperature'),
      topP: numberAt(body, 'p'),
      topK: numberAt(body, 'k'),
      presence: numberAt(body, 'presence_penalty'),
      frequency: numberAt(body, 'frequency_penalty'),
      seed: numberAt(body, 'seed'),
      choices: null,
      stop: stopReading(at(body, 'stop_sequences'))
    },
    choice: textAt(body, 'tool_choice').toLowerCase() || 'auto',
    format: readFormat(objectAt(body, 'response_format')),
    thinking:
      switched === 'disabled'
        ? 'off'
        : budget !== null
          ? 'on'
          : switched === 'enabled'
            ? 'adaptive'
            : 'unsaid',
    parallel: null,
    native
  }
}

function readMessage(
  message: Json,
  role: 'user' | 'assistant',
  items: Item[],
  native: string[],
  calls: string[]
): void {
  const content = at(message, 'content')
  if (typeof content === 'string') items.push({ kind: 'text', role, text: content })
  for (const part of objectsAt(message, 'content')) {
    const type = textAt(part, 'type')
    if (type === 'text') items.push({ kind: 'text', role, text: textAt(part, 'text') })
    else if (type === 'thinking') items.push({ kind: 'reasoning', text: textAt(part, 'thinking'), seal: '' })
    else if (type === 'image_url')
      items.push({ kind: 'media', role, print: fingerprintOfUrl(textAt(part, 'image_url', 'url')) })
    else native.push(type)
  }
  const plan = textAt(message, 'tool_plan')
  if (plan !== '') items.push({ kind: 'text', role, text: plan })
  for (const call of objectsAt(message, 'tool_calls')) {
    calls.push(textAt(call, 'id'))
    items.push({ kind: 'call', ...callOf(call) })
  }
}

function callOf(call: Json): { id: string; name: string; args: string } {
  const args = at(call, 'function', 'arguments')
  return {
    id: textAt(call, 'id'),
    name: textAt(call, 'function', 'name'),
    // No arguments come as "null".
    args: argsReading(args === 'null' ? '' : args)
  }
}

function contentText(content: unknown, between: string): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map(
      (part) =>
        textAt(part, 'text') || textAt(part, 'document', 'data', 'text') || textAt(part, 'document', 'data')
    )
    .join(between)
}

function readFormat(format: Json): string {
  if (textAt(format, 'type') !== 'json_object') return 'text'
  const schema = at(format, 'json_schema') ?? at(format, 'schema')
  return schema === undefined ? 'json' : `schema ${propertiesOf(schema).join(' ')}`
}

export function readCohereReply(body: Json): ReplyReading {
  const message = at(body, 'message')
  return {
    choices: isObject(message) ? [choiceOf(message, textAt(body, 'finish_reason'))] : [],
    usage: usageOf(at(body, 'usage')),
    broken: [],
    error: typeof message === 'string' ? message : null
  }
}

function choiceOf(message: Json, finish: string): ChoiceReading {
  const textsOf = (type: string): string =>
    objectsAt(message, 'content')
      .filter((part) => textAt(part, 'type') === type)
      .map((part) => textAt(part, type))
      .join('')
  const calls = objectsAt(message, 'tool_calls').map(callOf)
  return {
    text: textsOf('text') + textAt(message, 'tool_plan'),
    reasoning: textsOf('thinking'),
    refusal: '',
    calls,
    media: [],
    native: [],
    finish: finishOf(finish),
    seals: []
  }
}

function finishOf(word: string): FinishClass | null {
  switch (word) {
    case '':
      return null
    case 'COMPLETE':
    case 'STOP_SEQUENCE':
      return 'stop'
    case 'MAX_TOKENS':
      return 'length'
    case 'TOOL_CALL':
      return 'tool'
    case 'ERROR':
    case 'TIMEOUT':
      return 'error'
    default:
      return 'other'
  }
}

/** What is billed, where that is said; a cache changes nothing in it. */
function usageOf(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  const billed = at(usage, 'billed_units')
  const counted = isObject(billed) ? billed : objectAt(usage, 'tokens')
  const output = numberAt(counted, 'output_tokens')
  const reasoning = numberAt(usage, 'tokens', 'reasoning_tokens')
  return {
    input: numberAt(counted, 'input_tokens'),
    cached: isObject(billed) ? null : numberAt(usage, 'cached_tokens'),
    output,
    reasoning: reasoning === null || output === null ? reasoning : Math.min(reasoning, output)
  }
}

/** Puts a stream together as Cohere's SDK documents it: contents and calls by their index. */
export function readCohereStream(raw: string): ReplyReading & { readonly message: Json } {
  const contents: Record<string, string>[] = []
  const calls: { id: string; function: { name: string; arguments: string } }[] = []
  const broken = new Set<string>()
  let plan = ''
  let finish = ''
  let usage: unknown
  let error: string | null = null
  let begun = false
  let ended = false
  for (const { name, data } of plainEvents(raw)) {
    if (data.trim() === '[DONE]') continue
    const event = parsed(data)
    if (!isObject(event)) {
      broken.add('an event that is no JSON object')
      continue
    }
    const type = textAt(event, 'type')
    if (type !== name) broken.add('an event by another name than its type')
    if (ended) broken.add('an event behind message-end')
    if (!begun && type !== 'message-start') broken.add('no message-start')
    begun = true
    const index = numberAt(event, 'index') ?? -1
    const message = objectAt(event, 'delta', 'message')
    const content = objectAt(message, 'content')
    const call = objectAt(message, 'tool_calls')
    switch (type) {
      case 'message-start':
        if (textAt(event, 'id') === '') broken.add('message-start without an id')
        break
      case 'content-start':
        if (index !== contents.length) broken.add('contents do not count from 0')
        contents[index] = { type: textAt(content, 'type'), text: '', thinking: '' }
        break
      case 'content-delta': {
        const open = contents[index]
        if (open === undefined) broken.add('content-delta without content-start')
        else {
          open['text'] += textAt(content, 'text')
          open['thinking'] += textAt(content, 'thinking')
        }
        break
      }
      case 'tool-plan-delta':
        plan += textAt(message, 'tool_plan')
        break
      case 'tool-call-start':
        if (index !== calls.length) broken.add('calls do not count from 0')
        if (textAt(call, 'id') === '') broken.add('a call without an id')
        calls[index] = {
          id: textAt(call, 'id'),
          function: {
            name: textAt(call, 'function', 'name'),
            arguments: textAt(call, 'function', 'arguments')
          }
        }
        break
      case 'tool-call-delta': {
        const open = calls[index]
        if (open === undefined) broken.add('tool-call-delta without tool-call-start')
        else open.function.arguments += textAt(call, 'function', 'arguments')
        break
      }
      case 'message-end':
        ended = true
        finish = textAt(event, 'delta', 'finish_reason')
        usage = at(event, 'delta', 'usage')
        error = textAt(event, 'delta', 'error') || null
        break
      default:
        break
    }
  }
  if (!ended) broken.add('no message-end')
  const message = {
    role: 'assistant',
    ...(contents.length === 0 ? {} : { content: contents.map((part) => plainContent(part)) }),
    ...(plan === '' ? {} : { tool_plan: plan }),
    ...(calls.length === 0 ? {} : { tool_calls: calls })
  }
  return {
    choices: error === null ? [choiceOf(message, finish)] : [],
    usage: usageOf(usage),
    broken: [...broken],
    error,
    message
  }
}

function plainContent(part: Readonly<Record<string, string>>): Json {
  const type = part['type'] ?? ''
  return { type, [type]: part[type] ?? '' }
}

/** Rules of Cohere's that its published schema does not say (https://docs.cohere.com/reference/chat). */
export function cohereRules(body: Json): readonly string[] {
  const broken: string[] = []
  let open: string[] = []
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role')
    if (role === 'tool') {
      const id = textAt(message, 'tool_call_id')
      if (!open.includes(id)) broken.push('a result that answers no open call')
      open = open.filter((call) => call !== id)
      continue
    }
    if (open.length > 0) broken.push('a call without its result behind it')
    open = objectsAt(message, 'tool_calls').map((call) => textAt(call, 'id'))
    const content = at(message, 'content')
    const isBare = content === undefined || (Array.isArray(content) && content.length === 0)
    if (isBare && open.length === 0) broken.push(`${role} message without content`)
    if (open.length > 0 && objectsAt(message, 'content').some((part) => textAt(part, 'type') === 'text'))
      broken.push('a text beside calls that is no plan')
    for (const call of objectsAt(message, 'tool_calls')) {
      if (!isObject(parsed(textAt(call, 'function', 'arguments'))))
        broken.push('arguments are no JSON object')
    }
  }
  if (open.length > 0) broken.push('a call without its result behind it')
  const tools = objectsAt(body, 'tools')
  for (const tool of tools) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/.test(textAt(tool, 'function', 'name'))) broken.push('tool name')
    if (textAt(tool, 'function', 'parameters', 'type') !== 'object')
      broken.push('schema of a tool is no object')
  }
  if (at(body, 'tool_choice') !== undefined && tools.length === 0) broken.push('tool_choice without tools')
  if (tools.length > 0 && at(body, 'response_format') !== undefined)
    broken.push('a format together with tools')
  if (listAt(body, 'stop_sequences').length > 5) broken.push('more than 5 stop sequences')
  for (const [name, least, most] of RANGES) {
    const value = numberAt(body, name)
    if (value !== null && (value < least || value > most)) broken.push(`${name} not in ${least} to ${most}`)
  }
  return broken
}

const RANGES = [
  ['temperature', 0, 1],
  ['p', 0.01, 0.99],
  ['k', 0, 500],
  ['frequency_penalty', 0, 1],
  ['presence_penalty', 0, 1]
] as const
