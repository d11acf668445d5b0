import { argsReading, propertiesOf, resultReading, stopReading } from './read-results.ts'
import {
  NO_LIMITS,
  type ChoiceReading,
  type FinishClass,
  type Item,
  type ReplyReading,
  type RequestReading,
  type UsageReading
} from './reading.ts'
import {
  at,
  fingerprintOfBase64,
  fingerprintOfUrl,
  isObject,
  listAt,
  numberAt,
  objectsAt,
  plainTextOf,
  textAt,
  type Json
} from './walk-json.ts'

export function readMessagesRequest(body: Json): RequestReading {
  const system = textsOf(at(body, 'system'))
  const items: Item[] = []
  const native: string[] = []
  const calls: string[] = []
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role')
    if (role === 'system') {
      system.push(...textsOf(at(message, 'content')))
      continue
    }
    const side = role === 'assistant' ? 'assistant' : 'user'
    const content = at(message, 'content')
    if (typeof content === 'string') items.push({ kind: 'text', role: side, text: content })
    for (const block of listAt(message, 'content')) {
      if (typeof block === 'string') items.push({ kind: 'text', role: side, text: block })
      if (isObject(block)) readBlock(block, side, items, native, calls)
    }
  }
  const effort = textAt(body, 'output_config', 'effort')
  const thinking = textAt(body, 'thinking', 'type')
  return {
    system,
    items,
    tools: objectsAt(body, 'tools').flatMap((tool) => {
      const type = textAt(tool, 'type')
      if (type !== '' && type !== 'custom') {
        native.push(type)
        return []
      }
      return [
        { name: textAt(tool, 'name'), custom: false, properties: propertiesOf(at(tool, 'input_schema')) }
      ]
    }),
    limits: {
      ...NO_LIMITS,
      maxTokens: numberAt(body, 'max_tokens'),
      temperature: numberAt(body, 'temperature'),
      topP: numberAt(body, 'top_p'),
      topK: numberAt(body, 'top_k'),
      stop: stopReading(at(body, 'stop_sequences'))
    },
    choice: readChoice(at(body, 'tool_choice')),
    format: readFormat(at(body, 'output_config', 'format') ?? at(body, 'output_format')),
    thinking: thinkingOf(thinking, effort),
    parallel: parallelOf(at(body, 'tool_choice', 'disable_parallel_tool_use')),
    native
  }
}

function thinkingOf(type: string, effort: string): RequestReading['thinking'] {
  if (type === 'disabled') return 'off'
  if (type === 'adaptive' && effort === '') return 'adaptive'
  return type !== '' || effort !== '' ? 'on' : 'unsaid'
}

function parallelOf(disabled: unknown): boolean | null {
  return typeof disabled === 'boolean' ? !disabled : null
}

function textsOf(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  return Array.isArray(content)
    ? content
        .filter(isObject)
        .map(textOfBlock)
        .filter((text) => text !== '')
    : []
}

function textOfBlock(block: Json): string {
  if (textAt(block, 'type') !== 'search_result') return documentText(block) ?? textAt(block, 'text')
  return [textAt(block, 'title'), textAt(block, 'source'), ...textsOf(at(block, 'content'))].join('\n')
}

/** What a document says that is given as plain text. */
function documentText(block: Json): string | undefined {
  if (textAt(block, 'type') !== 'document') return undefined
  const data = textAt(block, 'source', 'data')
  if (textAt(block, 'source', 'type') === 'text') return data
  return textAt(block, 'source', 'type') === 'base64'
    ? plainTextOf(textAt(block, 'source', 'media_type'), data)
    : undefined
}

function readBlock(
  block: Json,
  role: 'user' | 'assistant',
  items: Item[],
  native: string[],
  calls: string[]
): void {
  const type = textAt(block, 'type')
  switch (type) {
    case 'text':
      items.push({ kind: 'text', role, text: textAt(block, 'text') })
      return
    case 'search_result':
      items.push({ kind: 'text', role, text: textOfBlock(block) })
      return
    case 'image':
    case 'document': {
      const text = documentText(block)
      items.push(
        text === undefined ? { kind: 'media', role, print: mediaOf(block) } : { kind: 'text', role, text }
      )
      return
    }
    case 'thinking':
      items.push({ kind: 'reasoning', text: textAt(block, 'thinking'), seal: textAt(block, 'signature') })
      return
    case 'redacted_thinking':
      items.push({ kind: 'reasoning', text: '', seal: textAt(block, 'data') })
      return
    case 'tool_use': {
      const id = textAt(block, 'id')
      calls.push(id)
      items.push({ kind: 'call', id, name: textAt(block, 'name'), args: argsReading(at(block, 'input')) })
      return
    }
    case 'tool_result': {
      const inner = objectsAt(block, 'content')
      const media = inner.filter((part) => isMedia(part) && documentText(part) === undefined)
      for (const part of inner) {
        const kind = textAt(part, 'type')
        if (!isMedia(part) && kind !== 'text' && kind !== 'search_result') native.push(kind)
      }
      items.push({
        kind: 'result',
        of: calls.lastIndexOf(textAt(block, 'tool_use_id')),
        text: resultReading(textsOf(at(block, 'content')).join('\n')),
        media: media.map(mediaOf)
      })
      return
    }
    default:
      native.push(type)
  }
}

function isMedia(block: Json): boolean {
  return textAt(block, 'type') === 'image' || textAt(block, 'type') === 'document'
}

function mediaOf(block: Json): string {
  switch (textAt(block, 'source', 'type')) {
    case 'base64':
      return fingerprintOfBase64(textAt(block, 'source', 'data'))
    case 'url':
      return fingerprintOfUrl(textAt(block, 'source', 'url'))
    case 'file':
      return `id ${textAt(block, 'source', 'file_id')}`
    default:
      return `other ${textAt(block, 'source', 'type')}`
  }
}

function readChoice(choice: unknown): string {
  switch (textAt(choice, 'type')) {
    case 'any':
      return 'required'
    case 'tool':
      return `tool ${textAt(choice, 'name')}`
    case 'none':
      return 'none'
    default:
      return 'auto'
  }
}

function readFormat(format: unknown): string {
  const schema = at(format, 'schema')
  if (textAt(format, 'type') !== 'json_schema' || schema === undefined) return 'text'
  const properties = propertiesOf(schema).join(' ')
  return `schema ${properties}`
}

export function readMessagesReply(body: Json): ReplyReading {
  return {
    choices: textAt(body, 'type') === 'error' ? [] : [messageReading(body)],
    usage: messagesUsage(at(body, 'usage')),
    broken: [],
    error: textAt(body, 'error', 'message') || null
  }
}

export function messageReading(message: Json): ChoiceReading {
  const blocks = objectsAt(message, 'content')
  const ofType = (...types: readonly string[]): readonly Json[] =>
    blocks.filter((block) => types.includes(textAt(block, 'type')))
  return {
    text: ofType('text')
      .map((block) => textAt(block, 'text'))
      .join(''),
    reasoning: ofType('thinking')
      .map((block) => textAt(block, 'thinking'))
      .join(''),
    refusal: '',
    calls: ofType('tool_use').map((block) => ({
      name: textAt(block, 'name'),
      args: argsReading(at(block, 'input')),
      id: textAt(block, 'id')
    })),
    media: ofType('image').map(mediaOf),
    native: blocks
      .map((block) => textAt(block, 'type'))
      .filter((type) => !['text', 'thinking', 'redacted_thinking', 'tool_use', 'image'].includes(type)),
    finish: finishOf(textAt(message, 'stop_reason')),
    seals: ofType('thinking', 'redacted_thinking').map(
      (block) => textAt(block, 'signature') || textAt(block, 'data')
    )
  }
}

function finishOf(word: string): FinishClass | null {
  switch (word) {
    case '':
      return null
    case 'end_turn':
    case 'stop_sequence':
      return 'stop'
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length'
    case 'tool_use':
      return 'tool'
    case 'refusal':
      return 'filter'
    case 'pause_turn':
    case 'compaction':
      return 'pause'
    default:
      return 'other'
  }
}

export function messagesUsage(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  // A compaction is billed, but stands in the list of iterations alone.
  const billed = [
    usage,
    ...objectsAt(usage, 'iterations').filter((one) => textAt(one, 'type') === 'compaction')
  ]
  const sumOf = (name: string): number | null =>
    numberAt(usage, name) === null ? null : billed.reduce((sum, one) => sum + (numberAt(one, name) ?? 0), 0)
  const input = sumOf('input_tokens')
  const cached = sumOf('cache_read_input_tokens')
  const written = sumOf('cache_creation_input_tokens')
  return {
    input: input === null ? null : input + (cached ?? 0) + (written ?? 0),
    cached,
    output: sumOf('output_tokens'),
    reasoning: numberAt(usage, 'output_tokens_details', 'thinking_tokens')
  }
}
