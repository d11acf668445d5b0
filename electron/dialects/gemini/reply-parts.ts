import type { Part, ReasoningPart, Seal, ToolCallPart } from '../chat.ts'
import { parseFields, type Fields } from '../json.ts'
import { writeThoughts, type Thought } from './carry-thought.ts'
import { encodePart } from './encode-part.ts'

/**
 * The parts of one candidate for a client. Thoughts go to clients that asked for them, as Google does it; another
 * provider's also go hidden in the signature of what follows, so that they come back from clients that keep no thoughts.
 */
export class ReplyParts {
  readonly #showsThoughts: boolean
  #thoughts: Thought[] = []
  /** A call whose arguments are no object, as text for the message that says so. */
  malformedCall: string | null = null

  constructor(showsThoughts: boolean) {
    this.#showsThoughts = showsThoughts
  }

  /** Text of a thought as it comes; undefined where the client sees none. */
  thoughtText(text: string): Fields | undefined {
    return this.#showsThoughts && text !== '' ? { text, thought: true } : undefined
  }

  /** A thought that is over; its text went before. */
  endThought({ text, seal }: Pick<ReasoningPart, 'text' | 'seal'>): Fields | undefined {
    if (seal?.dialect === 'gemini') return { text: '', thought: true, thoughtSignature: seal.value }
    this.#thoughts.push(seal === undefined ? { text } : { text, seal })
    return undefined
  }

  /** A piece of text; the first one of a part carries the thoughts before it. */
  text(text: string, isFirst: boolean): Fields {
    return isFirst && this.#thoughts.some(({ seal }) => seal !== undefined)
      ? { text, ...this.#carried() }
      : { text }
  }

  /** What a text's own signature is written in, behind the text. */
  endText(seal: Seal | undefined): Fields | undefined {
    return seal?.dialect === 'gemini' ? { text: '', thoughtSignature: seal.value } : undefined
  }

  /** Nothing for a call that Gemini could not have made, which ends the turn in Google's own way. */
  call(part: ToolCallPart): readonly Fields[] {
    // Free text can only be an argument here.
    if (part.custom === true) return this.#signed({ ...part, args: JSON.stringify({ input: part.args }) })
    if (part.args.trim() !== '' && parseFields(part.args) === undefined) {
      this.malformedCall = `${part.name}(${part.args})`
      return []
    }
    return this.#signed(part)
  }

  /** Media and native parts, whole; nothing for a file that only its own provider has. */
  other(part: Part): Fields | undefined {
    if (part.type === 'media' && part.source.kind === 'file-id' && part.source.dialect !== 'gemini') {
      return undefined
    }
    return encodePart(part, true)
  }

  /** Thoughts that nothing came behind, where a seal would be lost with them. */
  rest(): Fields | undefined {
    return this.#thoughts.some(({ seal }) => seal !== undefined)
      ? { text: '', thought: true, ...this.#carried() }
      : undefined
  }

  #signed(part: ToolCallPart): readonly Fields[] {
    const isSigned = part.seal?.dialect === 'gemini'
    const before = isSigned ? this.rest() : undefined
    const carried = isSigned || this.#thoughts.length === 0 ? {} : this.#carried()
    this.#thoughts = []
    const call = { ...encodePart(part, true), ...carried }
    return before === undefined ? [call] : [before, call]
  }

  #carried(): Fields {
    const thoughtSignature = writeThoughts(this.#thoughts)
    this.#thoughts = []
    return { thoughtSignature }
  }
}
