import { countOf, fieldsOf, isFields } from '../json.ts'

/**
 * The usage of `message_start` and that of `message_delta`, whose counts are the whole ones and replace the first. Only
 * the first says how the written cache is split by how long it is kept; where the whole is less than that split (a
 * summary of the conversation was written before, and is counted elsewhere), the split is of something else.
 */
export function mergeUsage(before: unknown, after: unknown): unknown {
  if (!isFields(after)) return before
  if (!isFields(before)) return after
  const said = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null))
  const merged = { ...before, ...said }
  const split = fieldsOf(before['cache_creation'])
  if (split === undefined || 'cache_creation' in said) return merged
  const parts = Object.values(split).reduce<number>((sum, part) => sum + (countOf(part) ?? 0), 0)
  if ((countOf(merged['cache_creation_input_tokens']) ?? parts) >= parts) return merged
  const { cache_creation: _other, ...rest } = merged
  return rest
}
