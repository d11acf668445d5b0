import type { Citation } from '../../../shared/domain/conversation.ts'
import { isFields, textOf, type Fields } from '../json.ts'

/** Deeper than any provider puts a source. */
const LEVELS = 6

const URLS = ['url', 'uri', 'source', 'retrievedUrl', 'image_uri'] as const
const TITLES = ['title', 'document_title', 'filename', 'file_id'] as const
const QUOTES = ['cited_text', 'quote', 'snippet'] as const

/**
 * The sources in any dialect's form of them: OpenAI's `annotations`, Anthropic's `citations` and search results, Gemini's
 * `groundingMetadata` and `citationMetadata`, Perplexity's list of addresses. Each once, in their order.
 */
export function listCitations(value: unknown): Citation[] {
  const found = new Map<string, Citation>()
  visit(value, LEVELS, (citation) => found.set(JSON.stringify(Object.values(citation)), citation))
  return [...found.values()]
}

function visit(value: unknown, levels: number, found: (citation: Citation) => void): void {
  if (levels === 0) return
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'string' && isAddress(item)) found({ title: '', url: item, text: '' })
      else visit(item, levels - 1, found)
    }
    return
  }
  if (!isFields(value)) return
  const citation = readCitation(value)
  if (citation !== null) found(citation)
  else for (const inner of Object.values(value)) visit(inner, levels - 1, found)
}

function readCitation(fields: Fields): Citation | null {
  const url = firstText(fields, URLS)
  const quote = firstText(fields, QUOTES)
  const title = firstText(fields, TITLES)
  if (url === '' && quote === '' && title === '') return null
  // Gemini's retrieved passages have their words in `text`; alone, a text is what was said, not its source.
  return { title, url, text: quote === '' ? (textOf(fields['text']) ?? '') : quote }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** The first of the named members that is a text with something in it. */
function firstText(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const text = textOf(fields[name])
    if (text !== undefined && text !== '') return text
  }
  return ''
}
