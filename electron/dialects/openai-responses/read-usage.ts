import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../../shared/domain/usage.ts'
import { countOf, fieldsOf, isFields } from '../json.ts'

/**
 * Token counts out of the `usage` object of a response (https://platform.openai.com/docs/api-reference/responses/object).
 * `input_tokens` holds what was read from a cache and written to it, `output_tokens` the reasoning.
 */
export function readUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const inputDetails = fieldsOf(raw['input_tokens_details'])
  const whole = countOf(raw['input_tokens'])
  const read = countOf(inputDetails?.['cached_tokens'])
  const written = countOf(inputDetails?.['cache_write_tokens'])
  const cached = (read ?? 0) + (written ?? 0)
  const output = countOf(raw['output_tokens'])
  const reasoning = countOf(fieldsOf(raw['output_tokens_details'])?.['reasoning_tokens'])
  const searches = countOf(fieldsOf(raw['server_side_tool_usage_details'])?.['web_search_calls'])
  return {
    // A server that counts its cache beside the input says more of it than of the whole.
    input: whole === null ? null : whole - (cached > whole ? 0 : cached),
    cache_read: read,
    cache_write: written,
    output,
    reasoning: reasoning === null || output === null ? reasoning : Math.min(reasoning, output),
    // xAI tells it here (https://docs.x.ai/docs/guides/tools/overview); OpenAI's stand in the output alone.
    ...(searches === null || searches === 0 ? {} : { web_searches: searches })
  }
}
