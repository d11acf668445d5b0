import { assertNever } from '../../../shared/assert-never.ts'
import { amended } from '../collect-reply.ts'
import type { ChatEvent, Part, PartAmendment, UsageReport } from '../chat.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import { recordsOf, type Fields } from '../json.ts'
import { writeEvent } from '../read-events.ts'
import { encodeCall } from './encode-reply.ts'
import { encodeFinish } from './finish-reason.ts'
import { isPlan } from './plan.ts'
import { writeUsage } from './read-usage.ts'

/** A part that is open, its place among the contents or calls, and what it is to Cohere's clients. */
interface OpenPart {
  part: Part
  readonly at: number
  readonly kind: 'text' | 'thinking' | 'plan' | 'call' | 'unsayable'
}

/** Our events as Cohere's (https://docs.cohere.com/docs/streaming); the end waits for the usage that stands in it. */
export class CohereStreamEncoder implements StreamEncoder {
  readonly #context: ReplyContext
  readonly #open = new Map<number, OpenPart>()
  #started = false
  #contents = 0
  #calls = 0
  #citations = 0
  #finish: Extract<ChatEvent, { type: 'finish' }> | null = null
  #usage: UsageReport | null = null

  constructor(context: ReplyContext) {
    this.#context = context
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'start':
        return this.#start(event.id)
      case 'open':
        return event.choice === 0 ? this.#start() + this.#begin(event.index, event.part) : ''
      case 'delta':
        return event.choice === 0 ? this.#delta(event.index, event.text) : ''
      case 'amend':
        return event.choice === 0 ? this.#amend(event.index, event.part) : ''
      case 'close':
        return event.choice === 0 ? this.#close(event.index) : ''
      case 'finish':
        if (event.choice === 0) this.#finish = event
        return ''
      case 'usage':
        this.#usage = event.usage
        return ''
      case 'error':
      case 'end':
        return ''
      default:
        return assertNever(event)
    }
  }

  /** As Cohere tells it: at the end, beside the reason. */
  fail({ message }: ToldError): string {
    return this.#start() + this.#end({ finish_reason: 'ERROR', error: message })
  }

  end(): string {
    const finish = this.#finish?.finish
    return this.#start() + this.#end({ finish_reason: encodeFinish(finish, this.#calls > 0) })
  }

  #end(delta: Fields): string {
    const usage = this.#usage === null ? {} : { usage: writeUsage(this.#usage) }
    return write({ type: 'message-end', delta: { ...delta, ...usage } })
  }

  #start(id?: string): string {
    if (this.#started) return ''
    this.#started = true
    const message = { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] }
    return write({ id: id ?? this.#context.newId(''), type: 'message-start', delta: { message } })
  }

  #begin(index: number, part: Part): string {
    const kind = kindOf(part)
    const isContent = kind === 'text' || kind === 'thinking'
    const at = isContent ? this.#contents++ : kind === 'call' ? this.#calls++ : 0
    this.#open.set(index, { part, at, kind })
    if (part.type === 'tool-call') {
      const message = { tool_calls: encodeCall({ ...part, args: '' }) }
      return write({ type: 'tool-call-start', index: at, delta: { message } }) + this.#delta(index, part.args)
    }
    const begun = isContent
      ? write({
          type: 'content-start',
          index: at,
          delta: { message: { content: { type: kind, [kind]: '' } } }
        })
      : ''
    return begun + ('text' in part ? this.#delta(index, part.text) : '')
  }

  #delta(index: number, text: string): string {
    const open = this.#open.get(index)
    if (open === undefined || text === '') return ''
    const { kind, at } = open
    switch (kind) {
      case 'text':
      case 'thinking':
        return write({ type: 'content-delta', index: at, delta: { message: { content: { [kind]: text } } } })
      case 'plan':
        return write({ type: 'tool-plan-delta', delta: { message: { tool_plan: text } } })
      case 'call': {
        const message = { tool_calls: { function: { arguments: text } } }
        return write({ type: 'tool-call-delta', index: at, delta: { message } })
      }
      case 'unsayable':
        return ''
      default:
        return assertNever(kind)
    }
  }

  #amend(index: number, amendment: PartAmendment): string {
    const open = this.#open.get(index)
    if (open !== undefined) open.part = amended(open.part, amendment)
    return ''
  }

  #close(index: number): string {
    const open = this.#open.get(index)
    this.#open.delete(index)
    if (open === undefined) return ''
    const { kind, at, part } = open
    if (kind === 'call') return write({ type: 'tool-call-end', index: at })
    const cited = part.type === 'text' ? this.#cite(part.citations) : ''
    return kind === 'text' || kind === 'thinking' ? cited + write({ type: 'content-end', index: at }) : cited
  }

  #cite(citations: Extract<Part, { type: 'text' }>['citations']): string {
    if (citations?.dialect !== 'cohere-chat') return ''
    return recordsOf(citations.value)
      .map((citation) => {
        const index = this.#citations++
        const told = write({ type: 'citation-start', index, delta: { message: { citations: citation } } })
        return told + write({ type: 'citation-end', index })
      })
      .join('')
  }
}

function kindOf(part: Part): OpenPart['kind'] {
  switch (part.type) {
    case 'text':
      return isPlan(part) ? 'plan' : 'text'
    case 'refusal':
      return 'text'
    case 'reasoning':
      return 'thinking'
    case 'tool-call':
      return 'call'
    case 'media':
    case 'native':
    case 'tool-result':
      return 'unsayable'
    default:
      return assertNever(part)
  }
}

function write(event: Fields & { readonly type: string }): string {
  return writeEvent(JSON.stringify(event), event.type)
}
