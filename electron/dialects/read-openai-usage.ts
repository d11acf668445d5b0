import { UNKNOWN_USAGE } from '../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../shared/domain/usage.ts'

type Fields = Readonly<Record<string, unknown>>
const NO_FIELDS: Fields = {}

/**
 * Token counts out of the `usage` object of a chat or embeddings reply, as OpenAI-compatible providers send it. What
 * is missing, negative or not a whole number counts as not said (null).
 *
 * `prompt_tokens` holds what was read from a cache, and `completion_tokens` holds the reasoning, with two exceptions
 * that the numbers themselves give away (both recorded): xAI counts reasoning beside `completion_tokens` and bills it
 * on top, so that only all three make up `total_tokens`; and Grok on Azure reports more cached tokens than prompt
 * tokens, so there they are beside them.
 */
export function readOpenaiUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const promptDetails = fields(raw['prompt_tokens_details'])
  const completionDetails = fields(raw['completion_tokens_details'])
  const prompt = count(raw['prompt_tokens'])
  const cacheRead = cachedIn(raw, promptDetails)
  const cacheWrite = count(promptDetails['cache_write_tokens']) ?? count(raw['cache_creation_input_tokens'])
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0)
  // Mistral's Voxtral bills sound by the second and has it in no token count but the total: how much input there was
  // in tokens that have a price can't be told.
  const bySecond = (count(raw['prompt_audio_seconds']) ?? 0) > 0
  const input = prompt === null || bySecond ? null : prompt - (cached > prompt ? 0 : cached)
  // Embeddings say no completion: a total that is all prompt says that there was none.
  const isAllPrompt = prompt !== null && count(raw['total_tokens']) === prompt
  const completion = count(raw['completion_tokens']) ?? (isAllPrompt ? 0 : null)
  const reasoning = count(completionDetails['reasoning_tokens']) ?? count(raw['reasoning_tokens'])
  const output = isBeside(reasoning, raw, prompt, completion)
    ? (completion ?? 0) + (reasoning ?? 0)
    : completion
  return {
    input,
    cache_read: cacheRead,
    cache_write: cacheWrite,
    output,
    // MiniMax reports more reasoning than output: a part is never more than its whole.
    reasoning: reasoning === null || output === null ? reasoning : Math.min(reasoning, output),
    ...sound('input_audio', promptDetails, input),
    ...sound('output_audio', completionDetails, output)
  }
}

/** OpenAI and most; DeepSeek; Together and Moonshot; Mistral's older replies; xAI's older replies. */
function cachedIn(raw: Fields, details: Fields): number | null {
  return (
    count(details['cached_tokens']) ??
    count(raw['prompt_cache_hit_tokens']) ??
    count(raw['cached_tokens']) ??
    count(raw['num_cached_tokens']) ??
    count(raw['cached_prompt_text_tokens'])
  )
}

function isBeside(
  reasoning: number | null,
  raw: Fields,
  prompt: number | null,
  completion: number | null
): boolean {
  if (reasoning === null || reasoning === 0) return false
  return count(raw['total_tokens']) === (prompt ?? 0) + (completion ?? 0) + reasoning
}

function sound(name: 'input_audio' | 'output_audio', details: Fields, whole: number | null): Partial<Usage> {
  const tokens = count(details['audio_tokens'])
  return tokens === null || tokens === 0 || whole === null ? {} : { [name]: Math.min(tokens, whole) }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : NO_FIELDS
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
