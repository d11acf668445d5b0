import type { Finish, FinishReason } from '../chat.ts'

/** Words of OpenAI, and of others: Together, Mistral, Z.ai, DeepSeek, and what some pass on from Anthropic. */
const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop-sequence',
  length: 'length',
  max_tokens: 'length',
  model_length: 'context-length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'content-filter',
  sensitive: 'content-filter',
  error: 'error',
  network_error: 'error',
  insufficient_system_resource: 'error'
}

/**
 * Why a reply ended. Several servers say `stop` where they call tools (OpenAI, too, where a tool was forced; Ollama);
 * others say nothing at all (''). `stopSequence` is vLLM's `stop_reason`.
 */
export function decodeFinish(word: string, hasCalls: boolean, stopSequence?: string): Finish {
  const known = word === '' ? 'stop' : (REASONS[word] ?? 'other')
  const native = word === '' ? undefined : { dialect: 'openai-chat' as const, value: word }
  if (known === 'stop' && hasCalls) return { reason: 'tool-calls', native }
  if (known === 'stop' && stopSequence !== undefined) return { reason: 'stop-sequence', native, stopSequence }
  return { reason: known, native }
}

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  'stop-sequence': 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  refusal: 'content_filter',
  pause: 'stop',
  'context-length': 'length',
  error: 'stop',
  other: 'stop'
}

/** The word for clients; one of a reply that was cut off is `length`, which says that more would have come. */
export function encodeFinish(finish: Finish | undefined, hasCalls: boolean, isOldForm: boolean): string {
  if (finish === undefined) return 'length'
  if (finish.native?.dialect === 'openai-chat') return finish.native.value
  const word = WORDS[finish.reason]
  if (!hasCalls || (word !== 'stop' && word !== 'tool_calls')) return word
  return isOldForm ? 'function_call' : 'tool_calls'
}
