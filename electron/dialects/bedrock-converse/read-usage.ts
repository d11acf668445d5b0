import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../../shared/domain/usage.ts'
import type { UsageReport } from '../chat.ts'
import { isShallow } from '../is-shallow.ts'
import { countOf, fieldsOf, isFields, recordsOf, type Fields } from '../json.ts'

/**
 * Token counts (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html): `inputTokens` holds
 * neither what was read from the cache nor what was written to it. Thoughts are in the output and not told apart.
 */
export function readUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const hour = recordsOf(raw['cacheDetails']).find(({ ttl }) => ttl === '1h')
  const hourTokens = countOf(hour?.['inputTokens']) ?? 0
  return {
    input: countOf(raw['inputTokens']),
    cache_read: countOf(raw['cacheReadInputTokens']) ?? countOf(raw['cacheReadInputTokenCount']),
    cache_write: countOf(raw['cacheWriteInputTokens']) ?? countOf(raw['cacheWriteInputTokenCount']),
    output: countOf(raw['outputTokens']),
    reasoning: null,
    ...(hourTokens === 0 ? {} : { cache_write_1h: hourTokens })
  }
}

export function decodeUsage(raw: unknown): UsageReport | undefined {
  if (!isFields(raw) || !isShallow(raw)) return undefined
  return { tokens: readUsage(raw), dialect: 'bedrock-converse', raw }
}

/** Its own as they came, others' with the cached tokens beside the input. */
export function encodeUsage(report: UsageReport | undefined): Fields {
  const own = report?.dialect === 'bedrock-converse' ? fieldsOf(report.raw) : undefined
  if (own !== undefined) return own
  const { input, output, cache_read: read, cache_write: written } = report?.tokens ?? UNKNOWN_USAGE
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    totalTokens: (input ?? 0) + (output ?? 0) + (read ?? 0) + (written ?? 0),
    ...(read === null ? {} : { cacheReadInputTokens: read }),
    ...(written === null ? {} : { cacheWriteInputTokens: written })
  }
}
