import type { Finish, FinishReason } from '../chat.ts'

/** https://docs.cohere.com/reference/chat#response.body.finish_reason; the last ones are of the first version. */
const REASONS: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop-sequence',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool-calls',
  ERROR: 'error',
  TIMEOUT: 'error',
  ERROR_TOXIC: 'content-filter',
  ERROR_LIMIT: 'context-length'
}

export function decodeFinish(word: string, hasCalls: boolean): Finish {
  const reason = REASONS[word] ?? 'other'
  const native = { dialect: 'cohere-chat' as const, value: word }
  return { reason: reason === 'stop' && hasCalls ? 'tool-calls' : reason, native }
}

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'COMPLETE',
  'stop-sequence': 'STOP_SEQUENCE',
  length: 'MAX_TOKENS',
  'tool-calls': 'TOOL_CALL',
  'content-filter': 'ERROR',
  refusal: 'ERROR',
  pause: 'COMPLETE',
  'context-length': 'MAX_TOKENS',
  error: 'ERROR',
  other: 'COMPLETE'
}

/** A reply that was cut off ended at a limit, which says that more would have come. */
export function encodeFinish(finish: Finish | undefined, hasCalls: boolean): string {
  if (finish === undefined) return 'MAX_TOKENS'
  if (finish.native?.dialect === 'cohere-chat') return finish.native.value
  const word = WORDS[finish.reason]
  return word === 'COMPLETE' && hasCalls ? 'TOOL_CALL' : word
}
