import type { ChatEvent, StreamError } from '../dialects/chat.ts'
import type {
  EventSource,
  ServerEvent,
  StreamDecoder,
  StreamEncoder,
  ToldError
} from '../dialects/dialect.ts'
import { isShallow } from '../dialects/is-shallow.ts'
import type { ReplyStream, StreamSummary } from './reply-stream.ts'

export interface StreamTranslation {
  /** Events out of the provider's bytes. */
  readonly reader: EventSource
  readonly decoder: StreamDecoder
  readonly encoder: StreamEncoder
  /** Gives tools their own names again (`fit-tools.ts`). */
  readonly restore: (event: ChatEvent) => readonly ChatEvent[]
  /** An error event of the provider's, as the client is told it. */
  readonly tell: (data: Buffer) => ToldError
}

/** A stream that passes from the provider's dialect to the client's, event by event. */
export class TranslatedStream implements ReplyStream {
  readonly #translation: StreamTranslation
  #held = ''
  #committed = false
  #failure: Buffer | null = null
  #usageRaw: unknown
  #finishReason: string | null = null
  #error: StreamError | null = null
  #done = false
  #closing = 0

  constructor(translation: StreamTranslation) {
    this.#translation = translation
  }

  get committed(): boolean {
    return this.#committed
  }

  get failure(): Buffer | null {
    return this.#failure
  }

  get ended(): boolean {
    return this.#done
  }

  push(chunk: Buffer): Buffer | null {
    return this.#pass(this.#translation.reader.push(chunk))
  }

  finish(): Buffer | null {
    let text = this.#held + this.#translate(this.#translation.reader.end())
    for (const event of this.#translation.decoder.end()) text += this.#encode(event)
    // Where the provider broke off, the client must not take the rest for a whole answer.
    const complete = this.#done || this.#finishReason !== null
    if (complete && this.#error === null) {
      this.#committed = true
      text += this.#translation.encoder.end()
    }
    this.#held = ''
    return !this.#committed || text === '' ? null : Buffer.from(text)
  }

  breakOff(told: ToldError): string {
    return this.#translation.encoder.fail(told)
  }

  summary(): StreamSummary {
    return {
      usageRaw: isShallow(this.#usageRaw) ? this.#usageRaw : undefined,
      finishReason: this.#finishReason,
      error: this.#error,
      complete: this.#done || this.#finishReason !== null,
      done: this.#done,
      closing: this.#closing
    }
  }

  #pass(events: readonly ServerEvent[]): Buffer | null {
    this.#closing++
    const text = this.#translate(events)
    if (!this.#committed) {
      this.#held += text
      return null
    }
    const all = this.#held + text
    this.#held = ''
    if (all !== '') return Buffer.from(all)
    this.#closing--
    return null
  }

  #translate(events: readonly ServerEvent[]): string {
    let text = ''
    for (const event of events) {
      if (this.#error !== null) return text
      for (const decoded of this.#translation.decoder.push(event)) {
        if (decoded.type === 'error') return text + this.#fail(decoded.error, event)
        text += this.#encode(decoded)
      }
    }
    return text
  }

  #encode(event: ChatEvent): string {
    this.#note(event)
    let text = ''
    for (const restored of this.#translation.restore(event)) text += this.#translation.encoder.push(restored)
    return text
  }

  #note(event: ChatEvent): void {
    if (event.type === 'delta' || (event.type === 'open' && isOutput(event))) {
      this.#committed = true
      this.#closing = 0
    } else if (event.type === 'usage') this.#usageRaw = event.usage.raw
    else if (event.type === 'finish') {
      this.#committed = true
      this.#finishReason ??= event.finish.native?.value ?? event.finish.reason
    } else if (event.type === 'end') this.#done = true
  }

  /** Before any output another target may take over; afterwards the client is told, and nothing follows. */
  #fail(error: StreamError, { data }: ServerEvent): string {
    this.#error = error
    if (this.#committed) return this.#translation.encoder.fail(this.#translation.tell(Buffer.from(data)))
    this.#failure = Buffer.from(data)
    return ''
  }
}

/** An empty text is no output; what comes whole is. */
function isOutput({ part }: Extract<ChatEvent, { type: 'open' }>): boolean {
  if (part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal') return part.text !== ''
  return true
}
