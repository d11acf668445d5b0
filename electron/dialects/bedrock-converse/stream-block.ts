import { readSeal } from '../carry-seal.ts'
import type { ChatEvent, Part } from '../chat.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { decodeBlock, runsThere } from './decode-blocks.ts'

const NONE: readonly ChatEvent[] = []

/**
 * One content block of a stream as it grows. Texts and thoughts have no beginning of their own: their first piece begins
 * them. What only this API knows (calls of its own tools and their results) is told whole at its end.
 */
export class StreamBlock {
  readonly #index: number
  #part: Part | null = null
  #hasInput = false
  #signature = ''
  #redacted = ''
  readonly #citations: unknown[] = []
  /** A block of Bedrock's own, as far as it came. */
  #native: { name: string; value: Fields; input: string } | null = null

  constructor(index: number) {
    this.#index = index
  }

  start(start: Fields): readonly ChatEvent[] {
    const call = fieldsOf(start['toolUse'])
    if (call !== undefined && !runsThere(call)) return this.#open(decodeBlock({ toolUse: call }), '')
    const [first] = Object.entries(start)
    if (first === undefined) return NONE
    this.#native = { name: first[0], value: fieldsOf(first[1]) ?? {}, input: '' }
    return NONE
  }

  push(delta: Fields): readonly ChatEvent[] {
    const text = textOf(delta['text'])
    if (text !== undefined) return this.#grow({ type: 'text', text: '' }, text)
    const thought = fieldsOf(delta['reasoningContent'])
    if (thought !== undefined) return this.#think(thought)
    const input = textOf(fieldsOf(delta['toolUse'])?.['input'])
    if (input !== undefined) return this.#input(input)
    if (delta['citation'] !== undefined) {
      this.#citations.push(delta['citation'])
      return this.#part === null ? this.#open({ type: 'text', text: '' }, '') : NONE
    }
    const [first] = Object.entries(delta)
    if (first !== undefined) this.#collect(first[0], first[1])
    return NONE
  }

  close(): readonly ChatEvent[] {
    const whole = this.#whole()
    if (whole !== null) return [...this.#open(whole, ''), { type: 'close', ...this.#place }]
    if (this.#part === null) return NONE
    return [...this.#amendments(this.#part), { type: 'close', ...this.#place }]
  }

  get #place(): { readonly choice: 0; readonly index: number } {
    return { choice: 0, index: this.#index }
  }

  #open(part: Part, text: string): readonly ChatEvent[] {
    this.#part = part.type === 'tool-call' ? { ...part, args: '' } : part
    const opened: ChatEvent = { type: 'open', ...this.#place, part: this.#part }
    return text === '' ? [opened] : [opened, { type: 'delta', ...this.#place, text }]
  }

  #grow(part: Part, text: string): readonly ChatEvent[] {
    if (text === '') return NONE
    return this.#part === null ? this.#open(part, text) : [{ type: 'delta', ...this.#place, text }]
  }

  #think(thought: Fields): readonly ChatEvent[] {
    const text = textOf(thought['text'])
    this.#signature += textOf(thought['signature']) ?? ''
    this.#redacted += textOf(thought['redactedContent']) ?? ''
    if (text !== undefined) return this.#grow({ type: 'reasoning', text: '' }, text)
    // A thought whose text is kept back has its signature alone.
    const hidden = this.#part === null && this.#signature !== ''
    return hidden ? this.#open({ type: 'reasoning', text: '' }, '') : NONE
  }

  #input(input: string): readonly ChatEvent[] {
    if (this.#native !== null) this.#native.input += input
    if (this.#native !== null || input === '') return NONE
    this.#hasInput = true
    return [{ type: 'delta', ...this.#place, text: input }]
  }

  #collect(name: string, value: unknown): void {
    this.#native ??= { name, value: {}, input: '' }
    const { value: before } = this.#native
    const more = Array.isArray(value)
      ? { content: [...listIn(before['content']), ...value] }
      : fieldsOf(value)
    this.#native.value = { ...before, ...more }
  }

  /** What is told at its end only. */
  #whole(): Part | null {
    if (this.#redacted !== '' && this.#part === null) {
      return { type: 'reasoning', text: '', seal: readSeal('bedrock-converse', this.#redacted, 'redacted') }
    }
    if (this.#native === null) return null
    const { name, value, input } = this.#native
    const block = input === '' ? value : { ...value, input: parsed(input) }
    return decodeBlock({ [name]: block })
  }

  #amendments(part: Part): readonly ChatEvent[] {
    const place = { type: 'amend', ...this.#place } as const
    if (part.type === 'tool-call') {
      return this.#hasInput ? NONE : [{ type: 'delta', ...this.#place, text: '{}' }]
    }
    if (part.type === 'reasoning' && this.#signature !== '') {
      return [{ ...place, part: { seal: readSeal('bedrock-converse', this.#signature) } }]
    }
    if (part.type === 'text' && this.#citations.length > 0) {
      return [{ ...place, part: { citations: { dialect: 'bedrock-converse', value: this.#citations } } }]
    }
    return NONE
  }
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
