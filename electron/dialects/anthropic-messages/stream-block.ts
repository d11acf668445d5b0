import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, Part } from '../chat.ts'
import { isFields, parseJson, textOf, type Fields } from '../json.ts'
import { decodeBlock } from './decode-blocks.ts'
import { readSignature } from './signatures.ts'

const NONE: readonly ChatEvent[] = []

/** One content block of a stream as it grows, and what becomes known of it besides its text. */
export class StreamBlock {
  readonly #index: number
  readonly #block: Fields
  readonly #part: Part
  /** Whether any of a client's tool's input came. */
  #hasInput = false
  /** The input of a tool that runs at the provider, as JSON. */
  #json = ''
  #signature = ''
  readonly #citations: unknown[] = []
  readonly #members: Record<string, unknown> = {}

  constructor(index: number, block: Fields) {
    this.#index = index
    this.#block = block
    this.#part = decodeBlock(block)
  }

  open(): readonly ChatEvent[] {
    const { type } = this.#part
    // Most servers send `input: {}` and then the input; what a few send here whole is told at the end, if nothing came.
    const part = type === 'tool-call' ? { ...this.#part, args: '' } : this.#opened()
    return [{ type: 'open', choice: 0, index: this.#index, part }]
  }

  /** Whether a thought has a signature is known at its end. */
  #opened(): Part {
    if (this.#part.type !== 'reasoning' || this.#part.seal !== undefined) return this.#part
    return { ...this.#part, extra: undefined }
  }

  push(delta: Fields): readonly ChatEvent[] {
    switch (delta['type']) {
      case 'text_delta':
        return this.#grow(delta['text'])
      case 'thinking_delta':
        return this.#grow(delta['thinking'])
      case 'input_json_delta':
        return this.#input(textOf(delta['partial_json']) ?? '')
      case 'signature_delta':
        this.#signature += textOf(delta['signature']) ?? ''
        return NONE
      case 'citations_delta':
        this.#citations.push(delta['citation'])
        return NONE
      default:
        this.#collect(delta)
        return NONE
    }
  }

  close(): readonly ChatEvent[] {
    const place = { choice: 0, index: this.#index }
    return [...this.#amendments(), { type: 'close', ...place }]
  }

  #grow(text: unknown): readonly ChatEvent[] {
    if (typeof text !== 'string' || text === '' || this.#part.type === 'native') return NONE
    return [{ type: 'delta', choice: 0, index: this.#index, text }]
  }

  #input(json: string): readonly ChatEvent[] {
    if (this.#part.type === 'tool-call') {
      if (json === '') return NONE
      this.#hasInput = true
      return [{ type: 'delta', choice: 0, index: this.#index, text: json }]
    }
    this.#json += json
    return NONE
  }

  /** Pieces of blocks that only this API knows: texts grow (`compaction_delta`), anything else is what came last. */
  #collect({ type: _type, ...members }: Fields): void {
    for (const [name, value] of Object.entries(members)) {
      const before = this.#members[name]
      this.#members[name] = typeof before === 'string' && typeof value === 'string' ? before + value : value
    }
  }

  #amendments(): readonly ChatEvent[] {
    const place = { type: 'amend', choice: 0, index: this.#index } as const
    switch (this.#part.type) {
      case 'tool-call':
        if (this.#hasInput) return NONE
        return [{ type: 'delta', choice: 0, index: this.#index, text: this.#part.args || '{}' }]
      case 'reasoning': {
        if (this.#part.seal !== undefined) return NONE
        const seal = readSignature(this.#signature)
        if (seal !== undefined) return [{ ...place, part: { seal } }]
        return this.#part.extra === undefined ? NONE : [{ ...place, part: { extra: this.#part.extra } }]
      }
      case 'text':
        if (this.#citations.length === 0) return NONE
        return [
          {
            ...place,
            part: { citations: { dialect: 'anthropic-messages', value: this.#allCitations() } }
          }
        ]
      case 'native': {
        const value = this.#nativeValue()
        return value === this.#block ? NONE : [{ ...place, part: { value } }]
      }
      case 'media':
      case 'refusal':
      case 'tool-result':
        return NONE
      default:
        return assertNever(this.#part)
    }
  }

  #allCitations(): readonly unknown[] {
    const { citations } = this.#block
    return Array.isArray(citations) ? [...citations, ...this.#citations] : this.#citations
  }

  #nativeValue(): Fields {
    const input = this.#json === '' ? undefined : parseJson(this.#json)
    const hasMembers = Object.keys(this.#members).length > 0
    if (input === undefined && !hasMembers) return this.#block
    return { ...this.#block, ...this.#members, ...(isFields(input) ? { input } : {}) }
  }
}
