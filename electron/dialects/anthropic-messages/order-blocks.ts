import type { Part, PartAmendment, Seal } from '../chat.ts'
import { amended } from '../collect-reply.ts'
import type { ReplyContext } from '../dialect.ts'
import { carriedSeal } from './signatures.ts'
import { growBlock, isRead, mannerOf, sealBlock, startBlock, stopBlock, wholeBlock } from './write-block.ts'

/** A part that may still grow, or waits for its turn. */
interface Held {
  part: Part
  /** What came while another block was open. */
  waiting: string
  closed: boolean
  /** Whether its seal went out with a block of it. */
  sealed: boolean
}

/**
 * Puts the parts of a reply, several of which may be open at once, into blocks of which one is open at a time. A text or
 * thought gives way as soon as another part opens, so that nothing that is read has to wait; should more of it come, that
 * goes into a block of its own. Calls that come side by side wait for each other.
 */
export class BlockOrder {
  readonly #context: ReplyContext
  readonly #held = new Map<number, Held>()
  #current: number | null = null
  /** Whether the current part's block is begun: a text's with its first word. */
  #begun = false
  #queue: number[] = []
  #blocks = 0

  constructor(context: ReplyContext) {
    this.#context = context
  }

  open(index: number, part: Part): string {
    const text = isRead(part) ? part.text : part.type === 'tool-call' ? part.args : ''
    this.#held.set(index, {
      part,
      waiting: mannerOf(part) === 'whole' ? '' : text,
      closed: false,
      sealed: false
    })
    return (this.#givesWay() ? this.#leave() : '') + this.#comeOn(index)
  }

  grow(index: number, text: string): string {
    const held = this.#held.get(index)
    if (held === undefined) return ''
    if (mannerOf(held.part) === 'whole') {
      if (held.part.type === 'tool-call') held.part = { ...held.part, args: held.part.args + text }
      return ''
    }
    if (index === this.#current) return this.#write(held, text)
    held.waiting += text
    return this.#queue.includes(index) ? '' : this.#comeOn(index)
  }

  amend(index: number, amendment: PartAmendment): string {
    const held = this.#held.get(index)
    if (held !== undefined) held.part = amended(held.part, amendment)
    return ''
  }

  close(index: number): string {
    const held = this.#held.get(index)
    if (held === undefined) return ''
    held.closed = true
    if (index === this.#current) return this.#leave() + this.#drain()
    if (this.#queue.includes(index)) return ''
    // Its text went before its seal came.
    if (this.#waitingSeal(held) !== undefined) return this.#comeOn(index)
    this.#held.delete(index)
    return ''
  }

  /** Closes what is open, in its order. */
  end(): string {
    for (const held of this.#held.values()) held.closed = true
    const left = this.#current === null ? '' : this.#leave()
    return left + this.#drain()
  }

  /** Makes the part the current one, or lets it wait for that. */
  #comeOn(index: number): string {
    if (this.#current !== null) {
      this.#queue.push(index)
      return ''
    }
    const held = this.#held.get(index)
    if (held === undefined) return ''
    this.#current = index
    this.#begun = false
    const text = held.waiting
    held.waiting = ''
    const isCall = mannerOf(held.part) === 'call'
    const written = text === '' && !isCall ? '' : this.#write(held, text)
    return held.closed ? written + this.#leave() : written
  }

  #write(held: Held, text: string): string {
    const start = this.#begun ? '' : startBlock(this.#blocks, held.part, this.#context)
    this.#begun = true
    return text === '' ? start : start + growBlock(this.#blocks, held.part, text)
  }

  /** Closes the current part's block. */
  #leave(): string {
    const index = this.#current
    const held = index === null ? undefined : this.#held.get(index)
    this.#current = null
    if (index === null || held === undefined) return ''
    if (held.closed) this.#held.delete(index)
    if (mannerOf(held.part) !== 'whole') return this.#stop(held)
    const written = wholeBlock(this.#blocks, held.part)
    if (written !== '') this.#blocks++
    return written
  }

  #stop(held: Held): string {
    let written = ''
    if (this.#begun) {
      written = stopBlock(this.#blocks++, held.part)
      held.sealed ||= held.part.type === 'reasoning' && held.part.seal !== undefined
    }
    const seal = this.#waitingSeal(held)
    if (seal === undefined) return written
    held.sealed = true
    return written + sealBlock(this.#blocks++, seal)
  }

  /** A seal that is in no block yet: of thoughts that aren't shown, of a text, or one that came late. */
  #waitingSeal({ part, sealed }: Held): Seal | undefined {
    if (sealed) return undefined
    return part.type === 'reasoning' ? part.seal : carriedSeal(part, this.#context.request)
  }

  /** Lets those that waited come on, each until the next one must wait. */
  #drain(): string {
    let written = ''
    while (this.#queue.length > 0 && this.#givesWay()) {
      written += this.#leave()
      const next = this.#queue.shift()
      if (next !== undefined) written += this.#comeOn(next)
    }
    return written
  }

  #givesWay(): boolean {
    const held = this.#current === null ? undefined : this.#held.get(this.#current)
    return held === undefined || isRead(held.part)
  }
}
