import type { Part, TextPart } from '../chat.ts'
import { numberOf, recordsOf, type Fields } from '../json.ts'
import { isPlan } from './plan.ts'

/**
 * Sources of the answer at the texts that they are of (https://docs.cohere.com/docs/citations): `content_index` counts
 * the parts of the content, and `PLAN` is of the plan. Where neither is said there is one text. Those of a thought, which
 * has no place for them, stand at the text too.
 */
export function cite(parts: readonly Part[], citations: readonly Fields[]): Part[] {
  if (citations.length === 0) return [...parts]
  const texts = parts.filter((part): part is TextPart => part.type === 'text')
  const answer = texts.find((part) => !isPlan(part)) ?? texts[0]
  const found = new Map<Part, Fields[]>()
  for (const citation of citations) {
    const place = placeOf(citation, parts) ?? answer
    if (place === undefined) continue
    found.set(place, [...(found.get(place) ?? []), citation])
  }
  return parts.map((part) => {
    const value = found.get(part)
    return value === undefined || part.type !== 'text'
      ? part
      : { ...part, citations: { dialect: 'cohere-chat', value } }
  })
}

function placeOf(citation: Fields, parts: readonly Part[]): Part | undefined {
  if (citation['type'] === 'PLAN') return parts.find(isPlan)
  const at = numberOf(citation['content_index'])
  const part = at === undefined ? undefined : parts[at]
  return part?.type === 'text' && !isPlan(part) ? part : undefined
}

/** All citations of a message, in the order of its texts. */
export function citationsOf(parts: readonly Part[]): Fields[] {
  return parts.flatMap((part) =>
    part.type === 'text' && part.citations?.dialect === 'cohere-chat' ? recordsOf(part.citations.value) : []
  )
}
