import type { PartAmendment } from '../chat.ts'
import type { Fields } from '../json.ts'
import type { EventWriter } from './event-writer.ts'

/** A part on its way to the client: what it says is told piece by piece, and again as a whole at its end. */
export interface WrittenPart {
  grow(text: string): string
  amend(amendment: PartAmendment): void
  close(): string
}

/** Where an item stands in a response, and how its events are told. */
export class ItemPlace {
  readonly index: number
  readonly #writer: EventWriter
  readonly #output: Fields[]

  constructor(writer: EventWriter, output: Fields[], index: number) {
    this.#writer = writer
    this.#output = output
    this.index = index
  }

  added(item: Fields): string {
    return this.#writer.write('response.output_item.added', { output_index: this.index, item })
  }

  /** The item is whole. */
  done(item: Fields): string {
    this.#output[this.index] = item
    return this.#writer.write('response.output_item.done', { output_index: this.index, item })
  }

  /** Events about something in the item. */
  inside(id: string, more: Fields = {}): InsideWriter {
    return new InsideWriter(this.#writer, { item_id: id, output_index: this.index, ...more })
  }
}

/** Writes events that all name the same place. */
export class InsideWriter {
  readonly #writer: EventWriter
  readonly #at: Fields
  readonly #members: string

  constructor(writer: EventWriter, at: Fields) {
    this.#writer = writer
    this.#at = at
    this.#members = JSON.stringify(at).slice(1, -1)
  }

  write(type: string, fields: Fields): string {
    return this.#writer.write(type, { ...this.#at, ...fields })
  }

  /** A piece of text; `more` is JSON that stands behind it. */
  delta(type: string, text: string, more = ''): string {
    return this.#writer.writeJson(type, () => `${this.#members},"delta":${JSON.stringify(text)}${more}`)
  }
}
