import type { ChatEvent, Choice } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, numberOf, parseFields, textOf, type Fields } from '../json.ts'
import { readOpenaiError } from '../read-openai-error.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { chatText } from './decode-reply.ts'
import { decodeFinish } from './finish-reason.ts'

const NOTHING: readonly ChatEvent[] = []

interface ChoiceState {
  /** Whether its text is open; a choice has one. */
  open: boolean
  /** Whether its text was opened at all. */
  begun: boolean
  finished: boolean
  logprobs: Record<string, unknown[]> | null
}

/** Chunks of a completion as events. */
export class CompletionStreamDecoder implements StreamDecoder {
  readonly #choices = new Map<number, ChoiceState>()
  #started = false
  #done = false
  #failed = false

  push({ data }: ServerEvent): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    if (data.trim() === '[DONE]') return this.#finish(true)
    const chunk = parseFields(data)
    if (chunk === undefined) return NOTHING
    const events: ChatEvent[] = []
    this.#start(chunk, events)
    const { choices } = chunk
    if (Array.isArray(choices)) {
      for (const [at, choice] of choices.entries()) if (isFields(choice)) this.#choose(choice, at, events)
    }
    const raw = fieldsOf(chunk['usage'])
    if (raw !== undefined) {
      const usage = { tokens: readOpenaiUsage(raw), dialect: 'openai-completions' as const, raw }
      events.push({ type: 'usage', usage })
    }
    const error = readOpenaiError(chunk)
    if (error !== null) {
      this.#failed = true
      events.push({ type: 'error', error })
    }
    return events
  }

  end(): readonly ChatEvent[] {
    if (this.#done) return NOTHING
    const states = [...this.#choices.values()]
    // Some servers send no `[DONE]`: a word on why it ended is the end.
    return this.#finish(!this.#failed && states.length > 0 && states.every(({ finished }) => finished))
  }

  #finish(isWhole: boolean): readonly ChatEvent[] {
    this.#done = true
    const events: ChatEvent[] = []
    for (const [choice, state] of this.#choices) {
      close(choice, state, events)
      if (!state.finished && isWhole && !this.#failed)
        events.push({ type: 'finish', choice, finish: decodeFinish('', undefined) })
    }
    if (isWhole) events.push({ type: 'end' })
    return events
  }

  #start(chunk: Fields, events: ChatEvent[]): void {
    if (this.#started || !Array.isArray(chunk['choices'])) return
    this.#started = true
    const head = new FieldReader(chunk)
    const [id, model, created] = [head.text('id'), head.text('model'), head.number('created')]
    head.drop('object', 'choices', 'usage', 'error', 'service_tier')
    events.push({ type: 'start', id, model, created, extra: head.extra('openai-completions') })
  }

  #choose(fields: Fields, at: number, events: ChatEvent[]): void {
    const choice = numberOf(fields['index']) ?? at
    const state: ChoiceState = this.#choices.get(choice) ?? {
      open: false,
      begun: false,
      finished: false,
      logprobs: null
    }
    this.#choices.set(choice, state)
    const text = textOf(fields['text']) ?? chatText(new FieldReader(fields))
    if (text !== '') {
      if (!state.begun) events.push({ type: 'open', choice, index: 0, part: { type: 'text', text: '' } })
      if (!state.begun || state.open) events.push({ type: 'delta', choice, index: 0, text })
      if (!state.begun) state.open = true
      state.begun = true
    }
    addLogprobs(state, fields['logprobs'])
    const word = fields['finish_reason']
    if (typeof word !== 'string' || word === '' || state.finished) return
    state.finished = true
    close(choice, state, events)
    events.push({ type: 'finish', choice, ...endOf(fields, word, state) })
  }
}

function close(choice: number, state: ChoiceState, events: ChatEvent[]): void {
  if (!state.open) return
  state.open = false
  events.push({ type: 'close', choice, index: 0 })
}

function endOf(
  fields: Fields,
  word: string,
  { logprobs }: ChoiceState
): Pick<Extract<ChatEvent, { type: 'finish' }>, 'finish' | 'logprobs' | 'extra'> {
  const rest = new FieldReader(fields)
  rest.drop('index', 'text', 'delta', 'message', 'logprobs', 'finish_reason')
  const told: Choice['logprobs'] =
    logprobs === null ? undefined : { dialect: 'openai-completions', value: logprobs }
  const finish = decodeFinish(word, textOf(fields['stop_reason']))
  return { finish, logprobs: told, extra: rest.extra('openai-completions') }
}

/** Four lists that grow side by side. */
function addLogprobs(state: ChoiceState, value: unknown): void {
  for (const [name, list] of Object.entries(fieldsOf(value) ?? {})) {
    if (!Array.isArray(list)) continue
    state.logprobs ??= {}
    const grown = (state.logprobs[name] ??= [])
    for (const item of list) grown.push(item)
  }
}
