import type { ChatEvent, Extra, StreamError } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, numberOf, parseFields, textOf, type Fields } from '../json.ts'
import { decodeFinish, decodeTier } from './decode-reply.ts'
import { decodeUsage } from './read-usage.ts'
import { StreamBlock } from './stream-block.ts'

const NONE: readonly ChatEvent[] = []

/**
 * A stream of ConverseStream (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html),
 * its events out of their binary frames (`read-aws-events.ts`). `p` is padding that hides the length of what was said.
 */
export class ConverseStreamDecoder implements StreamDecoder {
  readonly #open = new Map<number, StreamBlock>()
  #next = 0
  #over = false
  #extra: Fields = {}

  push({ name, data }: ServerEvent): readonly ChatEvent[] {
    const event = this.#over ? undefined : parseFields(data)
    if (event === undefined) return NONE
    switch (name) {
      case 'contentBlockDelta':
        return this.#delta(event)
      case 'contentBlockStart':
        return this.#start(event)
      case 'contentBlockStop':
        return this.#stop(indexOf(event))
      case 'messageStart':
        return [{ type: 'start' }]
      case 'messageStop':
        return this.#finish(event)
      case 'metadata':
        return this.#metadata(event)
      case null:
      default:
        return isException(name, event) ? [{ type: 'error', error: readError(event) }] : NONE
    }
  }

  end(): readonly ChatEvent[] {
    return [...this.#open.keys()].flatMap((index) => this.#stop(index))
  }

  #block(at: number): StreamBlock {
    const open = this.#open.get(at)
    if (open !== undefined) return open
    const block = new StreamBlock(this.#next++)
    this.#open.set(at, block)
    return block
  }

  #start(event: Fields): readonly ChatEvent[] {
    const at = indexOf(event)
    return [...this.#stop(at), ...this.#block(at).start(fieldsOf(event['start']) ?? {})]
  }

  #delta(event: Fields): readonly ChatEvent[] {
    return this.#block(indexOf(event)).push(fieldsOf(event['delta']) ?? {})
  }

  #stop(at: number): readonly ChatEvent[] {
    const block = this.#open.get(at)
    this.#open.delete(at)
    return block?.close() ?? NONE
  }

  #finish(event: Fields): readonly ChatEvent[] {
    this.#keep(event, ['stopReason'])
    const finish = decodeFinish(event)
    const closed = this.end()
    return finish === undefined ? closed : [...closed, { type: 'finish', choice: 0, finish }]
  }

  #metadata(event: Fields): readonly ChatEvent[] {
    const reader = this.#keep(event, ['usage', 'serviceTier'])
    this.#over = true
    const usage = decodeUsage(event['usage'])
    const told: ChatEvent[] =
      usage === undefined ? [] : [{ type: 'usage', usage, serviceTier: decodeTier(reader) }]
    return [...this.end(), ...told, { type: 'end', extra: this.#all() }]
  }

  #keep(event: Fields, read: readonly string[]): FieldReader {
    const reader = new FieldReader(event)
    reader.drop('p', ...read)
    this.#extra = { ...this.#extra, ...reader.rest() }
    return reader
  }

  #all(): Extra | undefined {
    return Object.keys(this.#extra).length === 0
      ? undefined
      : { dialect: 'bedrock-converse', fields: this.#extra }
  }
}

function indexOf(event: Fields): number {
  return numberOf(event['contentBlockIndex']) ?? 0
}

/** Exceptions have their kind as the event's name and, from the reader of frames, as `__type`. */
export function isException(name: string | null, event: Fields): boolean {
  return name?.endsWith('Exception') === true || textOf(event['__type']) !== undefined
}

export function readError(event: Fields): StreamError {
  return {
    code: textOf(event['__type']) ?? null,
    message:
      textOf(event['message'] ?? event['Message']) ??
      'the provider broke off with an error that it did not explain'
  }
}
