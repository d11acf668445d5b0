import type { ChatEvent, ToolCallPart } from '../chat.ts'
import { fieldsOf, parseFields, textOf, type Fields } from '../json.ts'
import { decodeToolCall, OLD_CALL, readArguments, thoughtSignature } from './decode-tool-call.ts'

/** A call as far as its fragments have come. */
interface Call {
  /** As the server sent it: '' where it gave none. */
  readonly serverId: string
  readonly name: string
  /** Of the part, once it is open. */
  readonly index: number
  readonly custom: boolean
  args: string
  closed: boolean
}

/** Where a choice's parts are opened. */
export interface PartOpener {
  /** Closes texts and thoughts that are open, and gives the next part's index. */
  openBeside(): number
  readonly events: ChatEvent[]
  readonly choice: number
}

/**
 * Calls out of their fragments. OpenAI gives id and name in the first and counts the calls with `index`; Mistral and
 * Google send whole calls, with the same `index` or none; others say id and name again in each fragment, or send ''.
 * A call is closed once the next begins and its arguments are whole, so that readers of one part at a time need not
 * wait; until then fragments of several may alternate.
 */
export class ToolCallFragments {
  readonly #byPosition = new Map<number, Call>()
  readonly #calls: Call[] = []
  #stem = ''

  /** `stem` tells calls without an id apart from those of other replies. */
  add(fragment: Fields, opener: PartOpener, stem: string): void {
    this.#stem = stem
    const inner = fieldsOf(fragment['function']) ?? fieldsOf(fragment['custom'])
    const id = textOf(fragment['id']) ?? ''
    const name = textOf(inner?.['name']) ?? ''
    const args = readArguments(inner?.['arguments']) ?? textOf(inner?.['input']) ?? ''
    const { index: position } = fragment
    const call =
      typeof position === 'number' ? this.#at(position, id, name, args) : this.#withoutPosition(id, name)
    if (call !== undefined) {
      this.#grow(call, args, opener)
      const seal = thoughtSignature(fragment)
      if (seal !== undefined) opener.events.push({ type: 'amend', ...placeOf(call, opener), part: { seal } })
      return
    }
    const opened = this.#open(fragment, opener)
    if (typeof position === 'number') this.#byPosition.set(position, opened)
  }

  /** `function_call`, the one call of the old form. */
  addOld(fragment: Fields, opener: PartOpener, stem: string): void {
    const name = textOf(fragment['name']) ?? ''
    const args = readArguments(fragment['arguments']) ?? ''
    const call = this.#byPosition.get(OLD_POSITION)
    if (call !== undefined) return this.#grow(call, args, opener)
    // Snowflake sends an empty one in each chunk.
    if (name === '' && args === '') return undefined
    const part: ToolCallPart = { type: 'tool-call', id: `${OLD_CALL}${stem}`, name, args }
    this.#byPosition.set(OLD_POSITION, this.#openPart(part, '', opener))
    return undefined
  }

  get any(): boolean {
    return this.#calls.length > 0
  }

  close(opener: Pick<PartOpener, 'choice' | 'events'>): void {
    for (const call of this.#calls) closeCall(call, opener)
  }

  #at(position: number, id: string, name: string, args: string): Call | undefined {
    const call = this.#byPosition.get(position)
    return call === undefined || isAnother(call, id, name, args) ? undefined : call
  }

  #withoutPosition(id: string, name: string): Call | undefined {
    const last = this.#calls.at(-1)
    if (id !== '') {
      const known = this.#calls.find(({ serverId }) => serverId === id)
      return known ?? (name === '' ? last : undefined)
    }
    if (last === undefined || name === '') return last
    return last.name === name && !isWhole(last.args) ? last : undefined
  }

  #open(fragment: Fields, opener: PartOpener): Call {
    for (const call of this.#calls) if (!call.custom && isWhole(call.args)) closeCall(call, opener)
    const part = decodeToolCall(fragment, `call_${this.#stem}_${this.#calls.length}`)
    return this.#openPart(part, textOf(fragment['id']) ?? '', opener)
  }

  #openPart(part: ToolCallPart, serverId: string, opener: PartOpener): Call {
    const index = opener.openBeside()
    const { name, args } = part
    const call: Call = { serverId, name, index, custom: part.custom === true, args: '', closed: false }
    this.#calls.push(call)
    opener.events.push({ type: 'open', ...placeOf(call, opener), part: { ...part, args: '' } })
    this.#grow(call, args, opener)
    return call
  }

  #grow(call: Call, text: string, opener: PartOpener): void {
    if (text === '' || call.closed) return
    call.args += text
    opener.events.push({ type: 'delta', ...placeOf(call, opener), text })
  }
}

const OLD_POSITION = -1

function placeOf(call: Call, { choice }: Pick<PartOpener, 'choice'>): { choice: number; index: number } {
  return { choice, index: call.index }
}

function closeCall(call: Call, opener: Pick<PartOpener, 'choice' | 'events'>): void {
  if (call.closed) return
  call.closed = true
  opener.events.push({ type: 'close', ...placeOf(call, opener) })
}

/** Whether a fragment at the position of a call begins another: a server that counts none, or from 0 again. */
function isAnother(call: Call, id: string, name: string, args: string): boolean {
  if (name === '') return false
  if (id !== '' && call.serverId !== '')
    return id !== call.serverId && (call.args === '' || isWhole(call.args))
  return id === '' && call.serverId === '' && args !== '' && isWhole(call.args)
}

function isWhole(args: string): boolean {
  return parseFields(args) !== undefined
}
