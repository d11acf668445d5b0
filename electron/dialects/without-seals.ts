import type { ChatRequest, Part } from './chat.ts'

/**
 * A chat without what providers sealed: for a provider that refused the signature of a thought, since it was another's
 * or has expired. Thoughts go as a whole: without its seal, a thought is refused as well.
 */
export function withoutSeals(chat: ChatRequest): ChatRequest {
  return {
    ...chat,
    messages: chat.messages
      .map((message) => ({ ...message, parts: message.parts.flatMap(withoutSeal) }))
      .filter((message, at) => message.parts.length > 0 || chat.messages[at]?.parts.length === 0)
  }
}

function withoutSeal(part: Part): Part[] {
  if (part.type === 'reasoning') return []
  if (part.type === 'text' || part.type === 'tool-call' || part.type === 'media') {
    return [{ ...part, seal: undefined }]
  }
  return [part]
}
