import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../../shared/domain/usage.ts'
import { countOf, fieldsOf, isFields, type Fields } from '../json.ts'
import type { UsageReport } from '../chat.ts'

/**
 * Token counts out of `usage`, or out of the `meta` of embeddings. Cohere counts twice: `tokens` are all that the model
 * saw and wrote, among them its own words around tools and documents, and `billed_units` the ones that are paid for
 * (https://docs.cohere.com/docs/how-does-cohere-pricing-work). Ours are the billed ones, since costs are made of them;
 * what came from a cache (`cached_tokens`) is a part of `tokens` alone, and billed as it is without one.
 */
export function readUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const billed = fieldsOf(raw['billed_units']) ?? {}
  const tokens = fieldsOf(raw['tokens']) ?? {}
  const input = countOf(billed['input_tokens'])
  const made = countOf(billed['output_tokens'])
  if (input === null && made === null) return unbilled(raw, tokens)
  // Embeddings make no tokens and say none.
  const output = made ?? (raw['tokens'] === undefined ? 0 : null)
  return { ...UNKNOWN_USAGE, input, output, reasoning: reasoningOf(tokens, output) }
}

function unbilled(raw: Fields, tokens: Fields): Usage {
  const all = countOf(tokens['input_tokens'])
  const output = countOf(tokens['output_tokens'])
  const cached = countOf(raw['cached_tokens'])
  return {
    ...UNKNOWN_USAGE,
    input: all === null ? null : all - Math.min(cached ?? 0, all),
    cache_read: cached,
    output,
    reasoning: reasoningOf(tokens, output)
  }
}

/** A part is never more than its whole, of which not all may be billed. */
function reasoningOf(tokens: Fields, output: number | null): number | null {
  const reasoning = countOf(tokens['reasoning_tokens'])
  return reasoning === null || output === null ? reasoning : Math.min(reasoning, output)
}

/** The same for a client; Cohere's own as it came. */
export function writeUsage({ tokens, dialect, raw }: UsageReport): Fields {
  if (dialect === 'cohere-chat' && isFields(raw)) return raw
  const { input, cache_read: read, cache_write: written, output, reasoning } = tokens
  const counts = {
    input_tokens: (input ?? 0) + (read ?? 0) + (written ?? 0),
    output_tokens: output ?? 0
  }
  return {
    // What was cached is only in the other count, so that whoever reads this one adds nothing to it.
    ...(read === null ? { billed_units: counts } : {}),
    tokens: reasoning === null ? counts : { ...counts, reasoning_tokens: reasoning },
    ...(read === null ? {} : { cached_tokens: read })
  }
}
