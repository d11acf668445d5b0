import { propertiesOf, argsReading, resultReading, stopReading } from './read-results.ts'
import type {
  ChoiceReading,
  FinishClass,
  Item,
  ReplyReading,
  RequestReading,
  ToolReading,
  UsageReading
} from './reading.ts'
import {
  at,
  fingerprintOfBase64,
  fingerprintOfUrl,
  isObject,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  plainTextOfUrl,
  textAt,
  type Json
} from './walk-json.ts'

export function readChatRequest(body: Json): RequestReading {
  const system: string[] = []
  const items: Item[] = []
  const native: string[] = []
  const calls: string[] = []
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role')
    if (role === 'system' || role === 'developer') {
      system.push(contentText(at(message, 'content'), '\n'))
    } else if (role === 'tool' || role === 'function') {
      const content = at(message, 'content')
      const id = role === 'tool' ? textAt(message, 'tool_call_id') : `function ${textAt(message, 'name')}`
      items.push({
        kind: 'result',
        of: calls.lastIndexOf(id),
        text: resultReading(contentText(content, '\n')),
        media: listAt(message, 'content').flatMap(mediaOf)
      })
    } else {
      readMessage(message, role === 'assistant' ? 'assistant' : 'user', items, native, calls)
    }
  }
  const reasoning = at(body, 'reasoning')
  const effort = textAt(body, 'reasoning_effort') || textAt(reasoning, 'effort')
  const thinking = at(body, 'thinking', 'type') ?? at(body, 'enable_thinking') ?? at(reasoning, 'enabled')
  return {
    system,
    items,
    tools: [
      ...objectsAt(body, 'tools'),
      ...objectsAt(body, 'functions').map((f) => ({ type: 'function', function: f }))
    ].flatMap((tool) => readTool(tool, native)),
    limits: {
      maxTokens: numberAt(body, 'max_completion_tokens') ?? numberAt(body, 'max_tokens'),
      temperature: numberAt(body, 'temperature'),
      topP: numberAt(body, 'top_p'),
      topK: numberAt(body, 'top_k'),
      presence: numberAt(body, 'presence_penalty'),
      frequency: numberAt(body, 'frequency_penalty'),
      seed: numberAt(body, 'seed'),
      choices: numberAt(body, 'n'),
      stop: stopReading(at(body, 'stop'))
    },
    choice: readChoice(at(body, 'tool_choice') ?? at(body, 'function_call')),
    format: readFormat(objectAt(body, 'response_format')),
    thinking: thinkingOf(effort, thinking, numberAt(reasoning, 'max_tokens')),
    parallel:
      typeof at(body, 'parallel_tool_calls') === 'boolean' ? at(body, 'parallel_tool_calls') === true : null,
    native
  }
}

function thinkingOf(effort: string, switched: unknown, budget: number | null): RequestReading['thinking'] {
  if (effort === 'none' || switched === 'disabled' || switched === false) return 'off'
  if (effort !== '' || budget !== null) return 'on'
  return switched === 'enabled' || switched === true ? 'adaptive' : 'unsaid'
}

function readMessage(
  message: Json,
  role: 'user' | 'assistant',
  items: Item[],
  native: string[],
  calls: string[]
): void {
  for (const { text, seal } of thoughtsOf(message)) items.push({ kind: 'reasoning', text, seal })
  const content = at(message, 'content')
  if (typeof content === 'string') items.push({ kind: 'text', role, text: content })
  for (const part of listAt(message, 'content')) {
    const media = mediaOf(part)
    const type = textAt(part, 'type')
    const document = documentText(part)
    if (document !== undefined) items.push({ kind: 'text', role, text: document })
    else if (media.length > 0) for (const print of media) items.push({ kind: 'media', role, print })
    else if (type === 'text' || typeof part === 'string' || type === 'refusal') {
      items.push({
        kind: 'text',
        role,
        text: typeof part === 'string' ? part : textAt(part, 'text') || textAt(part, 'refusal')
      })
    } else native.push(type)
  }
  const refusal = textAt(message, 'refusal')
  if (refusal !== '') items.push({ kind: 'text', role, text: refusal })
  for (const call of objectsAt(message, 'tool_calls')) {
    const id = textAt(call, 'id')
    calls.push(id)
    items.push({ kind: 'call', id, ...callOf(call) })
  }
  const old = at(message, 'function_call')
  if (isObject(old)) {
    calls.push(`function ${textAt(old, 'name')}`)
    items.push({ kind: 'call', id: '', name: textAt(old, 'name'), args: argsReading(at(old, 'arguments')) })
  }
}

function callOf(call: Json): { name: string; args: string } {
  if (textAt(call, 'custom', 'name') !== '') {
    return { name: textAt(call, 'custom', 'name'), args: textAt(call, 'custom', 'input') }
  }
  return { name: textAt(call, 'function', 'name'), args: argsReading(at(call, 'function', 'arguments')) }
}

function thoughtsOf(message: Json): readonly { text: string; seal: string }[] {
  const details = objectsAt(message, 'reasoning_details').map((detail) => ({
    text: textAt(detail, 'text') || textAt(detail, 'summary'),
    seal: textAt(detail, 'signature') || textAt(detail, 'data')
  }))
  if (details.length > 0) return details
  const text = textAt(message, 'reasoning_content') || textAt(message, 'reasoning')
  const mistral = objectsAt(message, 'content')
    .filter((part) => textAt(part, 'type') === 'thinking')
    .map((part) => ({
      text: objectsAt(part, 'thinking')
        .map((inner) => textAt(inner, 'text'))
        .join(''),
      seal: ''
    }))
  return text === '' ? mistral : [{ text, seal: '' }]
}

/** Texts of a content that is a text or a list of parts. */
function contentText(content: unknown, between = ''): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part) => (typeof part === 'string' ? part : textAt(part, 'text') || textAt(part, 'refusal')))
    .filter((text) => text !== '')
    .join(between)
}

function documentText(part: unknown): string | undefined {
  return textAt(part, 'type') === 'file' ? plainTextOfUrl(textAt(part, 'file', 'file_data')) : undefined
}

function mediaOf(part: unknown): readonly string[] {
  switch (textAt(part, 'type')) {
    case 'image_url':
      return [fingerprintOfUrl(textAt(part, 'image_url', 'url') || textAt(part, 'image_url'))]
    case 'input_audio':
      return [fingerprintOfBase64(textAt(part, 'input_audio', 'data'))]
    case 'video_url':
      return [fingerprintOfUrl(textAt(part, 'video_url', 'url'))]
    case 'file': {
      const data = textAt(part, 'file', 'file_data')
      return [data === '' ? `id ${textAt(part, 'file', 'file_id')}` : fingerprintOfUrl(data)]
    }
    default:
      return []
  }
}

function readTool(tool: Json, native: string[]): readonly ToolReading[] {
  const own = objectAt(tool, 'function')
  const custom = textAt(tool, 'type') === 'custom' ? at(tool, 'custom') : undefined
  if (isObject(custom)) return [{ name: textAt(custom, 'name'), custom: true, properties: [] }]
  const name = textAt(own, 'name')
  if (name === '') {
    native.push(textAt(tool, 'type'))
    return []
  }
  return [{ name, custom: false, properties: propertiesOf(at(own, 'parameters')) }]
}

function readChoice(choice: unknown): string {
  if (choice === undefined || choice === 'auto') return 'auto'
  if (typeof choice === 'string') return choice === 'any' ? 'required' : choice
  const name =
    textAt(choice, 'function', 'name') || textAt(choice, 'custom', 'name') || textAt(choice, 'name')
  if (name !== '') return `tool ${name}`
  const names = objectsAt(choice, 'allowed_tools', 'tools').map((tool) => readChoice(tool).slice(5))
  if (names.length > 0) return `allowed ${names.toSorted().join(' ')}`
  return textAt(choice, 'type') || 'auto'
}

function readFormat(format: Json): string {
  const type = textAt(format, 'type')
  if (type === 'json_object') return 'json'
  if (type !== 'json_schema') return 'text'
  const schema = at(format, 'json_schema', 'schema')
  return schema === undefined ? 'json' : `schema ${propertiesOf(schema).join(' ')}`
}

export function readChatReply(body: Json): ReplyReading {
  return {
    choices: objectsAt(body, 'choices').map((choice) =>
      choiceOf(objectAt(choice, 'message'), textAt(choice, 'finish_reason'))
    ),
    usage: chatUsage(at(body, 'usage')),
    broken: [],
    error: textAt(body, 'error', 'message') || null
  }
}

/** The reading of a whole message, which a stream's pieces have been put together to. */
export function choiceOf(message: Json, finish: string): ChoiceReading {
  const thoughts = thoughtsOf(message)
  const old = at(message, 'function_call')
  const calls = [
    ...objectsAt(message, 'tool_calls').map((call) => ({ ...callOf(call), id: textAt(call, 'id') })),
    ...(textAt(old, 'name') !== ''
      ? [{ name: textAt(old, 'name'), args: argsReading(at(old, 'arguments')), id: '' }]
      : [])
  ]
  const content = at(message, 'content')
  const audio = textAt(message, 'audio', 'data')
  return {
    text: contentText(content),
    reasoning:
      textAt(message, 'reasoning_content') ||
      textAt(message, 'reasoning') ||
      thoughts.map(({ text }) => text).join(''),
    refusal: textAt(message, 'refusal'),
    calls,
    media: [
      ...(audio === '' ? [] : [fingerprintOfBase64(audio)]),
      ...objectsAt(message, 'images').flatMap(mediaOf),
      ...listAt(message, 'content').flatMap(mediaOf)
    ],
    native: [],
    // A call that was demanded by name ends with `stop`.
    finish: finishOf(finish === 'stop' && calls.length > 0 ? 'tool_calls' : finish),
    seals: thoughts.flatMap(({ seal }) => (seal === '' ? [] : [seal]))
  }
}

export function finishOf(word: string): FinishClass | null {
  switch (word) {
    case '':
      return null
    case 'stop':
    case 'end_turn':
    case 'eos':
      return 'stop'
    case 'length':
      return 'length'
    case 'tool_calls':
    case 'function_call':
      return 'tool'
    case 'content_filter':
      return 'filter'
    case 'error':
      return 'error'
    default:
      return 'other'
  }
}

export function chatUsage(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  const prompt = numberAt(usage, 'prompt_tokens')
  const completion = numberAt(usage, 'completion_tokens')
  const reasoning = numberAt(usage, 'completion_tokens_details', 'reasoning_tokens')
  const total = (prompt ?? 0) + (completion ?? 0) + (reasoning ?? 0)
  const apart = completion !== null && (reasoning ?? 0) > 0 && numberAt(usage, 'total_tokens') === total
  const cached =
    numberAt(usage, 'prompt_tokens_details', 'cached_tokens') ??
    numberAt(usage, 'prompt_cache_hit_tokens') ??
    numberAt(usage, 'cached_tokens')
  return {
    // Some servers (xAI's models at Azure) count what was read from the cache apart: more than there was in all.
    input: prompt !== null && cached !== null && cached > prompt ? prompt + cached : prompt,
    cached,
    // xAI counts thoughts apart, as its total shows.
    output: apart ? completion + (reasoning ?? 0) : completion,
    reasoning
  }
}
