import type { Finish, FinishReason } from '../chat.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax */
const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
  stop_sequence: 'stop-sequence',
  guardrail_intervened: 'content-filter',
  content_filtered: 'content-filter',
  malformed_model_output: 'error',
  malformed_tool_use: 'error',
  model_context_window_exceeded: 'context-length',
  // What Claude's own words are where Bedrock passes them on.
  refusal: 'refusal',
  pause_turn: 'pause'
}

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'content_filtered',
  refusal: 'content_filtered',
  pause: 'end_turn',
  'context-length': 'model_context_window_exceeded',
  error: 'end_turn',
  other: 'end_turn'
}

export function readStopReason(word: string): Pick<Finish, 'reason' | 'native'> {
  return { reason: REASONS[word] ?? 'other', native: { dialect: 'bedrock-converse', value: word } }
}

/** The `stopReason` of a reply, which must have one: a reply that was cut off ended somehow. */
export function writeStopReason(finish: Finish | undefined, hasCalls: boolean): string {
  if (finish?.native?.dialect === 'bedrock-converse') return finish.native.value
  if (finish?.reason === 'stop' && hasCalls) return WORDS['tool-calls']
  return WORDS[finish?.reason ?? 'stop']
}
