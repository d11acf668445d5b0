import type { ChatEvent, Part, PartAmendment } from '../chat.ts'
import { textOfPart } from '../collect-reply.ts'
import { textOf, type Fields } from '../json.ts'
import { decodeContent } from './decode-content.ts'
import { decodeReplyItem, idOf, inMessage } from './decode-item.ts'
import { OWN } from './own-extra.ts'

/** A part that was opened. */
interface StreamedPart {
  readonly index: number
  readonly type: Part['type']
  /** Its place in a message's content; the kind of its lists for thoughts. */
  readonly place: number | 'summary' | 'content'
  /** What was told of its text so far. */
  text: string
  /** Which section of the thoughts the last piece was of. */
  section: string
  isOpen: boolean
}

type Emit = (event: ChatEvent) => void

const CALLS: ReadonlySet<unknown> = new Set(['function_call', 'custom_tool_call'])
/** Opened when it is known what they hold. */
const LATE: ReadonlySet<unknown> = new Set(['message', 'reasoning', 'image_generation_call'])

/** An item of a response as it comes: its parts open, grow and close. */
export class StreamedItem {
  readonly type: unknown
  readonly #emit: Emit
  readonly #nextIndex: () => number
  readonly #parts: StreamedPart[] = []
  /** As it is known so far. */
  #item: Fields
  isDone = false

  constructor(item: Fields, emit: Emit, nextIndex: () => number) {
    this.type = item['type']
    this.#item = item
    this.#emit = emit
    this.#nextIndex = nextIndex
  }

  /** The item has begun: calls and what runs at the provider open at once. */
  begin(): void {
    if (LATE.has(this.type)) return
    const [part] = decodeReplyItem(this.#item)
    if (part !== undefined) this.#open(withoutText(part), 0)
  }

  /** A part of a message's content has begun. */
  openContent(at: number, type: 'text' | 'refusal'): StreamedPart {
    const known = this.#parts.find(({ place }) => place === at)
    if (known !== undefined) return known
    this.close()
    return this.#open(inMessage({ type, text: '' }, at, idOf(this.#item)), at)
  }

  /** Text of a message's content; all of it at the end, of which only what did not come yet is told. */
  addContent(at: number, type: 'text' | 'refusal', text: unknown, whole = false): void {
    const part = this.openContent(at, type)
    if (typeof text !== 'string') return
    if (whole) this.#complete(part, text)
    else this.#grow(part, text)
  }

  /** What a part of a message's content turned out to be: its sources and the like. */
  endContent(at: number, content: unknown): void {
    const [final] = decodeContent(content, true)
    const part = this.#parts.find(({ place }) => place === at)
    if (final === undefined || part === undefined || !part.isOpen || final.type !== part.type) return
    this.#complete(part, textOfPart(final))
    this.#amend(part, inMessage(final, at, idOf(this.#item)))
  }

  /** Thoughts, in sections; those of the kind that came first are told. */
  addThought(kind: 'summary' | 'content', section: unknown, text: unknown, whole = false): void {
    let [part] = this.#parts
    if (part === undefined) {
      const summary = kind === 'summary' ? true : undefined
      part = this.#open({ type: 'reasoning', text: '', summary, id: textOf(this.#item['id']) }, kind)
    }
    if (part.place !== kind || typeof text !== 'string' || text === '') return
    const name = typeof section === 'number' ? `${section}` : '0'
    if (part.section === name) {
      if (!whole) this.#grow(part, text)
      return
    }
    this.#grow(part, part.text === '' ? text : `\n\n${text}`)
    part.section = name
  }

  /** The arguments of a call. */
  addArguments(text: unknown, whole = false): void {
    const [part] = this.#parts
    if (part === undefined || typeof text !== 'string') return
    if (whole) this.#complete(part, text)
    else this.#grow(part, text)
  }

  /** The item is whole: what was not told yet is, and its parts close. Returns them by their index. */
  finish(item: Fields): readonly (readonly [index: number, part: Part])[] {
    this.#item = item
    this.isDone = true
    const finals = decodeReplyItem(item)
    const indexed = finals.map((final, at) => {
      const part = this.#parts[at]
      if (part === undefined) return [this.#tellWhole(final, at), final] as const
      if (part.isOpen && part.type === final.type) {
        this.#complete(part, textOfPart(final))
        this.#amend(part, final)
      }
      return [part.index, final] as const
    })
    this.close()
    return indexed
  }

  /** Nothing more is known to come of it. */
  close(): void {
    for (const part of this.#parts) this.#close(part)
  }

  /** Nobody said that the item is whole: what it held from its beginning is told. Returns its parts by their index. */
  abandon(): readonly (readonly [index: number, part: Part])[] {
    const [known] = CALLS.has(this.type) ? decodeReplyItem(this.#item) : []
    const parts = this.#parts.map((part) => {
      if (known !== undefined && part.text === '') this.#complete(part, textOfPart(known))
      const type = part.type === 'refusal' ? 'refusal' : 'text'
      return [part.index, known ?? { type, text: part.text }] as const
    })
    this.close()
    return parts
  }

  #open(part: Part, place: StreamedPart['place']): StreamedPart {
    const opened = { index: this.#nextIndex(), type: part.type, place, text: '', section: '', isOpen: true }
    this.#parts.push(opened)
    this.#emit({ type: 'open', choice: 0, index: opened.index, part })
    return opened
  }

  #grow(part: StreamedPart, text: string): void {
    if (text === '' || !part.isOpen) return
    part.text += text
    this.#emit({ type: 'delta', choice: 0, index: part.index, text })
  }

  #complete(part: StreamedPart, whole: string): void {
    if (whole.length > part.text.length && whole.startsWith(part.text))
      this.#grow(part, whole.slice(part.text.length))
  }

  #amend({ index }: StreamedPart, final: Part): void {
    const part = amendmentOf(final)
    if (part !== undefined) this.#emit({ type: 'amend', choice: 0, index, part })
  }

  #tellWhole(final: Part, at: number): number {
    const part = this.#open(withoutText(final), final.type === 'reasoning' ? 'summary' : at)
    this.#grow(part, textOfPart(final))
    this.#close(part)
    return part.index
  }

  #close(part: StreamedPart): void {
    if (!part.isOpen) return
    part.isOpen = false
    this.#emit({ type: 'close', choice: 0, index: part.index })
  }
}

function withoutText(part: Part): Part {
  if (part.type === 'tool-call') return { ...part, args: '' }
  return part.type === 'text' || part.type === 'refusal' || part.type === 'reasoning'
    ? { ...part, text: '' }
    : part
}

/** What is known of a part besides its text; undefined for nothing. */
function amendmentOf(part: Part): PartAmendment | undefined {
  if (part.type === 'native')
    return part.dialect === OWN ? { value: part.value, extra: part.extra } : undefined
  const seal = 'seal' in part ? part.seal : undefined
  const citations = part.type === 'text' ? part.citations : undefined
  const id = part.type === 'tool-call' || part.type === 'reasoning' ? part.id : undefined
  const { extra } = part
  if (seal === undefined && citations === undefined && extra === undefined && id === undefined)
    return undefined
  return { seal, citations, extra, id }
}
