import { amended } from '../collect-reply.ts'
import type { NativePart, PartAmendment, RefusalPart, TextPart } from '../chat.ts'
import { recordsOf, textOf, type Fields } from '../json.ts'
import type { InsideWriter, ItemPlace, WrittenPart } from './item-place.ts'
import { replyContent, replyMessage, type ItemStatus, type NewId } from './output-items.ts'
import { ownFields, splitShell } from './own-extra.ts'

/** An assistant's message on its way to the client: its parts come one after the other, or side by side. */
export class WrittenMessage {
  readonly #place: ItemPlace
  readonly #id: string
  readonly #content: Fields[] = []
  #shell: Fields
  #count = 0
  #open = 0
  isDone = false

  /** `shell` is what a message of this dialect's own says of itself. */
  constructor(place: ItemPlace, shell: Fields, newId: NewId) {
    this.#place = place
    this.#shell = shell
    this.#id = textOf(shell['id']) ?? newId('msg_')
  }

  /** Whether none of its parts is open. */
  get isIdle(): boolean {
    return this.#open === 0
  }

  begin(): string {
    const { status: _status, ...shell } = this.#shell
    return this.#place.added(replyMessage(this.#id, 'in_progress', shell, []))
  }

  openPart(part: TextPart | RefusalPart): { readonly text: string; readonly part: WrittenPart } {
    const at = this.#count++
    const writer = this.#place.inside(this.#id, { content_index: at })
    this.#open++
    const written = new WrittenContent(writer, part, (content, shell) => {
      this.#open--
      this.#keep(at, content, shell)
    })
    return { text: written.begin(), part: written }
  }

  /** A part of a kind that is unknown, whole. */
  addPart({ value, extra }: NativePart): string {
    const at = this.#count++
    const writer = this.#place.inside(this.#id, { content_index: at })
    this.#keep(at, value, splitShell(ownFields(extra)).shell)
    return (
      writer.write('response.content_part.added', { part: value }) +
      writer.write('response.content_part.done', { part: value })
    )
  }

  #keep(at: number, content: Fields, shell: Fields): void {
    this.#content[at] = content
    this.#shell = { ...this.#shell, ...shell }
  }

  end(status: ItemStatus): string {
    if (this.isDone) return ''
    this.isDone = true
    return this.#place.done(replyMessage(this.#id, status, this.#shell, this.#content))
  }
}

class WrittenContent implements WrittenPart {
  readonly #writer: InsideWriter
  readonly #done: (content: Fields, shell: Fields) => void
  #part: TextPart | RefusalPart

  constructor(
    writer: InsideWriter,
    part: TextPart | RefusalPart,
    done: (content: Fields, shell: Fields) => void
  ) {
    this.#writer = writer
    this.#part = part
    this.#done = done
  }

  begin(): string {
    const part = replyContent({ type: this.#part.type, text: '' })
    return this.#writer.write('response.content_part.added', { part })
  }

  grow(text: string): string {
    this.#part = { ...this.#part, text: this.#part.text + text }
    return this.#part.type === 'refusal'
      ? this.#writer.delta('response.refusal.delta', text)
      : this.#writer.delta('response.output_text.delta', text, ',"logprobs":[]')
  }

  amend(amendment: PartAmendment): void {
    const part = amended(this.#part, amendment)
    if (part.type === 'text' || part.type === 'refusal') this.#part = part
  }

  close(): string {
    const part = replyContent(this.#part)
    this.#done(part, splitShell(ownFields(this.#part.extra)).shell)
    return this.#tellWhole(part) + this.#writer.write('response.content_part.done', { part })
  }

  #tellWhole(part: Fields): string {
    const { refusal, text, logprobs, annotations } = part
    if (this.#part.type === 'refusal') return this.#writer.write('response.refusal.done', { refusal })
    const sources = recordsOf(annotations).map((annotation, annotation_index) =>
      this.#writer.write('response.output_text.annotation.added', { annotation_index, annotation })
    )
    return sources.join('') + this.#writer.write('response.output_text.done', { text, logprobs })
  }
}
