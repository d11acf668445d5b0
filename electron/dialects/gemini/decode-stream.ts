import type { ChatEvent, Extra } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { isFields, parseFields, recordsOf, textOf, type Fields } from '../json.ts'
import { ChoiceDecoder } from './choice-decoder.ts'
import { hasOtherNames, readNames } from './read-names.ts'
import { readStreamError } from './read-stream-error.ts'
import { readUsage } from './read-usage.ts'
import { replyIds, replySeed, type CallIds } from './tool-ids.ts'

const TAKEN = new Set(['candidates', 'usageMetadata', 'modelVersion', 'responseId'])

/**
 * A stream's chunks, each of them a whole `GenerateContentResponse` with what is new
 * (https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent). Texts go on from chunk to chunk;
 * nothing says the end but the candidates' own.
 */
export class ReplyDecoder {
  readonly #choices = new Map<number, ChoiceDecoder>()
  #ids: CallIds | null = null
  #extra: Record<string, unknown> | undefined

  push(chunk: Fields): ChatEvent[] {
    const reply = hasOtherNames(chunk) ? readNames(chunk) : chunk
    const events: ChatEvent[] = []
    if (this.#ids === null) {
      this.#ids = { ...replyIds(replySeed(reply)), result: (id, name) => ({ id: id ?? '', name }) }
      events.push(startOf(reply))
    }
    for (const name in reply) {
      const value = reply[name]
      if (!TAKEN.has(name) && value !== null && value !== undefined) (this.#extra ??= {})[name] = value
    }
    const candidates = recordsOf(reply['candidates'])
    for (const [at, candidate] of candidates.entries())
      this.#choice(candidate, at, this.#ids).push(candidate, events)
    const raw = reply['usageMetadata']
    if (isFields(raw)) {
      const tier = textOf(raw['serviceTier'])
      events.push({
        type: 'usage',
        usage: { tokens: readUsage(raw), dialect: 'gemini', raw },
        ...(tier === undefined ? {} : { serviceTier: tier })
      })
    }
    for (const [at, candidate] of candidates.entries()) {
      this.#choice(candidate, at, this.#ids).finish(candidate['finishReason'], events)
    }
    this.#block(reply['promptFeedback'], events)
    return events
  }

  end(): ChatEvent[] {
    const events: ChatEvent[] = []
    const choices = [...this.#choices.values()]
    for (const choice of choices) choice.close(events)
    if (choices.length > 0 && choices.every(({ isFinished }) => isFinished)) {
      const { extra } = this
      events.push({ type: 'end', ...(extra === undefined ? {} : { extra }) })
    }
    return events
  }

  /** What only Google says of the reply as a whole, as far as it came. */
  get extra(): Extra | undefined {
    return this.#extra === undefined ? undefined : { dialect: 'gemini', fields: this.#extra }
  }

  #choice(candidate: Fields, at: number, ids: CallIds): ChoiceDecoder {
    const index = candidate['index']
    const number = typeof index === 'number' ? index : at
    const known = this.#choices.get(number)
    if (known !== undefined) return known
    const choice = new ChoiceDecoder(number, ids)
    this.#choices.set(number, choice)
    return choice
  }

  /** A prompt that was refused has no candidates, only the reason. */
  #block(feedback: unknown, events: ChatEvent[]): void {
    if (this.#choices.size > 0 || !isFields(feedback) || this.#ids === null) return
    const word = textOf(feedback['blockReason'])
    if (word === undefined) return
    const choice = new ChoiceDecoder(0, this.#ids)
    this.#choices.set(0, choice)
    choice.isFinished = true
    events.push({
      type: 'finish',
      choice: 0,
      finish: { reason: 'content-filter', native: { dialect: 'gemini', value: word } }
    })
  }
}

function startOf(reply: Fields): ChatEvent {
  const id = textOf(reply['responseId'])
  const model = textOf(reply['modelVersion'])
  const time = Date.parse(textOf(reply['createTime']) ?? '')
  return {
    type: 'start',
    ...(id === undefined ? {} : { id }),
    ...(model === undefined ? {} : { model }),
    ...(Number.isNaN(time) ? {} : { created: Math.floor(time / 1000) })
  }
}

/** Reads a stream's events; what is no chunk and no error is passed over (`[DONE]`, which some servers add). */
export function openStreamDecoder(): StreamDecoder {
  const decoder = new ReplyDecoder()
  return {
    push: ({ data }: ServerEvent) => {
      const chunk = parseFields(data)
      if (chunk === undefined) return []
      const error = readStreamError(chunk)
      return error === null ? decoder.push(chunk) : [{ type: 'error', error }]
    },
    end: () => decoder.end()
  }
}
