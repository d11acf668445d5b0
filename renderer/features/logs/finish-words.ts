/** Words for an end of an answer that the reader should stop at. */
export type FinishHint = 'length' | 'filter' | 'refusal' | 'context' | 'pause' | 'tools'

/** By the words of all dialects, lower case. What ended in the usual way has no hint. */
const HINTS: Readonly<Record<string, FinishHint>> = {
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  incomplete: 'length',
  content_filter: 'filter',
  'content-filter': 'filter',
  safety: 'filter',
  recitation: 'filter',
  blocklist: 'filter',
  prohibited_content: 'filter',
  spii: 'filter',
  image_safety: 'filter',
  refusal: 'refusal',
  model_context_window_exceeded: 'context',
  'context-length': 'context',
  pause_turn: 'pause',
  pause: 'pause',
  malformed_function_call: 'tools',
  unexpected_tool_call: 'tools'
}

/** What a provider's word for the end of an answer means, where it was not simply done. */
export function finishHint(word: string): FinishHint | undefined {
  const key = word.toLowerCase()
  return Object.hasOwn(HINTS, key) ? HINTS[key] : undefined
}
