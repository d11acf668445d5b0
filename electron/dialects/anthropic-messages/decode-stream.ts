import type { ChatEvent, Extra, StreamError } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { fieldsOf, isFields, numberOf, parseFields, recordsOf, textOf, type Fields } from '../json.ts'
import { decodeFinish } from './decode-finish.ts'
import { decodeHead, decodeUsage } from './decode-reply.ts'
import { mergeUsage } from './merge-usage.ts'
import { restOf } from './rest-of.ts'
import { StreamBlock } from './stream-block.ts'

const DELTA = new Set(['stop_reason', 'stop_sequence', 'stop_details'])
const MESSAGE_DELTA = new Set(['type', 'delta', 'usage'])
const NONE: readonly ChatEvent[] = []

/** A stream of the Messages API (https://docs.claude.com/en/docs/build-with-claude/streaming). */
export class MessagesStreamDecoder implements StreamDecoder {
  readonly #open = new Map<number, StreamBlock>()
  #next = 0
  #id: string | undefined
  #over = false
  #usage: unknown
  #extra: Extra | undefined

  push({ name, data }: ServerEvent): readonly ChatEvent[] {
    const event = this.#over ? undefined : parseFields(data)
    if (event === undefined) return NONE
    switch (eventType(event, name)) {
      case 'content_block_delta':
        return this.#delta(event)
      case 'content_block_start':
        return this.#start(event)
      case 'content_block_stop':
        return this.#stop(numberOf(event['index']) ?? 0)
      case 'message_start':
        return this.#message(fieldsOf(event['message']) ?? {})
      case 'message_delta':
        return this.#messageDelta(event)
      case 'message_stop':
        this.#over = true
        return [...this.end(), { type: 'end', extra: this.#extra }]
      case 'error':
        return [{ type: 'error', error: readError(event) }]
      case null:
      default:
        return NONE
    }
  }

  end(): readonly ChatEvent[] {
    return [...this.#open.keys()].flatMap((index) => this.#stop(index))
  }

  #message(message: Fields): readonly ChatEvent[] {
    const head = decodeHead(message)
    // Some gateways send the beginning twice; one with another id is a second answer within the first.
    if (this.#next > 0) return head.id === this.#id ? NONE : this.#spliced()
    this.#id = head.id
    this.#extra = head.extra
    const events: ChatEvent[] = [{ type: 'start', ...head }]
    events.push(...this.#usageEvent(message['usage']))
    for (const block of recordsOf(message['content'])) {
      const whole = new StreamBlock(this.#next++, block)
      events.push(...whole.open(), ...whole.close())
    }
    return events
  }

  #spliced(): readonly ChatEvent[] {
    this.#over = true
    const message = 'the provider began a second message within the stream of the first'
    return [...this.end(), { type: 'error', error: { code: 'api_error', message } }]
  }

  #start(event: Fields): readonly ChatEvent[] {
    const at = numberOf(event['index']) ?? 0
    return [...this.#stop(at), ...this.#begin(at, fieldsOf(event['content_block']) ?? {})]
  }

  #begin(at: number, content: Fields): readonly ChatEvent[] {
    const block = new StreamBlock(this.#next++, content)
    this.#open.set(at, block)
    return block.open()
  }

  /** A delta whose block was never begun begins it: some servers leave the start out. */
  #delta(event: Fields): readonly ChatEvent[] {
    const at = numberOf(event['index']) ?? 0
    const delta = fieldsOf(event['delta']) ?? {}
    const block = this.#open.get(at)
    if (block !== undefined) return block.push(delta)
    const begun = BEGUN_BY[textOf(delta['type']) ?? '']
    if (begun === undefined) return NONE
    const opened = this.#begin(at, begun)
    return [...opened, ...(this.#open.get(at)?.push(delta) ?? NONE)]
  }

  #stop(at: number): readonly ChatEvent[] {
    const block = this.#open.get(at)
    this.#open.delete(at)
    return block?.close() ?? NONE
  }

  #messageDelta(event: Fields): readonly ChatEvent[] {
    const delta = fieldsOf(event['delta']) ?? {}
    const more = { ...restOf(delta, DELTA)?.fields, ...restOf(event, MESSAGE_DELTA)?.fields }
    if (Object.keys(more).length > 0) {
      this.#extra = { dialect: 'anthropic-messages', fields: { ...this.#extra?.fields, ...more } }
    }
    const finish = decodeFinish(delta)
    const usage = this.#usageEvent(event['usage'])
    return finish === undefined ? usage : [{ type: 'finish', choice: 0, finish }, ...usage]
  }

  #usageEvent(raw: unknown): readonly ChatEvent[] {
    if (!isFields(raw)) return NONE
    this.#usage = mergeUsage(this.#usage, raw)
    const usage = decodeUsage(this.#usage)
    return usage === undefined ? NONE : [{ type: 'usage', usage }]
  }
}

const BEGUN_BY: Readonly<Record<string, Fields>> = {
  text_delta: { type: 'text', text: '' },
  thinking_delta: { type: 'thinking', thinking: '' }
}

/** What an event is: by its own word, else by its name; servers in between tell errors without either. */
export function eventType(event: Fields, name: string | null): string | null {
  const type = textOf(event['type']) ?? name
  return type === null && event['error'] !== undefined ? 'error' : type
}

/** The error of an `error` event; its kind is the code. */
export function readError(event: Fields): StreamError {
  const { error } = event
  const fields = fieldsOf(error)
  return {
    code: textOf(fields?.['type']) ?? null,
    message:
      textOf(fields?.['message'] ?? error ?? event['message']) ??
      'the provider broke off with an error that it did not explain'
  }
}
