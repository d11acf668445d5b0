import type { Part, TextPart } from '../chat.ts'
import { ownFields } from '../field-reader.ts'

/**
 * What the model says before it calls tools, which Cohere has in a field of its own, `tool_plan`
 * (https://docs.cohere.com/docs/tool-use-overview). Other models say such in their text, where clients show it and keep
 * it in the history, from which Cohere wants it back: so it is a text here, which knows where it stood. What a model
 * thinks is another thing, and has parts of type `thinking`.
 */
export function planPart(text: string): TextPart {
  return { type: 'text', text, extra: { dialect: 'cohere-chat', fields: { type: PLAN } } }
}

export function isPlan(part: Part): boolean {
  return part.type === 'text' && ownFields('cohere-chat', part.extra)['type'] === PLAN
}

const PLAN = 'tool_plan'
