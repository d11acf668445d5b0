import type { TextPart } from '../chat.ts'
import { groundedSources } from '../grounded-sources.ts'
import { isFields, numberOf, textOf, type Fields } from '../json.ts'

/** Deeper than any provider puts a source. */
const LEVELS = 5

/**
 * Sources of another dialect's text in this one's form, as far as they have an address: Anthropic's citations, Gemini's
 * grounding, chat's annotations. Where a source does not say which words it is for, it stands for the whole text.
 */
export function urlAnnotations(citations: TextPart['citations'], text: string): Fields[] {
  if (citations?.dialect === 'gemini') {
    return groundedSources(citations.value, text).map(({ url, title, from, to }) => ({
      type: 'url_citation',
      url,
      title,
      start_index: from,
      end_index: to
    }))
  }
  const found = new Map<string, Fields>()
  visit(citations?.value, LEVELS, (source) => {
    const url = textOf(source['url']) ?? textOf(source['uri']) ?? ''
    const annotation = {
      type: 'url_citation',
      url,
      title: textOf(source['title']) ?? url,
      start_index: numberOf(source['start_index']) ?? 0,
      end_index: numberOf(source['end_index']) ?? text.length
    }
    found.set(JSON.stringify(annotation), annotation)
  })
  return [...found.values()]
}

function visit(value: unknown, levels: number, found: (source: Fields) => void): void {
  if (levels === 0) return
  if (Array.isArray(value)) for (const item of value) visit(item, levels - 1, found)
  if (!isFields(value)) return
  const url = value['url'] ?? value['uri']
  if (typeof url === 'string' && /^https?:\/\//i.test(url)) found(value)
  else for (const inner of Object.values(value)) visit(inner, levels - 1, found)
}
