import { assertNever } from '../../../shared/assert-never.ts'
import type {
  ChatEvent,
  MediaPart,
  Part,
  PartAmendment,
  ReasoningPart,
  TextPart,
  ToolCallPart
} from '../chat.ts'
import { amended } from '../collect-reply.ts'
import type { ReplyContext } from '../dialect.ts'
import { ownFields } from '../field-reader.ts'
import { annotationsOf } from './convert-citations.ts'
import { logprobsOf } from './convert-logprobs.ts'
import { encodeAudio, encodeCall, encodeImage, isOldCall } from './encode-reply.ts'
import { encodeFinish } from './finish-reason.ts'
import { detailOfPart, detailOfTextSeal } from './reasoning-details.ts'

type ChoiceEvent = Extract<ChatEvent, { type: 'open' | 'delta' | 'amend' | 'close' | 'finish' }>

/** A part that is open: as it was opened, with what became known of it; its text apart, where that is needed again. */
interface OpenPart {
  part: Part
  text: string
  /** Of a text: where it begins in the answer. */
  readonly start: number
  /** Of a tool call: its place in `tool_calls`. */
  readonly call: number
}

/** One choice of a stream, as chunks. */
export class ChoiceEncoder {
  readonly #head: string
  readonly #tail: string
  readonly #context: ReplyContext
  readonly #open = new Map<number, OpenPart>()
  #hasRole = false
  #calls = 0
  #isOldForm = false
  /** Characters of the texts before the open one, which citations count from. */
  #textLength = 0
  #details = 0
  #hasThought = false

  constructor(index: number, head: string, tail: string, context: ReplyContext) {
    this.#head = `${head}"choices":[{"index":${index},"delta":`
    this.#tail = tail
    this.#context = context
  }

  push(event: ChoiceEvent): string {
    switch (event.type) {
      case 'open':
        return this.role() + this.#begin(event.index, event.part)
      case 'delta':
        return this.#delta(event.index, event.text)
      case 'amend':
        return this.#amend(event.index, event.part)
      case 'close':
        return this.#close(event.index)
      case 'finish':
        return this.role() + this.#finish(event)
      default:
        return assertNever(event)
    }
  }

  /** The chunk that says who speaks, once. */
  role(): string {
    if (this.#hasRole) return ''
    this.#hasRole = true
    return this.#chunk('{"role":"assistant","content":"","refusal":null}')
  }

  #chunk(delta: string): string {
    return `${this.#head}${delta},"logprobs":null,"finish_reason":null}]${this.#tail}`
  }

  #begin(index: number, part: Part): string {
    const call = part.type === 'tool-call' ? this.#calls++ : 0
    const open: OpenPart = { part, text: '', start: this.#textLength, call }
    this.#open.set(index, open)
    switch (part.type) {
      case 'tool-call':
        return this.#beginCall(part, open.call)
      case 'reasoning':
      case 'text':
      case 'refusal':
        return part.text === '' ? '' : this.#delta(index, part.text)
      case 'media':
        return this.#media(part)
      // What only one dialect has can't be said here.
      case 'native':
      case 'tool-result':
        return ''
      default:
        return assertNever(part)
    }
  }

  #beginCall(part: ToolCallPart, call: number): string {
    if (isOldCall(part, this.#context)) {
      this.#isOldForm = true
      return this.#chunk(JSON.stringify({ function_call: { name: part.name, arguments: part.args } }))
    }
    return this.#chunk(JSON.stringify({ tool_calls: [{ index: call, ...encodeCall(part) }] }))
  }

  #media(part: MediaPart): string {
    if (part.kind === 'audio') {
      const audio = encodeAudio(part, this.#context)
      return audio === undefined ? '' : this.#chunk(JSON.stringify({ audio }))
    }
    const images = part.kind === 'image' ? encodeImage(part) : []
    return images.length === 0 ? '' : this.#chunk(JSON.stringify({ images }))
  }

  #delta(index: number, text: string): string {
    const open = this.#open.get(index)
    if (open === undefined) return ''
    const { part } = open
    switch (part.type) {
      case 'text':
        this.#textLength += text.length
        open.text += text
        return this.#chunk(`{"content":${JSON.stringify(text)}}`)
      case 'reasoning':
        return this.#chunk(`{"reasoning_content":${JSON.stringify(this.#thought(open, text))}}`)
      case 'refusal':
        return this.#chunk(`{"refusal":${JSON.stringify(text)}}`)
      case 'tool-call':
        return this.#chunk(this.#fragment(part, open.call, text))
      case 'media':
      case 'native':
      case 'tool-result':
        return ''
      default:
        return assertNever(part)
    }
  }

  /** An empty line parts a thought from the one before, as in a whole reply. */
  #thought(open: OpenPart, text: string): string {
    const isFirst = open.text === ''
    open.text += text
    const gap = isFirst && this.#hasThought ? '\n\n' : ''
    this.#hasThought = true
    return gap + text
  }

  #fragment(part: ToolCallPart, call: number, text: string): string {
    const args = JSON.stringify(text)
    if (this.#isOldForm) return `{"function_call":{"arguments":${args}}}`
    return part.custom === true
      ? `{"tool_calls":[{"index":${call},"custom":{"input":${args}}}]}`
      : `{"tool_calls":[{"index":${call},"function":{"arguments":${args}}}]}`
  }

  #amend(index: number, amendment: PartAmendment): string {
    const open = this.#open.get(index)
    if (open === undefined) return ''
    open.part = amended(open.part, amendment)
    const { seal } = amendment
    if (open.part.type !== 'tool-call' || seal?.dialect !== 'gemini') return ''
    // The id is out already, so that the signature goes where Google's OpenAI door has it.
    const signed = { google: { thought_signature: seal.value } }
    return this.#chunk(JSON.stringify({ tool_calls: [{ index: open.call, extra_content: signed }] }))
  }

  #close(index: number): string {
    const open = this.#open.get(index)
    this.#open.delete(index)
    if (open?.part.type === 'reasoning') return this.#sealThought(open.part, open.text)
    return open?.part.type === 'text' ? this.#markText({ ...open.part, text: open.text }, open.start) : ''
  }

  /** The thought again, whole, with its seal: clients keep the entry and give it back. */
  #sealThought(part: ReasoningPart, text: string): string {
    if (part.seal === undefined) return ''
    const detail = detailOfPart({ ...part, text }, this.#details++)
    return this.#chunk(JSON.stringify({ reasoning_details: [detail] }))
  }

  /** What is known of a text at its end: its sources and its seal. */
  #markText(part: TextPart, start: number): string {
    const marks: Record<string, unknown> = {}
    if (part.citations !== undefined) {
      const annotations = annotationsOf(part, start)
      if (annotations.length > 0) marks['annotations'] = annotations
    }
    if (part.seal !== undefined) marks['reasoning_details'] = [detailOfTextSeal(part.seal, this.#details++)]
    return Object.keys(marks).length === 0 ? '' : this.#chunk(JSON.stringify(marks))
  }

  #finish({ finish, logprobs, extra }: Extract<ChoiceEvent, { type: 'finish' }>): string {
    const word = encodeFinish(finish, this.#calls > 0, this.#isOldForm)
    const { message = {}, ...own } = ownFields('openai-chat', extra)
    const rest = JSON.stringify(own).slice(1, -1)
    const told = JSON.stringify(logprobsOf(logprobs) ?? null)
    const more = rest === '' ? '' : `,${rest}`
    return `${this.#head}${JSON.stringify(message)},"logprobs":${told},"finish_reason":${JSON.stringify(word)}${more}}]${this.#tail}`
  }
}
