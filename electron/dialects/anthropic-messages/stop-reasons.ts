import type { Finish, FinishReason } from '../chat.ts'

/** https://docs.claude.com/en/api/handling-stop-reasons */
const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop-sequence',
  max_tokens: 'length',
  tool_use: 'tool-calls',
  pause_turn: 'pause',
  // The client asked for a pause once the conversation is summed up.
  compaction: 'pause',
  refusal: 'refusal',
  model_context_window_exceeded: 'context-length'
}

/** The words for clients; each dialect's reasons have the nearest. */
const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
  'context-length': 'model_context_window_exceeded',
  error: 'end_turn',
  other: 'end_turn'
}

export function readStopReason(word: string): Pick<Finish, 'reason' | 'native'> {
  return {
    reason: REASONS[word] ?? 'other',
    native: { dialect: 'anthropic-messages', value: word }
  }
}

/** What the reply holds, where that decides on the word. */
export interface Held {
  readonly toolCalls: boolean
  readonly refusal: boolean
}

/** The `stop_reason` of a reply. Clients run tools only where it says so, also of a provider that says `stop` for all. */
export function writeStopReason(finish: Finish | undefined, held: Held): string | null {
  if (finish === undefined) return null
  if (finish.native?.dialect === 'anthropic-messages') return finish.native.value
  if (finish.reason === 'stop' && held.refusal) return WORDS.refusal
  // Gemini's UNEXPECTED_TOOL_CALL is `other`, and has its call.
  const isPlainEnd = WORDS[finish.reason] === WORDS.stop
  if (isPlainEnd && held.toolCalls) return WORDS['tool-calls']
  return WORDS[finish.reason]
}
