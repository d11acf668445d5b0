import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../../shared/domain/usage.ts'
import { countOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { readNames } from './read-names.ts'

/**
 * Token counts out of `usageMetadata` (https://ai.google.dev/api/generate-content#UsageMetadata).
 * `promptTokenCount` holds what was read from a cache; what tools put into the prompt is counted beside it, and thoughts
 * beside `candidatesTokenCount`: all of it is billed. Google's JSON leaves out what is 0, so beside another count no
 * candidates are 0 of them.
 */
export function readUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  if ('prompt_token_count' in raw) return readUsage(readNames(raw))
  const prompt = countOf(raw['promptTokenCount'])
  const candidates = countOf(raw['candidatesTokenCount'])
  const thoughts = countOf(raw['thoughtsTokenCount'])
  const cached = countOf(raw['cachedContentTokenCount'])
  const tools = countOf(raw['toolUsePromptTokenCount'])
  const input = prompt === null ? null : Math.max(0, prompt - (cached ?? 0)) + (tools ?? 0)
  const counted = prompt !== null || candidates !== null || thoughts !== null
  const beside = isInside(raw, thoughts) ? 0 : (thoughts ?? 0)
  const output = counted ? (candidates ?? 0) + beside : null
  const sound = soundIn(raw, 'promptTokensDetails') + soundIn(raw, 'toolUsePromptTokensDetails')
  const cachedSound = soundIn(raw, 'cacheTokensDetails')
  return {
    input,
    cache_read: cached,
    cache_write: null,
    output,
    reasoning: thoughts,
    ...part('input_audio', sound - cachedSound, input),
    ...part('cache_read_audio', cachedSound, cached),
    ...part('output_audio', soundIn(raw, 'candidatesTokensDetails'), candidates),
    ...part('output_image', tokensOf(raw, 'candidatesTokensDetails', 'IMAGE'), candidates)
  }
}

/** Other servers of this dialect count thoughts among the candidates: then the total has no room for them beside. */
function isInside(raw: Fields, thoughts: number | null): boolean {
  const total = countOf(raw['totalTokenCount'])
  const candidates = countOf(raw['candidatesTokenCount'])
  if (thoughts === null || thoughts === 0 || total === null || candidates === null) return false
  const prompt = (countOf(raw['promptTokenCount']) ?? 0) + (countOf(raw['toolUsePromptTokenCount']) ?? 0)
  return candidates >= thoughts && total === prompt + candidates
}

function soundIn(raw: Fields, list: string): number {
  return tokensOf(raw, list, 'AUDIO')
}

function tokensOf(raw: Fields, list: string, modality: string): number {
  return recordsOf(raw[list]).reduce(
    (sum, one) => (wordOf(one['modality']) === modality ? sum + (countOf(one['tokenCount']) ?? 0) : sum),
    0
  )
}

/** `Modality` by its number, as servers send it that write enums so. */
const MODALITIES = ['', 'TEXT', 'IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT']

function wordOf(modality: unknown): string | undefined {
  return typeof modality === 'number' ? MODALITIES[modality] : textOf(modality)
}

/** A part is never more than its whole, and left out where there is none. */
function part(
  name: 'input_audio' | 'cache_read_audio' | 'output_audio' | 'output_image',
  tokens: number,
  whole: number | null
): Partial<Usage> {
  return tokens <= 0 || whole === null ? {} : { [name]: Math.min(tokens, whole) }
}
