import type { Usage } from '../../../shared/domain/usage.ts'
import type { Fields } from '../json.ts'

/** Token counts as a response tells them: what is not known is 0, since clients add them up. */
export function encodeUsage(tokens: Usage): Fields {
  const read = tokens.cache_read ?? 0
  const written = tokens.cache_write ?? 0
  const input = (tokens.input ?? 0) + read + written
  const output = tokens.output ?? 0
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: read, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: tokens.reasoning ?? 0 },
    total_tokens: input + output
  }
}
