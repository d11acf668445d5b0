import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, UsageReport } from '../chat.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import { ownFields } from '../field-reader.ts'
import { encodeOpenaiError } from '../encode-openai-error.ts'
import { writeEvent } from '../read-events.ts'
import type { Fields } from '../json.ts'
import { writeOpenaiUsage } from '../write-openai-usage.ts'
import { writeServiceTier } from '../write-service-tier.ts'
import { ChoiceEncoder } from './encode-choice.ts'

/**
 * Events as chunks for a client of this form. Text and fragments of calls go out as they come; a thought's seal follows
 * it in `reasoning_details`. Usage comes in a chunk of its own at the end, where the client asked for it.
 */
export class ChatStreamEncoder implements StreamEncoder {
  readonly #context: ReplyContext
  readonly #choices = new Map<number, ChoiceEncoder>()
  /** What each chunk begins and ends with. */
  #head = ''
  #tail = ''
  #usage: UsageReport | null = null
  #tier: string | undefined
  /** What the provider said of the whole reply at its end. */
  #more: Fields = {}

  constructor(context: ReplyContext) {
    this.#context = context
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'start':
        return this.#start(event)
      case 'open':
      case 'delta':
      case 'amend':
      case 'close':
      case 'finish':
        return this.#choice(event.choice).push(event)
      case 'usage':
        this.#usage = event.usage
        this.#tier = writeServiceTier(event.serviceTier, event.usage)
        return ''
      case 'end':
        this.#more = ownFields('openai-chat', event.extra)
        return ''
      case 'error':
        return ''
      default:
        return assertNever(event)
    }
  }

  fail(error: ToldError): string {
    return writeEvent(JSON.stringify(encodeOpenaiError(error)))
  }

  end(): string {
    const usage = this.#usage
    const asked = this.#context.request.streamUsage === true
    if (usage === null || !asked) return writeEvent('[DONE]')
    this.#begin({ type: 'start' })
    const last = {
      choices: [],
      usage: writeOpenaiUsage(usage, 'openai-chat'),
      service_tier: this.#tier,
      ...this.#more
    }
    return `${this.#head}${JSON.stringify(last).slice(1)}\n\n${writeEvent('[DONE]')}`
  }

  /** The first chunk says who speaks; it comes before anything is known. */
  #start(event: Extract<ChatEvent, { type: 'start' }>): string {
    this.#begin(event)
    return this.#choice(0).role()
  }

  #begin({ id, model, created, extra }: Extract<ChatEvent, { type: 'start' }>): void {
    if (this.#head !== '') return
    const context = this.#context
    const head = {
      id: id ?? context.newId('chatcmpl-'),
      object: 'chat.completion.chunk',
      created: created ?? context.created,
      model: model ?? context.request.model,
      ...ownFields('openai-chat', extra)
    }
    this.#head = `data: ${JSON.stringify(head).slice(0, -1)},`
    this.#tail = context.request.streamUsage === true ? ',"usage":null}\n\n' : '}\n\n'
  }

  #choice(index: number): ChoiceEncoder {
    const known = this.#choices.get(index)
    if (known !== undefined) return known
    this.#begin({ type: 'start' })
    const encoder = new ChoiceEncoder(index, this.#head, this.#tail, this.#context)
    this.#choices.set(index, encoder)
    return encoder
  }
}
