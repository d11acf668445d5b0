import type { ChatEvent } from '../chat.ts'
import { textOf, type Fields } from '../json.ts'
import { decodeCall, isNoArguments } from './decode-messages.ts'

interface OpenCall {
  readonly index: number
  /** What has come while it may still be "null"; null once it is told as it comes. */
  held: string | null
}

/** Where calls are told: the part's index, and what happens to it. */
export interface CallPlace {
  readonly open: () => number
  readonly tell: (event: ChatEvent) => void
}

const NO_ARGUMENTS = 'null'

/** Calls of tools as their pieces come, several open at once at most in theory. */
export class CallFragments {
  readonly #place: CallPlace
  readonly #open = new Map<number, OpenCall>()
  #count = 0

  constructor(place: CallPlace) {
    this.#place = place
  }

  /** Whether there was a call. */
  get any(): boolean {
    return this.#count > 0
  }

  /** A call's beginning or more of its arguments; without an index it is the one that is open, or a new one. */
  add(at: number | undefined, fields: Fields, idStem: string): void {
    const key = at ?? [...this.#open.keys()].at(-1) ?? this.#count
    const known = this.#open.get(key)
    const { name } = { ...(fields['function'] as Fields | undefined) }
    if (known === undefined || (typeof name === 'string' && name !== '' && known.held === null)) {
      if (known !== undefined) this.close(key)
      return this.#begin(key, fields, idStem)
    }
    return this.#grow(known, argumentsOf(fields))
  }

  #begin(key: number, fields: Fields, idStem: string): void {
    const part = decodeCall(fields, `call_${idStem}_${this.#count}`)
    this.#count += 1
    const call: OpenCall = { index: this.#place.open(), held: '' }
    this.#open.set(key, call)
    this.#place.tell({ type: 'open', choice: 0, index: call.index, part: { ...part, args: '' } })
    this.#grow(call, argumentsOf(fields))
  }

  /** Held while it may be "null", which is told as "{}" (`decode-messages.ts`). */
  #grow(call: OpenCall, text: string): void {
    if (text === '') return
    const whole = (call.held ?? '') + text
    if (call.held !== null && NO_ARGUMENTS.startsWith(whole)) {
      call.held = whole
      return
    }
    call.held = null
    this.#place.tell({ type: 'delta', choice: 0, index: call.index, text: whole })
  }

  close(at: number | undefined): void {
    const key = at ?? [...this.#open.keys()].at(-1)
    const call = key === undefined ? undefined : this.#open.get(key)
    if (key === undefined || call === undefined) return
    this.#open.delete(key)
    const { index, held } = call
    if (held !== null)
      this.#place.tell({ type: 'delta', choice: 0, index, text: isNoArguments(held) ? '{}' : held })
    this.#place.tell({ type: 'close', choice: 0, index })
  }

  closeAll(): void {
    for (const key of this.#open.keys()) this.close(key)
  }
}

function argumentsOf(fields: Fields): string {
  const inner = fields['function']
  return typeof inner === 'object' && inner !== null ? (textOf((inner as Fields)['arguments']) ?? '') : ''
}
