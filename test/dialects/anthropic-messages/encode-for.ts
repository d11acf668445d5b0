import { anthropicMessages } from '../../../electron/dialects/anthropic-messages/dialect.ts'
import type { ChatRequest, Message, Part } from '../../../electron/dialects/chat.ts'
import type { ReplyContext } from '../../../electron/dialects/dialect.ts'
import { isFields, type Fields } from '../../../electron/dialects/json.ts'

/** A chat of another dialect that says hello, and what is set besides. */
export function chatOf(fields: Partial<ChatRequest> = {}): ChatRequest {
  return { model: 'any', stream: false, messages: [user('hello')], tools: [], ...fields }
}

export function user(...parts: readonly (Part | string)[]): Message {
  return { role: 'user', parts: parts.map(asPart) }
}

export function assistant(...parts: readonly (Part | string)[]): Message {
  return { role: 'assistant', parts: parts.map(asPart) }
}

export function call(id: string, name = 'ls', args = '{}'): Part {
  return { type: 'tool-call', id, name, args }
}

export function result(id: string, text = 'done'): Message {
  return { role: 'tool', parts: [{ type: 'tool-result', id, parts: [{ type: 'text', text }] }] }
}

function asPart(part: Part | string): Part {
  return typeof part === 'string' ? { type: 'text', text: part } : part
}

export interface Sent {
  readonly body: Fields
  readonly notes: readonly string[]
}

/** The request as it goes over the wire. */
export function send(
  chat: ChatRequest,
  model = 'claude-sonnet-4-5',
  maxOutput: number | null = 64_000
): Sent {
  const { body, notes } = anthropicMessages.encodeRequest(chat, { model, maxOutput, quirks: {} })
  const wire: unknown = JSON.parse(JSON.stringify(body))
  return { body: isFields(wire) ? wire : {}, notes }
}

/** A request of the dialect itself, read and written again. */
export function resend(body: Fields, model = 'claude-sonnet-4-5'): Sent {
  return send(anthropicMessages.decodeRequest(body, { model, stream: false }), model)
}

export function contextOf(request: ChatRequest = chatOf()): ReplyContext {
  let count = 0
  return { request, created: 0, newId: (prefix) => `${prefix}${String(++count).padStart(24, '0')}` }
}
