import { assertNever } from '../../../shared/assert-never.ts'
import type { TextPart } from '../chat.ts'
import { saidFields } from '../field-reader.ts'
import { fieldsOf, numberOf, recordsOf, textOf, type Fields } from '../json.ts'

/**
 * Sources of a text as `annotations`, of which there is one kind: a web address with the span of the answer that it
 * stands for (https://platform.openai.com/docs/guides/tools-web-search?api-mode=chat). `start` is where the text
 * begins in the answer. Sources that are no addresses (a page of a file) have no place here.
 */
export function annotationsOf({ text, citations }: TextPart, start: number): Fields[] {
  if (citations === undefined) return []
  const { dialect, value } = citations
  switch (dialect) {
    case 'openai-chat':
    case 'openai-completions':
      return [...recordsOf(value)]
    case 'openai-responses':
      return recordsOf(value).flatMap((source) =>
        annotation(source, spanOf(source, 'start_index', 'end_index', start))
      )
    case 'anthropic-messages':
      // The text of such a block is what the source stands for.
      return recordsOf(value).flatMap((source) => annotation(source, [start, start + text.length]))
    case 'gemini':
      return groundingOf(fieldsOf(value), text, start)
    default:
      return assertNever(dialect)
  }
}

function annotation(source: Fields, [start_index, end_index]: readonly [number, number]): Fields[] {
  const url = textOf(source['url']) ?? textOf(source['uri'])
  if (url === undefined) return []
  const title = textOf(source['title']) ?? url
  return [{ type: 'url_citation', url_citation: saidFields({ url, title, start_index, end_index }) }]
}

function spanOf(source: Fields, from: string, to: string, start: number): [number, number] {
  return [start + (numberOf(source[from]) ?? 0), start + (numberOf(source[to]) ?? 0)]
}

/** `groundingMetadata`: chunks are the sources, supports say which parts of the text they stand for, in bytes. */
function groundingOf(grounding: Fields | undefined, text: string, start: number): Fields[] {
  const chunks = recordsOf(grounding?.['groundingChunks']).map((chunk) => fieldsOf(chunk['web']) ?? {})
  const bytes = Buffer.from(text)
  const characters = (end: number): number => start + bytes.toString('utf8', 0, end).length
  const supports = recordsOf(grounding?.['groundingSupports'])
  if (supports.length === 0) return chunks.flatMap((web) => annotation(web, [start, start + text.length]))
  return supports.flatMap((support) => {
    const segment = fieldsOf(support['segment']) ?? {}
    const span = [
      characters(numberOf(segment['startIndex']) ?? 0),
      characters(numberOf(segment['endIndex']) ?? bytes.length)
    ] as const
    const indices = Array.isArray(support['groundingChunkIndices']) ? support['groundingChunkIndices'] : []
    return indices.flatMap((index: unknown) =>
      typeof index === 'number' ? annotation(chunks[index] ?? {}, span) : []
    )
  })
}
