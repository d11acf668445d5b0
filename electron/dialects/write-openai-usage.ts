import type { UsageReport } from './chat.ts'
import { isFields, type Fields } from './json.ts'

/**
 * Token counts as the old OpenAI forms tell them: what was read from a cache is part of `prompt_tokens`, the reasoning
 * part of `completion_tokens`. A provider's own object of the form goes out as it came. What nobody knows is 0, since
 * clients add up.
 */
export function writeOpenaiUsage(
  { tokens, dialect, raw }: UsageReport,
  form: 'openai-chat' | 'openai-completions'
): Fields {
  if (dialect === form && isFields(raw)) return raw
  // The other form has the same members, but here nobody expects its nulls.
  if ((dialect === 'openai-chat' || dialect === 'openai-completions') && isFields(raw))
    return withoutNulls(raw)
  const prompt = (tokens.input ?? 0) + (tokens.cache_read ?? 0) + (tokens.cache_write ?? 0)
  const completion = tokens.output ?? 0
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: tokens.cache_read ?? 0,
      // OpenRouter's name of it.
      ...(tokens.cache_write === null ? {} : { cache_write_tokens: tokens.cache_write }),
      audio_tokens: tokens.input_audio ?? 0
    },
    completion_tokens_details: {
      reasoning_tokens: tokens.reasoning ?? 0,
      audio_tokens: tokens.output_audio ?? 0
    }
  }
}

function withoutNulls(raw: Fields): Fields {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null))
}
