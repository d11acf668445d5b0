import type { Finish, FinishReason } from '../chat.ts'

/** `FinishReason` by its number, as servers send it that write enums so (Vertex with `enum-encoding=int`). */
const NUMBERS = [
  '',
  'STOP',
  'MAX_TOKENS',
  'SAFETY',
  'RECITATION',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MALFORMED_FUNCTION_CALL',
  'MODEL_ARMOR'
]

/** https://ai.google.dev/api/generate-content#FinishReason; `MODEL_ARMOR` is Vertex's. What is not here is `other`. */
const REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
  MALFORMED_FUNCTION_CALL: 'error',
  MALFORMED_RESPONSE: 'error',
  // The call is there, of a tool that nobody offered: agents answer it as one.
  UNEXPECTED_TOOL_CALL: 'other',
  TOO_MANY_TOOL_CALLS: 'other',
  MISSING_THOUGHT_SIGNATURE: 'error'
}

/** The word that a candidate ended with; undefined while it goes on, which some servers say with an empty one. */
export function finishWord(value: unknown): string | undefined {
  const word = typeof value === 'number' ? NUMBERS[value] : value
  return typeof word === 'string' && word !== '' && word !== 'FINISH_REASON_UNSPECIFIED' ? word : undefined
}

/** Google says STOP for calls of tools as well. */
export function readFinish(word: string, hasCalls: boolean): Finish {
  const reason = REASONS[word] ?? 'other'
  return {
    reason: reason === 'stop' && hasCalls ? 'tool-calls' : reason,
    native: { dialect: 'gemini', value: word }
  }
}

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  'stop-sequence': 'STOP',
  'tool-calls': 'STOP',
  // Gemini has no pause: its clients ask again where they want more.
  pause: 'STOP',
  length: 'MAX_TOKENS',
  'context-length': 'MAX_TOKENS',
  'content-filter': 'SAFETY',
  refusal: 'SAFETY',
  error: 'OTHER',
  other: 'OTHER'
}

export function writeFinish({ reason, native }: Finish): string {
  return native?.dialect === 'gemini' ? native.value : WORDS[reason]
}
