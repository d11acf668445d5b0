import { expect } from 'vitest'
import type { ChatEvent, ChatRequest } from '../../../electron/dialects/chat.ts'
import type { EncodedRequest, ReplyContext } from '../../../electron/dialects/dialect.ts'
import { parseFields, type Fields } from '../../../electron/dialects/json.ts'
import { readEvents } from '../../../electron/dialects/read-events.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'

/** A request of a client, read. */
export function decode(body: Fields): ChatRequest {
  return openaiResponses.decodeRequest(body, { model: 'gpt-5.2', stream: body['stream'] === true })
}

/** A chat as a provider gets it, as JSON. */
export function encode(chat: ChatRequest): EncodedRequest {
  const { body, notes } = openaiResponses.encodeRequest(chat, {
    model: 'gpt-5.2',
    maxOutput: null,
    quirks: {}
  })
  return { body: parseFields(JSON.stringify(body)) ?? {}, notes }
}

/** A chat of another dialect, with what every chat has. */
export function chatOf(chat: Partial<ChatRequest>): ChatRequest {
  return { from: 'anthropic-messages', model: 'gpt-5.2', stream: false, messages: [], tools: [], ...chat }
}

/** A context whose ids count up. */
export function contextOf(body: Fields = { input: 'Hi' }): ReplyContext {
  let count = 0
  return {
    request: decode(body),
    created: 1_760_000_000,
    newId: (prefix) => `${prefix}${String(++count)}`
  }
}

/** What a stream of server-sent events says, decoded. */
export function decodeEvents(events: readonly Fields[], named = true): ChatEvent[] {
  const decoder = openaiResponses.openStreamDecoder()
  const decoded = events.flatMap((event) => [
    ...decoder.push({ name: named ? String(event['type']) : null, data: JSON.stringify(event) })
  ])
  return [...decoded, ...decoder.end()]
}

/** The events that a client gets for a reply's, in order. */
export function encodeEvents(events: readonly ChatEvent[], context = contextOf()): Fields[] {
  const encoder = openaiResponses.openStreamEncoder(context)
  const text = events.map((event) => encoder.push(event)).join('') + encoder.end()
  return readEvents(Buffer.from(text)).map(({ name, data }) => {
    const fields = parseFields(data) ?? {}
    expect(fields['type']).toBe(name)
    return fields
  })
}
