import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, Finish, UsageReport } from '../chat.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'
import { writeEvent } from '../read-events.ts'
import { encodeError, encodeStreamError } from './encode-error.ts'
import { encodeHead } from './encode-reply.ts'
import { encodeUsage } from './encode-usage.ts'
import { BlockOrder } from './order-blocks.ts'
import { ownFields } from './rest-of.ts'
import { writeStopReason } from './stop-reasons.ts'

/**
 * A stream of the Messages API (https://docs.claude.com/en/docs/build-with-claude/streaming), in the order that its
 * clients rely on: the message begins, blocks follow one after the other, then what ended it with the usage, and the
 * stop. The usage is told at both ends, as far as it is known there: clients take the later count.
 */
export class MessagesStreamEncoder implements StreamEncoder {
  readonly #context: ReplyContext
  readonly #blocks: BlockOrder
  #head: Extract<ChatEvent, { type: 'start' }> = { type: 'start' }
  #begun = false
  #over = false
  #usage: UsageReport | undefined
  #finish: Finish | undefined
  #toolCalls = false
  #refusal = false

  constructor(context: ReplyContext) {
    this.#context = context
    this.#blocks = new BlockOrder(context)
  }

  push(event: ChatEvent): string {
    if (this.#over) return ''
    switch (event.type) {
      case 'start':
        // The message begins with its first part, when more of its usage may be known.
        this.#head = event
        return ''
      case 'usage':
        this.#usage = event.usage
        return ''
      case 'finish':
        if (event.choice === 0) this.#finish = event.finish
        return ''
      case 'error':
        return this.#broken(encodeStreamError(event.error))
      case 'end':
        return this.#stop(this.#finish ?? { reason: 'stop' }, ownFields(event.extra))
      case 'open':
      case 'delta':
      case 'amend':
      case 'close':
        // There is one answer in this dialect.
        return event.choice === 0 ? this.#begin() + this.#pushPart(event) : ''
      default:
        return assertNever(event)
    }
  }

  fail(error: ToldError): string {
    return this.#over ? '' : this.#broken(encodeError(error))
  }

  /** Nothing where the stream was cut: what it lacks is for `fail` to say. */
  end(): string {
    return this.#over || this.#finish === undefined ? '' : this.#stop(this.#finish, {})
  }

  #pushPart(event: Extract<ChatEvent, { index: number }>): string {
    switch (event.type) {
      case 'delta':
        return this.#blocks.grow(event.index, event.text)
      case 'open':
        this.#toolCalls ||= event.part.type === 'tool-call'
        this.#refusal ||= event.part.type === 'refusal'
        return this.#blocks.open(event.index, event.part)
      case 'amend':
        return this.#blocks.amend(event.index, event.part)
      case 'close':
        return this.#blocks.close(event.index)
      default:
        return assertNever(event)
    }
  }

  #begin(): string {
    if (this.#begun) return ''
    this.#begun = true
    const head = encodeHead(this.#head, this.#context)
    const usage = encodeUsage(this.#usage)
    return write('message_start', {
      message: { ...head, content: [], stop_reason: null, stop_sequence: null, usage }
    })
  }

  #stop(finish: Finish, endFields: Fields): string {
    const blocks = this.#begin() + this.#blocks.end()
    this.#over = true
    const said = ownFields(this.#head.extra)
    const added = Object.entries(endFields).filter(([name]) => !(name in said))
    const { context_management: management, ...inDelta } = Object.fromEntries(added)
    const delta = {
      stop_reason: writeStopReason(finish, { toolCalls: this.#toolCalls, refusal: this.#refusal }),
      stop_sequence: finish.stopSequence ?? null,
      ...ownFields(finish.extra),
      ...inDelta
    }
    const more = management === undefined ? {} : { context_management: management }
    const last = { delta, usage: encodeUsage(this.#usage), ...more }
    return blocks + write('message_delta', last) + write('message_stop', {})
  }

  #broken(error: Fields): string {
    this.#over = true
    return writeEvent(JSON.stringify(error), 'error')
  }
}

function write(type: string, fields: Fields): string {
  return writeEvent(JSON.stringify({ type, ...fields }), type)
}
