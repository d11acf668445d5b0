import type {
  Citation,
  Conversation,
  ConversationMessage,
  ConversationPart,
  MediaPart
} from '../../../shared/domain/conversation.ts'
import { groupParts, type PartGroup } from './group-parts.ts'

export type ToolCallPart = Extract<ConversationPart, { kind: 'tool-call' }>
export type ToolResultPart = Extract<ConversationPart, { kind: 'tool-result' }>
export type TextPart = Extract<ConversationPart, { kind: 'text' }>
export type PlainPart = Exclude<ConversationPart, ToolCallPart | TextPart | MediaPart>

/** A result, and the number of the message that it was sent in. */
export interface SentResult {
  readonly part: ToolResultPart
  readonly number: number
  /** Whether that message says more, so that it is shown too. */
  readonly shown: boolean
}

/** A part, or some that belong together, as they are shown. */
export type TurnPart =
  | { readonly kind: 'part'; readonly part: PlainPart }
  /** Texts that run on from one to the next; `sources` are places in the turn's list, from 1. */
  | { readonly kind: 'text'; readonly pieces: readonly TextPiece[] }
  | { readonly kind: 'media'; readonly parts: readonly MediaPart[] }
  /** A tool call carries the result that a later message gave for it. */
  | {
      readonly kind: 'call'
      readonly call: ToolCallPart
      readonly result: SentResult | undefined
      /** The model made it in this request: a result can only come with the next one. */
      readonly fresh: boolean
    }
  /** Stands where results were sent that are shown under their calls, which are in the message of this number. */
  | { readonly kind: 'answered'; readonly names: readonly string[]; readonly number: number }

export interface TextPiece {
  readonly part: TextPart
  readonly sources: readonly number[]
}

/** One message as it is shown. */
export interface Turn {
  /** Its number in the request, from 1; the reply goes on counting. */
  readonly number: number
  readonly role: string
  readonly name: string | undefined
  readonly parts: readonly TurnPart[]
  /** What its texts lean on, each once. */
  readonly sources: readonly Citation[]
  readonly finish: string | undefined
  readonly extra: string | undefined
  /** true: the model said it in this request; false: it was sent along. */
  readonly reply: boolean
}

export interface ArrangedConversation {
  /** System and developer messages before the first turn: long, and the same each time. */
  readonly instructions: readonly Turn[]
  readonly turns: readonly Turn[]
}

/** Orders a conversation for reading: instructions apart, results under their calls, empty messages left out. */
export function arrangeConversation(conversation: Conversation): ArrangedConversation {
  const messages = [...conversation.messages, ...conversation.reply]
  const pairs = pairResults(messages)
  const turns = messages.flatMap((message, index) => {
    if (isEmptied(message, pairs)) return []
    const reply = index >= conversation.messages.length
    const parts = joinAnswered(
      groupParts(message.parts).map((group) => turnPart(group, pairs, messages, reply))
    )
    return {
      number: index + 1,
      role: message.role,
      name: message.name,
      reply,
      finish: message.finish,
      extra: message.extra,
      ...withSources(parts, message.citations ?? [])
    }
  })
  const first = turns.findIndex((turn) => turn.role !== 'system' && turn.role !== 'developer')
  const end = first === -1 ? turns.length : first
  return { instructions: turns.slice(0, end), turns: turns.slice(end) }
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

/** Of a message that holds paired results alone nothing is left; one that says nothing is kept: it is what was sent. */
function isEmptied({ parts }: ConversationMessage, { calls }: Pairs): boolean {
  return parts.length > 0 && parts.every((part) => part.kind === 'tool-result' && calls.has(part))
}

function turnPart(
  group: PartGroup,
  pairs: Pairs,
  messages: readonly ConversationMessage[],
  reply: boolean
): TurnPart {
  if (group.kind === 'media') return group
  if (group.kind === 'text') {
    return { kind: 'text', pieces: group.parts.map((part) => ({ part, sources: [] })) }
  }
  const { part } = group
  if (part.kind === 'tool-call') {
    const sent = pairs.results.get(part)
    const message = sent === undefined ? undefined : messages[sent.number - 1]
    const shown = message !== undefined && !isEmptied(message, pairs)
    const result = sent === undefined ? undefined : { ...sent, shown }
    return { kind: 'call', call: part, result, fresh: reply }
  }
  const call = part.kind === 'tool-result' ? pairs.calls.get(part) : undefined
  return call === undefined
    ? { kind: 'part', part }
    : { kind: 'answered', names: [call.name], number: call.number }
}

/** Several results that were sent beside each other for the calls of one message are one line. */
function joinAnswered(parts: readonly TurnPart[]): TurnPart[] {
  const joined: TurnPart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind === 'answered' && last?.kind === 'answered' && last.number === part.number) {
      joined[joined.length - 1] = { ...last, names: [...last.names, ...part.names] }
    } else joined.push(part)
  }
  return joined
}

/** Numbers the sources of a turn's texts, each once however often it is cited; those of the whole turn come last. */
function withSources(
  parts: readonly TurnPart[],
  ofAll: readonly Citation[]
): Pick<Turn, 'parts' | 'sources'> {
  const places = new Map<string, number>()
  const sources: Citation[] = []
  const placeOf = (citation: Citation): number => {
    // The same page may be cited with other words of it.
    const key = citation.url === '' ? `${citation.title}\n${citation.text}` : citation.url
    const place = places.get(key) ?? sources.push(citation)
    places.set(key, place)
    return place
  }
  const numbered = parts.map((part): TurnPart => {
    if (part.kind !== 'text') return part
    const pieces = part.pieces.map((piece) => ({
      part: piece.part,
      sources: [...new Set((piece.part.citations ?? []).map(placeOf))].toSorted((a, b) => a - b)
    }))
    return { kind: 'text', pieces }
  })
  for (const citation of ofAll) placeOf(citation)
  return { sources, parts: numbered }
}

interface Pairs {
  readonly results: ReadonlyMap<ToolCallPart, Omit<SentResult, 'shown'>>
  /** The call of each result that has one: its tool, and the number of its message. */
  readonly calls: ReadonlyMap<ToolResultPart, { readonly name: string; readonly number: number }>
}

/** Each call's result: the first later one with its id that no call before took (some clients use an id twice). */
function pairResults(messages: readonly ConversationMessage[]): Pairs {
  const open = new Map<string, { readonly call: ToolCallPart; readonly number: number }[]>()
  const results = new Map<ToolCallPart, Omit<SentResult, 'shown'>>()
  const calls = new Map<ToolResultPart, { readonly name: string; readonly number: number }>()
  for (const [index, message] of messages.entries()) {
    const number = index + 1
    for (const part of message.parts) {
      if (part.kind === 'tool-call') {
        open.set(part.id, [...(open.get(part.id) ?? []), { call: part, number }])
      } else if (part.kind === 'tool-result') {
        const asked = open.get(part.id)?.shift()
        if (asked === undefined) continue
        results.set(asked.call, { part, number })
        calls.set(part, { name: asked.call.name, number: asked.number })
      }
    }
  }
  return { results, calls }
}
