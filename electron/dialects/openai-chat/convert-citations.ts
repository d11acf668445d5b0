import { assertNever } from '../../../shared/assert-never.ts'
import type { TextPart } from '../chat.ts'
import { saidFields } from '../field-reader.ts'
import { groundedSources } from '../grounded-sources.ts'
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
      return groundedSources(value, text).flatMap((source) =>
        annotation({ url: source.url, title: source.title }, [start + source.from, start + source.to])
      )
    case 'cohere-chat':
      return recordsOf(value).flatMap((citation) => {
        const span = spanOf(citation, 'start', 'end', start)
        // Documents have an address where the client gave them one.
        return recordsOf(citation['sources']).flatMap((source) =>
          annotation(fieldsOf(source['document']) ?? {}, span)
        )
      })
    case 'bedrock-converse':
      return recordsOf(value).flatMap((source) => {
        const web = fieldsOf(fieldsOf(source['location'])?.['web']) ?? {}
        return annotation({ title: source['title'], ...web }, [start, start + text.length])
      })
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
