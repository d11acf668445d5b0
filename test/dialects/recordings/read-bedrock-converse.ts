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
  numberAt,
  objectsAt,
  plainTextOf,
  textAt,
  type Json
} from './walk-json.ts'

const MEDIA = ['image', 'document', 'video', 'audio']

/** A request of Converse, read without any of the codec's code. */
export function readConverseRequest(body: Json): RequestReading {
  const system: string[] = []
  const items: Item[] = []
  const native: string[] = []
  const calls: string[] = []
  for (const block of objectsAt(body, 'system')) {
    const text = textOfBlock(block)
    if (text !== undefined) system.push(text)
    else if (block['cachePoint'] === undefined) native.push(Object.keys(block)[0] ?? '')
  }
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role') === 'assistant' ? 'assistant' : 'user'
    for (const block of objectsAt(message, 'content')) readBlock(block, role, items, native, calls)
  }
  const thinking =
    textAt(body, 'additionalModelRequestFields', 'thinking', 'type') ||
    textAt(body, 'additionalModelRequestFields', 'reasoning_config', 'type')
  const effort = textAt(body, 'additionalModelRequestFields', 'output_config', 'effort')
  return {
    system,
    items,
    tools: objectsAt(body, 'toolConfig', 'tools').flatMap((tool) => {
      const name = textAt(tool, 'toolSpec', 'name')
      if (name === '' && tool['cachePoint'] === undefined) native.push(textAt(tool, 'systemTool', 'name'))
      const properties = propertiesOf(at(tool, 'toolSpec', 'inputSchema', 'json'))
      return name === '' ? [] : [{ name, custom: false, properties }]
    }),
    limits: {
      ...NO_LIMITS,
      maxTokens: numberAt(body, 'inferenceConfig', 'maxTokens'),
      temperature: numberAt(body, 'inferenceConfig', 'temperature'),
      topP: numberAt(body, 'inferenceConfig', 'topP'),
      topK: numberAt(body, 'additionalModelRequestFields', 'top_k'),
      stop: stopReading(at(body, 'inferenceConfig', 'stopSequences'))
    },
    choice: readChoice(at(body, 'toolConfig', 'toolChoice')),
    format: readFormat(at(body, 'outputConfig', 'textFormat', 'structure', 'jsonSchema', 'schema')),
    thinking:
      thinking === 'disabled'
        ? 'off'
        : thinking === 'adaptive' && effort === ''
          ? 'adaptive'
          : thinking + effort === ''
            ? 'unsaid'
            : 'on',
    parallel: null,
    native
  }
}

function textOfBlock(block: Json): string | undefined {
  const plain = at(block, 'text') ?? at(block, 'guardContent', 'text', 'text')
  if (typeof plain === 'string') return plain
  if (block['json'] !== undefined) return JSON.stringify(block['json'])
  const cited = objectsAt(block, 'citationsContent', 'content')
  if (cited.length > 0) return cited.map((part) => textAt(part, 'text')).join('')
  if (block['searchResult'] !== undefined) {
    const texts = objectsAt(block, 'searchResult', 'content').map((part) => textAt(part, 'text'))
    return [textAt(block, 'searchResult', 'title'), textAt(block, 'searchResult', 'source'), ...texts].join(
      '\n'
    )
  }
  return documentText(block)
}

/** What a document says that is given as plain text. */
function documentText(block: Json): string | undefined {
  const text = at(block, 'document', 'source', 'text')
  if (typeof text === 'string') return text
  const parts = objectsAt(block, 'document', 'source', 'content').map((part) => textAt(part, 'text'))
  if (parts.length > 0) return parts.join('\n')
  const format = textAt(block, 'document', 'format')
  const type = { txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', html: 'text/html' }[format]
  const bytes = textAt(block, 'document', 'source', 'bytes')
  return type === undefined || bytes === '' ? undefined : plainTextOf(type, bytes)
}

function printOf(block: Json): string | undefined {
  const kind = MEDIA.find((name) => block[name] !== undefined)
  if (kind === undefined) return undefined
  const bytes = textAt(block, kind, 'source', 'bytes')
  return bytes === ''
    ? fingerprintOfUrl(textAt(block, kind, 'source', 's3Location', 'uri'))
    : fingerprintOfBase64(bytes)
}

function readBlock(
  block: Json,
  role: 'user' | 'assistant',
  items: Item[],
  native: string[],
  calls: string[]
): void {
  const text = textOfBlock(block)
  const print = printOf(block)
  if (text !== undefined) items.push({ kind: 'text', role, text })
  else if (print !== undefined) items.push({ kind: 'media', role, print })
  else if (block['cachePoint'] !== undefined) return
  else if (block['reasoningContent'] !== undefined) {
    const thought = at(block, 'reasoningContent', 'reasoningText')
    const redacted = textAt(block, 'reasoningContent', 'redactedContent')
    items.push({
      kind: 'reasoning',
      text: textAt(thought, 'text'),
      seal: textAt(thought, 'signature') + redacted
    })
  } else if (block['toolUse'] !== undefined && !textAt(block, 'toolUse', 'type').startsWith('server')) {
    const id = textAt(block, 'toolUse', 'toolUseId')
    calls.push(id)
    items.push({
      kind: 'call',
      id,
      name: textAt(block, 'toolUse', 'name'),
      args: argsReading(at(block, 'toolUse', 'input'))
    })
  } else if (block['toolResult'] !== undefined && textAt(block, 'toolResult', 'type') === '') {
    const inner = objectsAt(block, 'toolResult', 'content')
    items.push({
      kind: 'result',
      of: calls.lastIndexOf(textAt(block, 'toolResult', 'toolUseId')),
      text: resultReading(inner.flatMap((part) => textOfBlock(part) ?? []).join('\n')),
      media: inner.flatMap((part) => (textOfBlock(part) === undefined ? (printOf(part) ?? []) : []))
    })
  } else native.push(Object.keys(block)[0] ?? '')
}

function readChoice(choice: unknown): string {
  const name = textAt(choice, 'tool', 'name')
  if (name !== '') return `tool ${name}`
  return at(choice, 'any') === undefined ? 'auto' : 'required'
}

function readFormat(schema: unknown): string {
  return typeof schema === 'string' ? `schema ${propertiesOf(JSON.parse(schema)).join(' ')}` : 'text'
}

const FINISH: Readonly<Record<string, FinishClass>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool',
  max_tokens: 'length',
  guardrail_intervened: 'filter',
  content_filtered: 'filter'
}

export function readConverseReply(body: Json): ReplyReading {
  const blocks = objectsAt(body, 'output', 'message', 'content')
  return replyOf(blocks, textAt(body, 'stopReason'), at(body, 'usage'))
}

function replyOf(blocks: readonly Json[], stop: string, usage: unknown): ReplyReading {
  const items: Item[] = []
  const native: string[] = []
  for (const block of blocks) readBlock(block, 'assistant', items, native, [])
  const textsOf = (kind: 'text' | 'reasoning'): string =>
    items.flatMap((item) => (item.kind === kind ? [item.text] : [])).join('')
  const choice: ChoiceReading = {
    text: textsOf('text'),
    reasoning: textsOf('reasoning'),
    refusal: '',
    calls: items.flatMap((item) => (item.kind === 'call' ? [item] : [])),
    media: [],
    native,
    finish: FINISH[stop] ?? 'other',
    seals: items.flatMap((item) => (item.kind === 'reasoning' && item.seal !== '' ? [item.seal] : []))
  }
  return { choices: [choice], usage: usageOf(usage), broken: [], error: null }
}

function usageOf(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  const [input, read, written] = ['inputTokens', 'cacheReadInputTokens', 'cacheWriteInputTokens'].map(
    (name) => numberAt(usage, name)
  )
  return {
    input: (input ?? 0) + (read ?? 0) + (written ?? 0),
    cached: read ?? null,
    output: numberAt(usage, 'outputTokens'),
    reasoning: null
  }
}

/** A stream, its frames taken apart by hand: lengths, headers of strings, and a payload of JSON. */
export function readConverseStream(bytes: Buffer): ReplyReading {
  const blocks = new Map<number, Record<string, unknown>[]>()
  let stop = ''
  let usage: unknown
  for (let from = 0; from < bytes.length; from += bytes.readUInt32BE(from)) {
    const [length, headers] = [bytes.readUInt32BE(from), bytes.readUInt32BE(from + 4)]
    const head = bytes.toString('latin1', from + 12, from + 12 + headers)
    const event: unknown = JSON.parse(bytes.toString('utf8', from + 12 + headers, from + length - 4))
    const index = numberAt(event, 'contentBlockIndex') ?? 0
    const pieces = blocks.get(index) ?? []
    blocks.set(index, pieces)
    for (const piece of [at(event, 'start'), at(event, 'delta')]) if (isObject(piece)) pieces.push(piece)
    if (head.includes('messageStop')) stop = textAt(event, 'stopReason')
    if (head.includes('metadata')) usage = at(event, 'usage')
  }
  const whole = [...blocks.values()].filter((pieces) => pieces.length > 0).map(joined)
  return replyOf(whole, stop, usage)
}

/** A block out of its pieces. */
function joined(pieces: readonly Json[]): Json {
  const all = (...path: string[]): string => pieces.map((piece) => textAt(piece, ...path)).join('')
  const [first] = pieces
  if (first?.['toolUse'] !== undefined) {
    const input = all('toolUse', 'input')
    return { toolUse: { ...Object(first['toolUse']), input: input === '' ? {} : JSON.parse(input) } }
  }
  if (first?.['toolResult'] !== undefined) return first
  const redacted = all('reasoningContent', 'redactedContent')
  if (redacted !== '') return { reasoningContent: { redactedContent: redacted } }
  if (first?.['reasoningContent'] === undefined) return { text: all('text') }
  const [text, signature] = [all('reasoningContent', 'text'), all('reasoningContent', 'signature')]
  return { reasoningContent: { reasoningText: { text, signature } } }
}
