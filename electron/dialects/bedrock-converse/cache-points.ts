import type { CacheMark, Part } from '../chat.ts'
import type { Fields } from '../json.ts'

/**
 * Where the prompt cache may begin: here a block of its own behind what is cached
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html), elsewhere a mark on the last cached part.
 */
export function markOf(point: Fields): CacheMark {
  return point['type'] === 'default' || point['type'] === undefined ? { ...point, type: 'ephemeral' } : point
}

/** The block that stands for a mark. */
export function cachePoint(mark: CacheMark): Fields {
  return { cachePoint: mark['type'] === 'ephemeral' ? { ...mark, type: 'default' } : mark }
}

/** The part with a mark; undefined where it can't bear one, or has one. */
export function withMark(part: Part | undefined, mark: CacheMark): Part | undefined {
  if (part === undefined || part.type === 'native' || part.type === 'refusal') return undefined
  return part.cache === undefined ? { ...part, cache: mark } : undefined
}

export function markIn(part: Part): CacheMark | undefined {
  return part.type === 'native' || part.type === 'refusal' ? undefined : part.cache
}
