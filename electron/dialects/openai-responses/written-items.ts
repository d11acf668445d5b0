import { amended } from '../collect-reply.ts'
import type { NativePart, PartAmendment, ReasoningPart, ToolCallPart } from '../chat.ts'
import { textOf, type Fields } from '../json.ts'
import type { InsideWriter, ItemPlace, WrittenPart } from './item-place.ts'
import { callPrefix, isOwnThought, replyCall, replyThought, thoughtId, type NewId } from './output-items.ts'
import { ownFields } from './own-extra.ts'

/**
 * Thoughts. They are told as a summary, which is what clients show, but for those that a server of this API gave as the
 * thoughts themselves.
 */
export class WrittenThought implements WrittenPart {
  readonly #place: ItemPlace
  readonly #writer: InsideWriter
  readonly #id: string
  readonly #isSummary: boolean
  #part: ReasoningPart
  #isBegun = false

  constructor(place: ItemPlace, part: ReasoningPart, newId: NewId) {
    this.#place = place
    this.#part = part
    this.#id = thoughtId(part, newId)
    this.#isSummary = part.summary === true || !isOwnThought(part)
    const section = this.#isSummary ? { summary_index: 0 } : { content_index: 0 }
    this.#writer = place.inside(this.#id, section)
  }

  begin(): string {
    return this.#place.added({ id: this.#id, type: 'reasoning', summary: [] })
  }

  grow(text: string): string {
    this.#part = { ...this.#part, text: this.#part.text + text }
    const begun = this.#isBegun ? '' : this.#section('added', '')
    this.#isBegun = true
    return begun + this.#writer.delta(`${this.#name()}.delta`, text)
  }

  amend(amendment: PartAmendment): void {
    const part = amended(this.#part, amendment)
    if (part.type === 'reasoning') this.#part = part
  }

  close(): string {
    const { text } = this.#part
    const told = this.#isBegun
      ? this.#writer.write(`${this.#name()}.done`, { text }) + this.#section('done', text)
      : ''
    return told + this.#place.done(replyThought(this.#part, this.#id))
  }

  #name(): string {
    return this.#isSummary ? 'response.reasoning_summary_text' : 'response.reasoning_text'
  }

  #section(what: 'added' | 'done', text: string): string {
    return this.#isSummary
      ? this.#writer.write(`response.reasoning_summary_part.${what}`, {
          part: { type: 'summary_text', text }
        })
      : this.#writer.write(`response.content_part.${what}`, { part: { type: 'reasoning_text', text } })
  }
}

/** The call of a function or of a custom tool. */
export class WrittenCall implements WrittenPart {
  readonly #place: ItemPlace
  readonly #writer: InsideWriter
  readonly #id: string
  readonly #callId: string
  #part: ToolCallPart

  constructor(place: ItemPlace, part: ToolCallPart, newId: NewId) {
    this.#place = place
    this.#id = textOf(ownFields(part.extra)['id']) ?? newId(callPrefix(part))
    // An id that comes later than the call would contradict the one that the client has.
    this.#callId = part.id === '' ? newId('call_') : part.id
    this.#part = { ...part, args: '' }
    this.#writer = place.inside(this.#id)
  }

  begin(): string {
    const item = replyCall({ ...this.#part, id: this.#callId }, this.#id, 'in_progress')
    const empty = this.#part.custom === true ? { input: '' } : { arguments: '' }
    return this.#place.added({ ...item, ...empty, status: 'in_progress' })
  }

  grow(text: string): string {
    this.#part = { ...this.#part, args: this.#part.args + text }
    return this.#writer.delta(`${this.#name()}.delta`, text)
  }

  amend(amendment: PartAmendment): void {
    const { seal } = this.#part
    const part = amended(this.#part, amendment)
    // The client has the call's id already, and with it the seal.
    if (part.type === 'tool-call') this.#part = { ...part, seal }
  }

  close(): string {
    // A call without arguments has an empty object, of which the client was told nothing yet.
    const missing = this.#part.args === '' && this.#part.custom !== true ? this.grow('{}') : ''
    const item = replyCall({ ...this.#part, id: this.#callId }, this.#id, 'completed')
    const { name, arguments: args, input } = item
    const whole = this.#part.custom === true ? { input } : { name, arguments: args }
    return missing + this.#writer.write(`${this.#name()}.done`, whole) + this.#place.done(item)
  }

  #name(): string {
    return this.#part.custom === true ? 'response.custom_tool_call_input' : 'response.function_call_arguments'
  }
}

/** An item that is whole when it is told of, or whose pieces are its provider's own. */
export class WrittenWhole implements WrittenPart {
  readonly #place: ItemPlace
  #item: Fields

  constructor(place: ItemPlace, item: Fields) {
    this.#place = place
    this.#item = item
  }

  begin(): string {
    return this.#place.added(this.#item)
  }

  grow(): string {
    return ''
  }

  amend({ value }: PartAmendment): void {
    this.#item = value ?? this.#item
  }

  close(): string {
    return this.#place.done(this.#item)
  }
}

/** A text that is told of only when it has words. */
export class LateContent implements WrittenPart {
  readonly #begin: () => { readonly text: string; readonly part: WrittenPart }
  readonly #amendments: PartAmendment[] = []
  #part: WrittenPart | null = null

  constructor(begin: () => { readonly text: string; readonly part: WrittenPart }) {
    this.#begin = begin
  }

  grow(text: string): string {
    if (this.#part !== null) return this.#part.grow(text)
    const begun = this.#begin()
    this.#part = begun.part
    for (const amendment of this.#amendments) begun.part.amend(amendment)
    return begun.text + begun.part.grow(text)
  }

  amend(amendment: PartAmendment): void {
    if (this.#part === null) this.#amendments.push(amendment)
    else this.#part.amend(amendment)
  }

  close(): string {
    return this.#part?.close() ?? ''
  }
}

export function isInMessage(part: NativePart): boolean {
  return 'index' in ownFields(part.extra)
}
