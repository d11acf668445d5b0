import { argsReading, propertiesOf, resultReading } from './read-results.ts'
import {
  NO_LIMITS,
  type ChoiceReading,
  type FinishClass,
  type Item,
  type ReplyReading,
  type RequestReading,
  type ToolReading,
  type UsageReading
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

export function readResponsesRequest(body: Json): RequestReading {
  const instructions = at(body, 'instructions')
  const system = typeof instructions === 'string' ? [instructions] : []
  const items: Item[] = []
  const native: string[] = []
  const calls: string[] = []
  const input = at(body, 'input')
  if (typeof input === 'string') items.push({ kind: 'text', role: 'user', text: input })
  for (const item of objectsAt(body, 'input')) readItem(item, system, items, native, calls)
  const effort = textAt(body, 'reasoning', 'effort')
  const parallel = at(body, 'parallel_tool_calls')
  return {
    system,
    items,
    tools: [
      ...objectsAt(body, 'tools'),
      // Codex gives tools in the course of the conversation too.
      ...objectsAt(body, 'input')
        .filter((item) => textAt(item, 'type') === 'additional_tools')
        .flatMap((item) => objectsAt(item, 'tools'))
    ]
      .flatMap((tool) => readTool(tool, '', native))
      .filter(({ name }, place, all) => all.findIndex((other) => other.name === name) === place),
    limits: {
      ...NO_LIMITS,
      maxTokens: numberAt(body, 'max_output_tokens'),
      temperature: numberAt(body, 'temperature'),
      topP: numberAt(body, 'top_p')
    },
    choice: readChoice(at(body, 'tool_choice')),
    format: readFormat(objectAt(body, 'text', 'format')),
    thinking: thinkingOf(
      effort,
      textAt(body, 'reasoning', 'summary') || textAt(body, 'reasoning', 'generate_summary')
    ),
    parallel: typeof parallel === 'boolean' ? parallel : null,
    native
  }
}

function thinkingOf(effort: string, summary: string): RequestReading['thinking'] {
  if (effort !== '') return effort === 'none' ? 'off' : 'on'
  return summary === '' ? 'unsaid' : 'adaptive'
}

function readItem(item: Json, system: string[], items: Item[], native: string[], calls: string[]): void {
  const type = textAt(item, 'type') || (textAt(item, 'role') === '' ? 'item_reference' : 'message')
  const id = textAt(item, 'call_id')
  switch (type) {
    case 'message':
      readMessage(item, system, items, native)
      return
    case 'function_call':
      calls.push(id)
      items.push({ kind: 'call', id, name: nameOf(item), args: argsReading(at(item, 'arguments')) })
      return
    case 'custom_tool_call':
      calls.push(id)
      items.push({ kind: 'call', id, name: nameOf(item), args: textAt(item, 'input') })
      return
    case 'function_call_output':
    case 'custom_tool_call_output':
      items.push({
        kind: 'result',
        of: calls.lastIndexOf(id),
        text: resultReading(contentText(at(item, 'output'))),
        media: listAt(item, 'output')
          .filter((part) => plainTextOfUrl(textAt(part, 'file_data')) === undefined)
          .flatMap(mediaOf)
      })
      return
    case 'additional_tools':
      return
    case 'reasoning':
      items.push({ kind: 'reasoning', text: thoughtsOf(item), seal: textAt(item, 'encrypted_content') })
      return
    default:
      native.push(type)
  }
}

/** A tool in a namespace is told apart by both names. */
function nameOf(item: Json): string {
  const space = textAt(item, 'namespace')
  const name = textAt(item, 'name')
  // What a tool search has found is a namespace of its own name.
  if (space === '' || space === name) return name
  return space.endsWith('_') ? space + name : `${space}__${name}`
}

function readMessage(item: Json, system: string[], items: Item[], native: string[]): void {
  const role = textAt(item, 'role')
  const content = at(item, 'content')
  if (role === 'system' || role === 'developer') {
    system.push(contentText(content))
    return
  }
  const side = role === 'assistant' ? 'assistant' : 'user'
  if (typeof content === 'string') items.push({ kind: 'text', role: side, text: content })
  for (const part of listAt(item, 'content')) {
    const type = textAt(part, 'type')
    const media = mediaOf(part)
    const document = plainTextOfUrl(textAt(part, 'file_data'))
    if (document !== undefined) items.push({ kind: 'text', role: side, text: document })
    else if (media.length > 0) for (const print of media) items.push({ kind: 'media', role: side, print })
    else if (/^(input_text|output_text|text|refusal)$/.test(type)) {
      items.push({ kind: 'text', role: side, text: textAt(part, 'text') || textAt(part, 'refusal') })
    } else native.push(type)
  }
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map(
      (part) => plainTextOfUrl(textAt(part, 'file_data')) ?? (textAt(part, 'text') || textAt(part, 'refusal'))
    )
    .filter((text) => text !== '')
    .join('\n')
}

function thoughtsOf(item: Json): string {
  const textsAt = (name: string): string =>
    objectsAt(item, name)
      .map((part) => textAt(part, 'text'))
      .join('')
  return textsAt('content') || textsAt('summary')
}

function mediaOf(part: unknown): readonly string[] {
  const url = textAt(part, 'image_url') || textAt(part, 'file_url')
  switch (textAt(part, 'type')) {
    case 'input_image':
      return [url === '' ? `id ${textAt(part, 'file_id')}` : fingerprintOfUrl(url)]
    case 'input_file': {
      const data = textAt(part, 'file_data')
      if (data !== '') return [data.startsWith('data:') ? fingerprintOfUrl(data) : fingerprintOfBase64(data)]
      return [url === '' ? `id ${textAt(part, 'file_id')}` : fingerprintOfUrl(url)]
    }
    case 'input_audio':
      return [fingerprintOfBase64(textAt(part, 'input_audio', 'data'))]
    default:
      return []
  }
}

function readTool(tool: Json, space: string, native: string[]): readonly ToolReading[] {
  const type = textAt(tool, 'type')
  const name = nameOf({ name: textAt(tool, 'name'), namespace: space })
  switch (type) {
    case 'function':
      return [{ name, custom: false, properties: propertiesOf(at(tool, 'parameters')) }]
    case 'custom':
      return [{ name, custom: true, properties: [] }]
    case 'namespace':
      return objectsAt(tool, 'tools').flatMap((inner) => readTool(inner, textAt(tool, 'name'), native))
    default:
      native.push(type)
      return []
  }
}

function readChoice(choice: unknown): string {
  if (typeof choice === 'string') return choice
  const name = textAt(choice, 'name')
  if (name !== '') return `tool ${name}`
  const allowed = objectsAt(choice, 'tools').map((tool) => textAt(tool, 'name'))
  if (textAt(choice, 'type') === 'allowed_tools') return `allowed ${allowed.toSorted().join(' ')}`
  return textAt(choice, 'type') || 'auto'
}

function readFormat(format: Json): string {
  const type = textAt(format, 'type')
  if (type === 'json_object') return 'json'
  return type === 'json_schema' ? `schema ${propertiesOf(at(format, 'schema')).join(' ')}` : 'text'
}

export function readResponsesReply(body: Json): ReplyReading {
  const output = objectsAt(body, 'output')
  return {
    choices: textAt(body, 'object') === 'response' ? [responseReading(body)] : [],
    usage: responsesUsage(at(body, 'usage')),
    broken: output.some((item) => textAt(item, 'type') === '') ? ['an output item without a type'] : [],
    error: textAt(body, 'error', 'message') || null
  }
}

export function responseReading(body: Json): ChoiceReading {
  const output = objectsAt(body, 'output')
  const ofType = (...types: readonly string[]): readonly Json[] =>
    output.filter((item) => types.includes(textAt(item, 'type')))
  const parts = ofType('message').flatMap((item) => objectsAt(item, 'content'))
  const calls = ofType('function_call', 'custom_tool_call').map((item) => ({
    // Whose tools have no namespaces gets the name alone: it has given no other.
    name: textAt(item, 'name'),
    args:
      textAt(item, 'type') === 'function_call' ? argsReading(at(item, 'arguments')) : textAt(item, 'input'),
    id: textAt(item, 'call_id')
  }))
  return {
    text: parts.map((part) => textAt(part, 'text')).join(''),
    reasoning: ofType('reasoning').map(thoughtsOf).join(''),
    refusal: parts.map((part) => textAt(part, 'refusal')).join(''),
    calls,
    media: ofType('image_generation_call').map((item) => fingerprintOfBase64(textAt(item, 'result'))),
    native: output
      .map((item) => textAt(item, 'type'))
      .filter(
        (type) =>
          !['message', 'function_call', 'custom_tool_call', 'reasoning', 'image_generation_call'].includes(
            type
          )
      ),
    finish: finishOf(body, calls.length > 0),
    seals: ofType('reasoning')
      .map((item) => textAt(item, 'encrypted_content'))
      .filter((seal) => seal !== '')
  }
}

function finishOf(body: Json, hasCalls: boolean): FinishClass | null {
  switch (textAt(body, 'status')) {
    case 'completed':
      return hasCalls ? 'tool' : 'stop'
    case 'incomplete':
      return textAt(body, 'incomplete_details', 'reason') === 'content_filter' ? 'filter' : 'length'
    case 'failed':
    case 'cancelled':
      return 'error'
    default:
      return null
  }
}

export function responsesUsage(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  return {
    input: numberAt(usage, 'input_tokens'),
    cached: numberAt(usage, 'input_tokens_details', 'cached_tokens'),
    output: numberAt(usage, 'output_tokens'),
    reasoning: numberAt(usage, 'output_tokens_details', 'reasoning_tokens')
  }
}
