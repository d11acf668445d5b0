import type { ChatEvent, Choice } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { fieldsOf, isFields, numberOf, parseFields, textOf, type Fields } from '../json.ts'
import { CallFragments } from './call-fragments.ts'
import { decodeFinish } from './finish-reason.ts'
import { planPart } from './plan.ts'
import { readStreamError } from './read-stream-error.ts'
import { readUsage } from './read-usage.ts'

type GrowingKind = 'text' | 'thinking' | 'plan'

/** The text, thought or plan that is open; there is one at a time. */
interface Growing {
  readonly kind: GrowingKind
  readonly index: number
  /** Its place in the content, as Cohere counts. */
  readonly place: number | undefined
  readonly citations: Fields[]
}

const NOTHING: readonly ChatEvent[] = []

/** Events of a chat (https://docs.cohere.com/docs/streaming) as ours. */
export class CohereStreamDecoder implements StreamDecoder {
  #events: ChatEvent[] = []
  readonly #calls: CallFragments
  #growing: Growing | null = null
  #next = 0
  #id = ''
  #started = false
  #done = false
  /** Sources that came while no text was open. */
  #strays: Fields[] = []
  readonly #logprobs: Fields[] = []

  constructor() {
    this.#calls = new CallFragments({
      open: () => {
        this.#closeGrowing()
        return this.#next++
      },
      tell: (event) => this.#events.push(event)
    })
  }

  push({ name, data }: ServerEvent): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    const event = parseFields(data)
    if (event === undefined) return NOTHING
    this.#events = []
    const error = readStreamError(event)
    this.#read(textOf(event['type']) ?? name ?? '', event, error !== null)
    if (error !== null) this.#events.push({ type: 'error', error })
    return this.#events
  }

  end(): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    this.#done = true
    this.#events = []
    this.#closeAll()
    return this.#events
  }

  #read(type: string, event: Fields, failed: boolean): void {
    const delta = fieldsOf(event['delta']) ?? {}
    const message = fieldsOf(delta['message']) ?? {}
    const index = numberOf(event['index'])
    switch (type) {
      case 'message-start':
        return this.#start(textOf(event['id']))
      case 'content-start':
      case 'content-delta': {
        const content = fieldsOf(message['content']) ?? {}
        this.#grow('thinking', content['thinking'], index)
        this.#grow('text', content['text'], index)
        const logprobs = event['logprobs'] ?? delta['logprobs']
        if (isFields(logprobs)) this.#logprobs.push(logprobs)
        return undefined
      }
      case 'tool-plan-delta':
        return this.#grow('plan', message['tool_plan'], undefined)
      case 'tool-call-start':
      case 'tool-call-delta':
        return this.#calls.add(index, fieldsOf(message['tool_calls']) ?? {}, this.#id)
      case 'tool-call-end':
        return this.#calls.close(index)
      case 'citation-start':
        return this.#cite(fieldsOf(message['citations']))
      case 'message-end':
        return this.#finish(delta, failed)
      default:
        return undefined
    }
  }

  #start(id: string | undefined): void {
    if (this.#started) return
    this.#started = true
    this.#id = id ?? ''
    this.#events.push({ type: 'start', id: id === '' ? undefined : id })
  }

  /** More of a text, a thought or the plan; opens one where none is. */
  #grow(kind: GrowingKind, text: unknown, place: number | undefined): void {
    if (typeof text !== 'string' || text === '') return
    let growing = this.#growing
    if (growing === null || growing.kind !== kind || growing.place !== place)
      growing = this.#open(kind, place)
    this.#events.push({ type: 'delta', choice: 0, index: growing.index, text })
  }

  #open(kind: GrowingKind, place: number | undefined): Growing {
    this.#closeGrowing()
    const index = this.#next++
    this.#growing = { kind, index, place, citations: kind === 'text' ? this.#strays : [] }
    if (kind === 'text') this.#strays = []
    const part =
      kind === 'plan'
        ? planPart('')
        : { type: kind === 'text' ? ('text' as const) : ('reasoning' as const), text: '' }
    this.#events.push({ type: 'open', choice: 0, index, part })
    return this.#growing
  }

  /** A text stays open until another part opens, so that what comes late of its sources is its own. */
  #cite(citation: Fields | undefined): void {
    if (citation === undefined) return
    const growing = this.#growing
    if (growing === null || growing.kind === 'thinking') this.#strays.push(citation)
    else growing.citations.push(citation)
  }

  #closeGrowing(): void {
    const growing = this.#growing
    if (growing === null) return
    this.#growing = null
    const { index, citations } = growing
    if (citations.length > 0) {
      const part = { citations: { dialect: 'cohere-chat' as const, value: citations } }
      this.#events.push({ type: 'amend', choice: 0, index, part })
    }
    this.#events.push({ type: 'close', choice: 0, index })
  }

  #closeAll(): void {
    this.#closeGrowing()
    this.#calls.closeAll()
  }

  #finish(delta: Fields, failed: boolean): void {
    this.#done = true
    this.#closeAll()
    const usage = fieldsOf(delta['usage'])
    const word = textOf(delta['finish_reason']) ?? ''
    if (word !== '' && !failed) {
      const logprobs: Choice['logprobs'] =
        this.#logprobs.length === 0 ? undefined : { dialect: 'cohere-chat', value: this.#logprobs }
      const finish = decodeFinish(word, this.#calls.any)
      this.#events.push({ type: 'finish', choice: 0, finish, logprobs })
    }
    if (usage !== undefined) {
      const report = { tokens: readUsage(usage), dialect: 'cohere-chat' as const, raw: usage }
      this.#events.push({ type: 'usage', usage: report })
    }
    if (!failed) this.#events.push({ type: 'end' })
  }
}
