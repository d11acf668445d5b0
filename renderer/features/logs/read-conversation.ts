import type {
  Conversation,
  ConversationMessage,
  ConversationPart
} from '../../../shared/domain/conversation.ts'

export type ToolCallPart = Extract<ConversationPart, { kind: 'tool-call' }>
export type ToolResultPart = Extract<ConversationPart, { kind: 'tool-result' }>

/** A part as it is shown: a tool call carries the result that a later message gave for it. */
export type TurnPart =
  | { readonly kind: 'part'; readonly part: Exclude<ConversationPart, ToolCallPart> }
  | { readonly kind: 'call'; readonly call: ToolCallPart; readonly result: ToolResultPart | undefined }

/** One message as it is shown. */
export interface Turn {
  /** Its number in the request, from 1; the reply goes on counting. */
  readonly number: number
  readonly role: string
  readonly parts: readonly TurnPart[]
  /** true: the model said it in this request; false: it was sent along. */
  readonly reply: boolean
}

export interface ReadConversation {
  /** System and developer messages before the first turn: long, and the same each time. */
  readonly instructions: readonly Turn[]
  readonly turns: readonly Turn[]
}

/** Orders a conversation for reading: instructions apart, results under their calls, empty messages left out. */
export function readConversation(conversation: Conversation): ReadConversation {
  const messages = [...conversation.messages, ...conversation.reply]
  const results = matchResults(messages)
  const matched = new Set(results.values())
  const turns = messages.map((message, index) => ({
    number: index + 1,
    role: message.role,
    reply: index >= conversation.messages.length,
    // A message that asks for nothing and says nothing is kept: it is what was sent.
    emptied: message.parts.length > 0 && message.parts.every((part) => isMatched(part, matched)),
    parts: message.parts.filter((part) => !isMatched(part, matched)).map((part) => turnPart(part, results))
  }))
  const shown = turns.filter((turn) => !turn.emptied).map(({ emptied: _emptied, ...turn }) => turn)
  const first = shown.findIndex((turn) => turn.role !== 'system' && turn.role !== 'developer')
  const end = first === -1 ? shown.length : first
  return { instructions: shown.slice(0, end), turns: shown.slice(end) }
}

/**
 * Where to fold a long history: how many of `turns` to hide at its start. What is left begins with a question of the
 * user where that keeps it short, so that the reader sees what the reply answers.
 */
export function foldedCount(turns: readonly Turn[], keep = 8): number {
  if (turns.length <= keep + 2) return 0
  const start = turns.length - keep
  for (let index = start; index < turns.length - 2; index += 1) {
    if (turns[index]?.role === 'user') return index
  }
  return start
}

function turnPart(part: ConversationPart, results: ReadonlyMap<ConversationPart, ToolResultPart>): TurnPart {
  if (part.kind !== 'tool-call') return { kind: 'part', part }
  return { kind: 'call', call: part, result: results.get(part) }
}

function isMatched(part: ConversationPart, matched: ReadonlySet<ConversationPart>): boolean {
  return part.kind === 'tool-result' && matched.has(part)
}

/** Each call's result: the first later one with its id that no call before took (some clients use an id twice). */
function matchResults(messages: readonly ConversationMessage[]): Map<ConversationPart, ToolResultPart> {
  const open = new Map<string, ToolCallPart[]>()
  const results = new Map<ConversationPart, ToolResultPart>()
  for (const part of messages.flatMap((message) => message.parts)) {
    if (part.kind === 'tool-call') {
      open.set(part.id, [...(open.get(part.id) ?? []), part])
    } else if (part.kind === 'tool-result') {
      const call = open.get(part.id)?.shift()
      if (call !== undefined) results.set(call, part)
    }
  }
  return results
}
