import { UNKNOWN_USAGE } from '../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import { countOf, fieldsOf, isFields, type Fields } from './json.ts'
import { readOpenaiUsage } from './read-openai-usage.ts'

/** What an endpoint makes, as far as its tokens have a price of their own. */
export type MediaKind = 'image' | 'speech' | 'transcription' | 'moderation' | 'rerank'

/**
 * Token counts out of the usage object of pictures, speech and transcripts
 * (https://platform.openai.com/docs/api-reference/images/object, .../audio/json-object), whose names are those of
 * responses; others have those of chats (Mistral), or a total alone, all of which was read (rerankers). What is billed by
 * its seconds (`type: "duration"`) or by the picture has no tokens, and is unknown.
 */
export function readMediaUsage(kind: MediaKind, raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const input = countOf(raw['input_tokens'])
  const output = countOf(raw['output_tokens'])
  if (input === null && output === null) {
    const total =
      kind === 'rerank' && raw['prompt_tokens'] === undefined ? countOf(raw['total_tokens']) : null
    return total === null ? readOpenaiUsage(raw) : { ...UNKNOWN_USAGE, input: total, output: 0 }
  }
  const read = detailsOf(raw, 'input')
  const made = detailsOf(raw, 'output')
  const cached = countOf(read['cached_tokens'])
  const sound = countOf(read['audio_tokens'])
  return {
    ...UNKNOWN_USAGE,
    input: input === null ? null : input - Math.min(cached ?? 0, input),
    cache_read: cached,
    output,
    ...part('input_audio', sound, input),
    ...part('output_audio', kind === 'speech' ? output : null, output),
    // Only newer models part what they draw from what they say; the others draw alone.
    ...part('output_image', kind === 'image' ? (countOf(made['image_tokens']) ?? output) : null, output)
  }
}

/** Transcripts have `input_token_details`, pictures `input_tokens_details`. */
function detailsOf(raw: Fields, side: 'input' | 'output'): Fields {
  return fieldsOf(raw[`${side}_tokens_details`]) ?? fieldsOf(raw[`${side}_token_details`]) ?? {}
}

function part(
  name: 'input_audio' | 'output_audio' | 'output_image',
  count: number | null,
  whole: number | null
): Partial<Usage> {
  return count === null || count === 0 || whole === null ? {} : { [name]: Math.min(count, whole) }
}
