import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, UsageReport } from '../chat.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import { encodeOpenaiError } from '../encode-openai-error.ts'
import { ownFields } from '../field-reader.ts'
import { writeEvent } from '../read-events.ts'
import { writeOpenaiUsage } from '../write-openai-usage.ts'
import { logprobsOf } from './convert-logprobs.ts'
import { echoOf } from './encode-reply.ts'
import { encodeFinish } from './finish-reason.ts'

/** Events as chunks of a completion: its texts alone, thoughts and calls have no place in it. */
export class CompletionStreamEncoder implements StreamEncoder {
  readonly #context: ReplyContext
  /** Texts that are open, as choice and index. */
  readonly #texts = new Set<string>()
  readonly #begun = new Set<number>()
  #head = ''
  #usage: UsageReport | null = null

  constructor(context: ReplyContext) {
    this.#context = context
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'start':
        this.#begin(event)
        return ''
      case 'open': {
        const { part } = event
        if (part.type !== 'text' && part.type !== 'refusal') return ''
        this.#texts.add(`${event.choice}/${event.index}`)
        return part.text === '' ? '' : this.#text(event.choice, part.text)
      }
      case 'delta':
        return this.#texts.has(`${event.choice}/${event.index}`) ? this.#text(event.choice, event.text) : ''
      case 'finish':
        return this.#finish(event)
      case 'usage':
        this.#usage = event.usage
        return ''
      case 'amend':
      case 'close':
      case 'error':
      case 'end':
        return ''
      default:
        return assertNever(event)
    }
  }

  fail(error: ToldError): string {
    return writeEvent(JSON.stringify(encodeOpenaiError(error)))
  }

  end(): string {
    const done = writeEvent('[DONE]')
    if (this.#usage === null || this.#context.request.streamUsage !== true) return done
    this.#begin({ type: 'start' })
    return `${this.#head}"choices":[],"usage":${JSON.stringify(writeOpenaiUsage(this.#usage, 'openai-completions'))}}\n\n${done}`
  }

  #text(choice: number, text: string): string {
    return this.#chunk(choice, this.#echo(choice) + text, 'null', 'null')
  }

  #finish({ choice, finish, logprobs }: Extract<ChatEvent, { type: 'finish' }>): string {
    const isOwn = finish.native?.dialect === 'openai-completions'
    const echo = isOwn ? '' : this.#echo(choice)
    const told = JSON.stringify(logprobsOf(logprobs) ?? null)
    return this.#chunk(choice, echo, told, JSON.stringify(encodeFinish(finish)))
  }

  /** The prompt before the first text, where the client wants it. */
  #echo(choice: number): string {
    if (this.#begun.has(choice)) return ''
    this.#begun.add(choice)
    return echoOf(this.#context.request)
  }

  #chunk(choice: number, text: string, logprobs: string, finish: string): string {
    this.#begin({ type: 'start' })
    return `${this.#head}"choices":[{"text":${JSON.stringify(text)},"index":${choice},"logprobs":${logprobs},"finish_reason":${finish}}]}\n\n`
  }

  #begin({ id, model, created, extra }: Extract<ChatEvent, { type: 'start' }>): void {
    if (this.#head !== '') return
    const context = this.#context
    const head = {
      id: id ?? context.newId('cmpl-'),
      object: 'text_completion',
      created: created ?? context.created,
      model: model ?? context.request.model,
      ...ownFields('openai-completions', extra)
    }
    this.#head = `data: ${JSON.stringify(head).slice(0, -1)},`
  }
}
