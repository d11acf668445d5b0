import type {
  Conversation,
  ConversationMessage,
  ConversationPart
} from '../../../shared/domain/conversation.ts'
import { eventData, splitEvents } from '../stream-events.ts'

type Fields = Readonly<Record<string, unknown>>

/** Shown elsewhere on the page, or of no interest to a reader. */
const NOT_PARAMS = new Set(['model', 'messages', 'tools', 'functions', 'stream', 'stream_options'])

/**
 * A chat completion as a person reads it: the request's messages and the reply, whole or put together from a stream
 * (https://platform.openai.com/docs/api-reference/chat). null where the request is none. Tolerant: what it does not
 * know is shown as JSON, nothing is dropped.
 */
export function readConversation(
  request: Buffer,
  reply: Buffer | null,
  isStream: boolean
): Conversation | null {
  const body = fieldsOf(parse(request.toString('utf8')))
  if (body === null || !Array.isArray(body['messages'])) return null
  const replies =
    reply === null ? [] : isStream ? choicesOfStream(reply) : choicesOf(parse(reply.toString('utf8')))
  return {
    messages: body['messages'].map(readMessage),
    reply: replies.map((choice) => readMessage(choice.message)),
    finish_reason: replies.at(-1)?.finishReason ?? null,
    tools: list(body['tools']).map(readTool),
    params: Object.fromEntries(
      Object.entries(body)
        .filter(([name]) => !NOT_PARAMS.has(name))
        .map(([name, value]) => [name, JSON.stringify(value)])
    )
  }
}

interface Choice {
  readonly message: unknown
  readonly finishReason: string | null
}

function choicesOf(reply: unknown): Choice[] {
  return list(fieldsOf(reply)?.['choices']).map((choice) => ({
    message: { role: 'assistant', ...fieldsOf(choice['message']) },
    finishReason: text(choice['finish_reason'])
  }))
}

/** Puts a stream's deltas together, choice by choice, as the client did. */
function choicesOfStream(reply: Buffer): Choice[] {
  const choices = new Map<
    number,
    { fields: Record<string, unknown>; calls: Map<number, ToolCallDraft>; finishReason: string | null }
  >()
  for (const event of splitEvents(reply)) {
    const data = eventData(event)
    const chunk = data === null ? null : fieldsOf(parse(data))
    for (const choice of list(chunk?.['choices'])) {
      const index = typeof choice['index'] === 'number' ? choice['index'] : 0
      const draft = choices.get(index) ?? {
        fields: { role: 'assistant' },
        calls: new Map<number, ToolCallDraft>(),
        finishReason: null
      }
      choices.set(index, draft)
      draft.finishReason = text(choice['finish_reason']) ?? draft.finishReason
      const delta = fieldsOf(choice['delta']) ?? {}
      for (const name of ['content', 'reasoning_content', 'reasoning', 'refusal'])
        append(draft.fields, name, delta[name])
      for (const call of list(delta['tool_calls'])) addToolCall(draft.calls, call)
    }
  }
  return [...choices.values()].map(({ fields, calls, finishReason }) => ({
    message: { ...fields, ...(calls.size > 0 ? { tool_calls: [...calls.values()].map(toolCall) } : {}) },
    finishReason
  }))
}

interface ToolCallDraft {
  id: string
  name: string
  args: string
}

/** Id and name come once, in the first fragment; the arguments come in pieces. */
function addToolCall(calls: Map<number, ToolCallDraft>, fragment: Fields): void {
  const index = typeof fragment['index'] === 'number' ? fragment['index'] : calls.size
  const draft = calls.get(index) ?? { id: '', name: '', args: '' }
  calls.set(index, draft)
  const called = fieldsOf(fragment['function']) ?? {}
  draft.id ||= text(fragment['id']) ?? ''
  draft.name ||= text(called['name']) ?? ''
  draft.args += text(called['arguments']) ?? ''
}

function toolCall({ id, name, args }: ToolCallDraft): object {
  return { id, function: { name, arguments: args } }
}

function append(fields: Record<string, unknown>, name: string, piece: unknown): void {
  if (typeof piece !== 'string' || piece === '') return
  const before = fields[name]
  fields[name] = typeof before === 'string' ? before + piece : piece
}

function readMessage(value: unknown): ConversationMessage {
  const message = fieldsOf(value) ?? {}
  const role = text(message['role']) ?? 'unknown'
  const parts: ConversationPart[] = []
  const reasoning = text(message['reasoning_content']) ?? text(message['reasoning'])
  if (reasoning !== null && reasoning !== '') parts.push({ kind: 'reasoning', text: reasoning })
  if (role === 'tool' || role === 'function') {
    const id = text(message['tool_call_id']) ?? text(message['name']) ?? ''
    parts.push({ kind: 'tool-result', id, text: contentText(message['content']) })
  } else parts.push(...readContent(message['content']))
  const refusal = text(message['refusal'])
  if (refusal !== null && refusal !== '') parts.push({ kind: 'refusal', text: refusal })
  for (const call of list(message['tool_calls'])) parts.push(readToolCall(call))
  const old = fieldsOf(message['function_call'])
  if (old !== null)
    parts.push({
      kind: 'tool-call',
      id: '',
      name: text(old['name']) ?? '',
      args: text(old['arguments']) ?? ''
    })
  return { role, parts }
}

function readToolCall(call: Fields): ConversationPart {
  const called = fieldsOf(call['function']) ?? fieldsOf(call['custom']) ?? {}
  const args = text(called['arguments']) ?? text(called['input']) ?? ''
  return { kind: 'tool-call', id: text(call['id']) ?? '', name: text(called['name']) ?? '', args }
}

function readContent(content: unknown): ConversationPart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }]
  if (content === null || content === undefined) return []
  if (!Array.isArray(content)) return [{ kind: 'other', json: JSON.stringify(content) }]
  return content.map(readContentPart)
}

function readContentPart(value: unknown): ConversationPart {
  const part = fieldsOf(value) ?? {}
  const other: ConversationPart = { kind: 'other', json: JSON.stringify(value) }
  switch (part['type']) {
    case 'text':
      return { kind: 'text', text: text(part['text']) ?? '' }
    case 'refusal':
      return { kind: 'refusal', text: text(part['refusal']) ?? '' }
    case 'image_url': {
      const url = text(fieldsOf(part['image_url'])?.['url']) ?? text(part['image_url'])
      return url === null ? other : { kind: 'image', url }
    }
    case 'file':
    case 'input_audio': {
      const file = fieldsOf(part['file']) ?? fieldsOf(part['input_audio']) ?? {}
      return {
        kind: 'file',
        name: text(file['filename']) ?? text(file['file_id']) ?? text(file['format']) ?? 'file'
      }
    }
    default:
      return other
  }
}

/** The text of a tool's result, whichever way it was sent. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  const texts = list(content).map((part) => text(part['text']) ?? JSON.stringify(part))
  return texts.length > 0
    ? texts.join('\n')
    : content === null || content === undefined
      ? ''
      : JSON.stringify(content)
}

function readTool(tool: Fields): Conversation['tools'][number] {
  const definition = fieldsOf(tool['function']) ?? fieldsOf(tool['custom']) ?? tool
  return {
    name: text(definition['name']) ?? text(tool['type']) ?? 'tool',
    description: text(definition['description']) ?? '',
    schema: JSON.stringify(definition['parameters'] ?? definition['format'] ?? {})
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function fieldsOf(value: unknown): Fields | null {
  // The edge where stored bytes become a value: members stay unknown and each is checked where it is read.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : []
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
