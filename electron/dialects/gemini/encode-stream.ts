import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, Choice, Part, PartAmendment, StreamError, UsageReport } from '../chat.ts'
import { amended } from '../collect-reply.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import { ownFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { writeEvent } from '../read-events.ts'
import { encodeEnd, replyHead, showsThoughts } from './encode-choice.ts'
import { encodeError, statusOfCode } from './encode-error.ts'
import { ReplyParts } from './reply-parts.ts'
import { writeUsage } from './write-usage.ts'

interface OpenPart {
  part: Part
  /** Whether anything of its text was written. */
  isBegun: boolean
  isClosed: boolean
}

type End = Omit<Choice, 'parts'>

/**
 * A stream for Gemini's clients, as with `alt=sse`: texts at once, calls whole since clients read no pieces of them, and
 * the candidates' ends with the usage in the last chunk.
 */
class GeminiStreamEncoder implements StreamEncoder {
  readonly #context: ReplyContext
  readonly #parts = new Map<number, ReplyParts>()
  readonly #open = new Map<string, OpenPart>()
  readonly #ends = new Map<number, End>()
  #id: string | null = null
  #model: string
  #created: number | undefined
  #usage: UsageReport | undefined
  /** What every chunk ends with: model, id and time. */
  #tail = ''
  #isOver = false

  constructor(context: ReplyContext) {
    this.#context = context
    this.#model = context.request.model
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'start':
        this.#id = event.id ?? null
        this.#model = event.model ?? this.#model
        this.#created = event.created
        return ''
      case 'open':
        return this.#openPart(event.choice, event.index, event.part)
      case 'delta':
        return this.#grow(event.choice, event.index, event.text)
      case 'amend':
        this.#amend(event.choice, event.index, event.part)
        return ''
      case 'close':
        return this.#close(event.choice, event.index)
      case 'finish': {
        const { finish, logprobs, extra } = event
        this.#ends.set(event.choice, { finish, logprobs, extra })
        return ''
      }
      case 'usage':
        this.#usage = event.usage
        return ''
      case 'error':
        return this.fail(told(event.error))
      case 'end':
        return this.#last(ownFields('gemini', event.extra))
      default:
        return assertNever(event)
    }
  }

  fail(error: ToldError): string {
    if (this.#isOver) return ''
    this.#isOver = true
    return writeEvent(JSON.stringify(encodeError(error)))
  }

  end(): string {
    return this.#last({})
  }

  #openPart(choice: number, index: number, part: Part): string {
    const open: OpenPart = {
      part: part.type === 'refusal' ? { type: 'text', text: part.text } : part,
      isBegun: false,
      isClosed: false
    }
    this.#open.set(placeOf(choice, index), open)
    const text = part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal' ? part.text : ''
    return text === '' ? '' : this.#said(choice, open, text)
  }

  #grow(choice: number, index: number, text: string): string {
    const open = this.#open.get(placeOf(choice, index))
    if (open === undefined) return ''
    const { part } = open
    if (part.type === 'tool-call') {
      open.part = { ...part, args: part.args + text }
      return ''
    }
    // A thought is kept as well as shown: what follows may have to carry it.
    if (part.type === 'reasoning') open.part = { ...part, text: part.text + text }
    return this.#said(choice, open, text)
  }

  #said(choice: number, open: OpenPart, text: string): string {
    const parts = this.#partsOf(choice)
    if (open.part.type === 'reasoning') return this.#chunk(choice, parts.thoughtText(text))
    if (open.part.type !== 'text') return ''
    const isFirst = !open.isBegun
    open.isBegun = true
    return this.#chunk(choice, parts.text(text, isFirst))
  }

  #amend(choice: number, index: number, amendment: PartAmendment): void {
    const open = this.#open.get(placeOf(choice, index))
    if (open !== undefined) open.part = amended(open.part, amendment)
  }

  #close(choice: number, index: number): string {
    const open = this.#open.get(placeOf(choice, index))
    if (open === undefined) return ''
    const { part } = open
    if (part.type === 'tool-call') {
      open.isClosed = true
      return this.#closedCalls(choice)
    }
    this.#open.delete(placeOf(choice, index))
    const parts = this.#partsOf(choice)
    if (part.type === 'text') return this.#chunk(choice, parts.endText(part.seal))
    if (part.type === 'reasoning') return this.#chunk(choice, parts.endThought(part))
    return this.#chunk(choice, parts.other(part))
  }

  /** Calls come out in the order in which they began, as a whole reply has them. */
  #closedCalls(choice: number): string {
    let written = ''
    for (const [place, { part, isClosed }] of this.#open) {
      if (part.type !== 'tool-call' || !place.startsWith(`${choice}/`)) continue
      if (!isClosed) break
      this.#open.delete(place)
      for (const call of this.#partsOf(choice).call(part)) written += this.#chunk(choice, call)
    }
    return written
  }

  #partsOf(choice: number): ReplyParts {
    const known = this.#parts.get(choice)
    if (known !== undefined) return known
    const parts = new ReplyParts(showsThoughts(this.#context.request))
    this.#parts.set(choice, parts)
    return parts
  }

  #chunk(choice: number, part: Fields | undefined): string {
    if (part === undefined) return ''
    return `data: {"candidates":[{"content":{"parts":[${JSON.stringify(part)}],"role":"model"},"index":${choice}}]${this.#ending()}\n\n`
  }

  #ending(): string {
    if (this.#tail === '') this.#tail = `,${JSON.stringify(this.#head()).slice(1)}`
    return this.#tail
  }

  #head(): Fields {
    this.#id ??= this.#context.newId('')
    return replyHead(this.#model, this.#id, this.#created)
  }

  /** The last chunk; none where no candidate came to its end, so that a cut stream doesn't pass for a whole one. */
  #last(own: Fields): string {
    if (this.#isOver || this.#ends.size === 0) return ''
    this.#isOver = true
    const ends = [...this.#ends].toSorted(([a], [b]) => a - b)
    const unclosed = [...this.#open.keys()].map((place) => {
      const [choice, index] = place.split('/').map(Number)
      return this.#close(choice ?? 0, index ?? 0)
    })
    const candidates = ends.map(([choice, end]) => {
      const parts = this.#partsOf(choice)
      // Google's last chunk has an empty text; clients take one without parts for a broken stream.
      return {
        content: { parts: [parts.rest() ?? { text: '' }], role: 'model' },
        ...encodeEnd(end, choice, parts)
      }
    })
    const usage = this.#usage === undefined ? {} : { usageMetadata: writeUsage(this.#usage) }
    const body = { candidates, ...usage, ...this.#head(), ...own }
    return unclosed.join('') + writeEvent(JSON.stringify(body))
  }
}

export function openStreamEncoder(context: ReplyContext): StreamEncoder {
  return new GeminiStreamEncoder(context)
}

function placeOf(choice: number, index: number): string {
  return `${choice}/${index}`
}

/** An error that the provider told in its stream. */
function told({ code, message }: StreamError): ToldError {
  return { status: statusOfCode(code), reason: 'unknown', code, message }
}
