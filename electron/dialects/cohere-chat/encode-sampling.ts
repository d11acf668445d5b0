import type { ChatRequest } from '../chat.ts'
import type { Fields } from '../json.ts'
import type { Encoding } from './encoding.ts'

/** https://docs.cohere.com/reference/chat: five sequences. */
const MOST_STOPS = 5

/** How words are chosen, within the ranges that Cohere takes: it refuses what lies outside of them. */
export function encodeSampling(chat: ChatRequest, encoding: Encoding): Fields {
  const { own, notes } = encoding
  const { stop, logprobs, seed } = chat
  if (own) {
    return {
      temperature: chat.temperature,
      p: chat.topP,
      k: chat.topK,
      presence_penalty: chat.presencePenalty,
      frequency_penalty: chat.frequencyPenalty,
      seed,
      stop_sequences: stop,
      logprobs: logprobs === undefined ? undefined : true
    }
  }
  const within = (
    name: string,
    value: number | undefined,
    least: number,
    most: number
  ): number | undefined => {
    if (value === undefined || (value >= least && value <= most)) return value
    const fitted = Math.min(Math.max(value, least), most)
    notes.add(`${name} ${value} became ${fitted}: Cohere takes ${least} to ${most}`)
    return fitted
  }
  const stops = stop?.filter((text) => text !== '').slice(0, MOST_STOPS) ?? []
  if (stops.length < (stop?.length ?? 0))
    notes.add(
      `stop sequences behind the first ${MOST_STOPS}, and empty ones, were left out: Cohere takes no more`
    )
  if ((logprobs?.top ?? 0) > 0)
    notes.add('alternatives in the log probabilities were left out: Cohere tells those of its choice alone')
  return {
    temperature: within('temperature', chat.temperature, 0, 1),
    // 1 is what is done without a word.
    p: chat.topP === 1 ? undefined : within('top_p', chat.topP, 0.01, 0.99),
    k: within('top_k', chat.topK, 0, 500),
    ...encodePenalties(chat, within, notes),
    seed: encodeSeed(seed, notes),
    stop_sequences: stops.length === 0 ? undefined : stops,
    logprobs: logprobs === undefined ? undefined : true
  }
}

type Within = (name: string, value: number | undefined, least: number, most: number) => number | undefined

/** "Using `frequency_penalty` in combination with `presence_penalty` is not supported on newer models." */
function encodePenalties(chat: ChatRequest, within: Within, notes: Set<string>): Fields {
  // 0 is what is done without a word.
  const frequency = within('frequency_penalty', chat.frequencyPenalty || undefined, 0, 1)
  const presence = within('presence_penalty', chat.presencePenalty || undefined, 0, 1)
  if (frequency === undefined) return { presence_penalty: presence }
  if (presence !== undefined)
    notes.add('presence_penalty was left out: Cohere takes one of the two penalties')
  return { frequency_penalty: frequency }
}

function encodeSeed(seed: number | undefined, notes: Set<string>): number | undefined {
  if (seed === undefined || seed >= 0) return seed
  notes.add('seed was left out: Cohere takes none below 0')
  return undefined
}
