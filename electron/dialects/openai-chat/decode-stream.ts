import type { ChatEvent } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { fieldsOf, isFields, numberOf, parseFields, textOf, type Fields } from '../json.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { ChoiceDecoder } from './decode-choice.ts'
import { idStem } from './id-stem.ts'
import { readOpenaiError } from '../read-openai-error.ts'

/** Of a chunk; the rest is the reply's. `obfuscation` and `p` are padding against readers of encrypted lengths. */
const READ = new Set('id object created model choices usage service_tier error obfuscation p'.split(' '))
const NOTHING: readonly ChatEvent[] = []

/** Chunks of a chat completion (https://platform.openai.com/docs/api-reference/chat/streaming) as events. */
export class ChatStreamDecoder implements StreamDecoder {
  readonly #choices = new Map<number, ChoiceDecoder>()
  #id: string | undefined
  #serviceTier: string | undefined
  #extra: Record<string, unknown> = {}
  /** Whether the extra has grown since it was told. */
  #hasMore = false
  #started = false
  #done = false
  #failed = false

  push({ data }: ServerEvent): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    if (data.trim() === '[DONE]') return this.#finish(true)
    const chunk = parseFields(data)
    if (chunk === undefined) return NOTHING
    const events: ChatEvent[] = []
    const { choices } = chunk
    this.#keep(chunk)
    this.#start(chunk, events)
    if (Array.isArray(choices)) {
      for (const [at, choice] of choices.entries()) if (isFields(choice)) this.#choose(choice, at, events)
    }
    this.#readUsage(chunk, events)
    const error = readOpenaiError(chunk)
    if (error !== null) {
      this.#failed = true
      events.push({ type: 'error', error })
    }
    return events
  }

  end(): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    const choices = [...this.#choices.values()]
    // Some servers send no `[DONE]`: a word on why it ended is the end.
    return this.#finish(!this.#failed && choices.length > 0 && choices.every(({ finished }) => finished))
  }

  #finish(isWhole: boolean): readonly ChatEvent[] {
    this.#done = true
    const events: ChatEvent[] = []
    for (const choice of this.#choices.values()) choice.end(events, isWhole && !this.#failed)
    if (!isWhole) return events
    const extra = this.#hasMore ? { dialect: 'openai-chat' as const, fields: this.#extra } : undefined
    events.push({ type: 'end', extra })
    return events
  }

  /** Azure's first chunk is about the prompt and has neither id nor model. */
  #start(chunk: Fields, events: ChatEvent[]): void {
    if (this.#started) return
    const id = textOf(chunk['id'])
    const hasChoice = Array.isArray(chunk['choices']) && chunk['choices'].length > 0
    if (!hasChoice && ((id ?? '') === '' || (chunk['model'] ?? '') === '')) return
    this.#started = true
    this.#hasMore = false
    this.#id = id === '' ? undefined : id
    events.push({
      type: 'start',
      id: this.#id,
      model: textOf(chunk['model']) || undefined,
      created: numberOf(chunk['created']),
      extra:
        Object.keys(this.#extra).length === 0
          ? undefined
          : { dialect: 'openai-chat', fields: { ...this.#extra } }
    })
  }

  #keep(chunk: Fields): void {
    for (const name in chunk) {
      const value = chunk[name]
      if (READ.has(name) || value === null || value === this.#extra[name]) continue
      this.#extra[name] = value
      this.#hasMore = true
    }
    this.#serviceTier = textOf(chunk['service_tier']) || this.#serviceTier
  }

  #choose(choice: Fields, at: number, events: ChatEvent[]): void {
    const index = numberOf(choice['index']) ?? at
    let decoder = this.#choices.get(index)
    if (decoder === undefined) {
      decoder = new ChoiceDecoder(index, idStem(this.#id, index))
      this.#choices.set(index, decoder)
    }
    decoder.push(choice, events)
  }

  #readUsage(chunk: Fields, events: ChatEvent[]): void {
    const raw = fieldsOf(chunk['usage']) ?? fieldsOf(fieldsOf(chunk['x_groq'])?.['usage'])
    if (raw === undefined) return
    const usage = { tokens: readOpenaiUsage(raw), dialect: 'openai-chat' as const, raw }
    events.push({ type: 'usage', usage, serviceTier: this.#serviceTier })
  }
}
