import type { Usage } from '../../../shared/domain/usage.ts'
import type { UsageReport } from '../chat.ts'
import { saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'

/**
 * `usageMetadata` (https://ai.google.dev/api/generate-content#UsageMetadata): Google's own as it came, others' so that
 * `readUsage` finds the same tokens in it. Google has no writing of caches, so that those tokens are input.
 */
export function writeUsage({ tokens, dialect, raw }: UsageReport): unknown {
  if (dialect === 'gemini') return raw
  const cached = tokens.cache_read ?? 0
  const prompt = (tokens.input ?? 0) + cached + (tokens.cache_write ?? 0)
  const thoughts = Math.min(tokens.reasoning ?? 0, tokens.output ?? 0)
  const candidates = (tokens.output ?? 0) - thoughts
  return saidFields({
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: prompt + candidates + thoughts,
    cachedContentTokenCount: tokens.cache_read ?? undefined,
    thoughtsTokenCount: tokens.reasoning === null ? undefined : thoughts,
    promptTokensDetails: detailsOf(prompt, { AUDIO: tokens.input_audio }),
    candidatesTokensDetails: detailsOf(candidates, imagesAndSound(tokens))
  })
}

function imagesAndSound(tokens: Usage): Readonly<Record<string, number | undefined>> {
  return { AUDIO: tokens.output_audio, IMAGE: tokens.output_image }
}

/** Only where something else than text was counted: the rest is text. */
function detailsOf(
  whole: number,
  others: Readonly<Record<string, number | undefined>>
): readonly Fields[] | undefined {
  const counted = Object.entries(others).filter(([, count]) => count !== undefined && count > 0)
  if (counted.length === 0) return undefined
  const text = counted.reduce((rest, [, count]) => rest - (count ?? 0), whole)
  return [
    ...(text > 0 ? [{ modality: 'TEXT', tokenCount: text }] : []),
    ...counted.map(([modality, tokenCount]) => ({ modality, tokenCount }))
  ]
}
