import type { ToldError } from '../dialects/dialect.ts'
import { isFields, parseFields, type Fields } from '../dialects/json.ts'
import { readEvents } from '../dialects/read-events.ts'
import type { ReplyForm } from './reply-form.ts'
import type { ReplyStream } from './reply-stream.ts'

/** Pieces of a stream that are kept: the last event is in the last of them, or in two where it was cut. */
const TAIL = 3

/**
 * The same form, which also tells of the Response object that the client got, whole or in its stream's last event
 * (`response.completed`, `response.incomplete`, `response.failed`). Tells once; not of a stream that broke.
 */
export function watchResponse(form: ReplyForm, told: (response: Fields) => void): ReplyForm {
  return {
    ...form,
    openStream: () => new WatchedStream(form.openStream(), told),
    readWhole: (body, contentType) => {
      const read = form.readWhole(body, contentType)
      if (read.kind !== 'reply') return read
      const response = parseFields(read.body.toString('utf8'))
      if (response !== undefined) told(response)
      return read
    }
  }
}

class WatchedStream implements ReplyStream {
  readonly #stream: ReplyStream
  readonly #told: (response: Fields) => void
  #tail: Buffer[] = []

  constructor(stream: ReplyStream, told: (response: Fields) => void) {
    this.#stream = stream
    this.#told = told
  }

  get committed(): boolean {
    return this.#stream.committed
  }

  get failure(): Buffer | null {
    return this.#stream.failure
  }

  get ended(): boolean {
    return this.#stream.ended
  }

  push(chunk: Buffer): Buffer | null {
    return this.#keep(this.#stream.push(chunk))
  }

  finish(): Buffer | null {
    const rest = this.#keep(this.#stream.finish())
    for (const { data } of readEvents(Buffer.concat(this.#tail)).toReversed()) {
      const event = parseFields(data)
      const response = event?.['response']
      if (!isFields(response) || !isLast(event?.['type'])) continue
      this.#told(response)
      break
    }
    this.#tail = []
    return rest
  }

  breakOff(told: ToldError): string | null {
    return this.#stream.breakOff(told)
  }

  summary(): ReturnType<ReplyStream['summary']> {
    return this.#stream.summary()
  }

  #keep(passed: Buffer | null): Buffer | null {
    if (passed === null) return null
    this.#tail.push(passed)
    if (this.#tail.length > TAIL) this.#tail.shift()
    return passed
  }
}

function isLast(type: unknown): boolean {
  return type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
}
