import { assertNever } from '../../shared/assert-never.ts'
import type { ChatEvent, ChatReply, Choice, Part, PartAmendment, StreamError } from './chat.ts'

export interface CollectedReply {
  readonly reply: ChatReply
  /** An error event in the stream. */
  readonly error: StreamError | null
  /** Whether the stream came to its own end. */
  readonly ended: boolean
}

interface ChoiceDraft {
  readonly parts: Part[]
  rest: Omit<Choice, 'parts'>
}

/** A stream's events as the whole reply that they add up to. */
export function collectReply(events: Iterable<ChatEvent>): CollectedReply {
  const choices = new Map<number, ChoiceDraft>()
  let head: Omit<ChatReply, 'choices'> = {}
  let error: StreamError | null = null
  let ended = false
  const draftOf = (choice: number): ChoiceDraft => {
    const draft = choices.get(choice) ?? { parts: [], rest: {} }
    choices.set(choice, draft)
    return draft
  }
  for (const event of events) {
    switch (event.type) {
      case 'start':
        head = { ...head, id: event.id, model: event.model, created: event.created, extra: event.extra }
        break
      case 'open':
        draftOf(event.choice).parts[event.index] = event.part
        break
      case 'delta':
        change(draftOf(event.choice).parts, event.index, (part) => grown(part, event.text))
        break
      case 'amend':
        change(draftOf(event.choice).parts, event.index, (part) => amended(part, event.part))
        break
      case 'finish': {
        const { finish, logprobs, extra } = event
        draftOf(event.choice).rest = { finish, logprobs, extra }
        break
      }
      case 'usage':
        head = { ...head, usage: event.usage, serviceTier: event.serviceTier ?? head.serviceTier }
        break
      case 'error':
        error ??= event.error
        break
      case 'end':
        ended = true
        head = { ...head, extra: event.extra ?? head.extra }
        break
      case 'close':
        break
    }
  }
  const ordered = [...choices].toSorted(([a], [b]) => a - b)
  return {
    reply: {
      ...head,
      choices: ordered.map(([, { parts, rest }]) => ({ parts: parts.filter(Boolean), ...rest }))
    },
    error,
    ended
  }
}

/** A whole reply as the events of a stream, for a client that asked for one. */
export function* replyEvents(reply: ChatReply): Generator<ChatEvent> {
  yield { type: 'start', id: reply.id, model: reply.model, created: reply.created, extra: reply.extra }
  for (const [choice, { parts }] of reply.choices.entries()) {
    for (const [index, part] of parts.entries()) {
      yield { type: 'open', choice, index, part: withoutText(part) }
      const text = textOfPart(part)
      if (text !== '') yield { type: 'delta', choice, index, text }
      yield { type: 'close', choice, index }
    }
  }
  for (const [choice, { finish, logprobs, extra }] of reply.choices.entries()) {
    if (finish !== undefined) yield { type: 'finish', choice, finish, logprobs, extra }
  }
  if (reply.usage !== undefined) yield { type: 'usage', usage: reply.usage, serviceTier: reply.serviceTier }
  yield { type: 'end', extra: reply.extra }
}

/** The text of a part that grows in a stream; '' for the others. */
export function textOfPart(part: Part): string {
  if (part.type === 'tool-call') return part.args
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal' ? part.text : ''
}

function withoutText(part: Part): Part {
  if (part.type === 'tool-call') return { ...part, args: '' }
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal'
    ? { ...part, text: '' }
    : part
}

function change(parts: Part[], index: number, how: (part: Part) => Part): void {
  const part = parts[index]
  if (part !== undefined) parts[index] = how(part)
}

function grown(part: Part, text: string): Part {
  if (part.type === 'tool-call') return { ...part, args: part.args + text }
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal'
    ? { ...part, text: part.text + text }
    : part
}

/** A part with what became known of it; what its type has no field for is left out. */
export function amended(part: Part, amendment: PartAmendment): Part {
  const { seal, citations, extra, id, value } = amendment
  const base: Part = extra === undefined || part.type === 'native' ? part : { ...part, extra }
  switch (base.type) {
    case 'text':
      return { ...base, seal: seal ?? base.seal, citations: citations ?? base.citations }
    case 'reasoning':
      return { ...base, seal: seal ?? base.seal, id: id ?? base.id }
    case 'tool-call':
      return { ...base, seal: seal ?? base.seal, id: id ?? base.id }
    case 'media':
      return { ...base, seal: seal ?? base.seal }
    case 'native':
      return value === undefined ? base : { ...base, value }
    case 'refusal':
    case 'tool-result':
      return base
    default:
      return assertNever(base)
  }
}
