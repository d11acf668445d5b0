import { fieldsOf, numberOf, recordsOf, textOf, type Fields } from './json.ts'

/** A web address that a piece of a text was taken from; the piece in characters. */
export interface GroundedSource {
  readonly url: string
  readonly title: string
  readonly from: number
  readonly to: number
}

/**
 * What Gemini searched: in `groundingMetadata`, chunks are the sources, and supports say which parts of the text they
 * stand for, in bytes; in `citationMetadata` both stand together
 * (https://ai.google.dev/api/generate-content#GroundingMetadata). A source that no part is named for stands for the whole.
 */
export function groundedSources(value: unknown, text: string): readonly GroundedSource[] {
  const grounding = fieldsOf(value)
  const bytes = Buffer.from(text)
  const spanOf = (segment: Fields): Pick<GroundedSource, 'from' | 'to'> => {
    const character = (end: unknown, otherwise: number): number =>
      bytes.toString('utf8', 0, Math.max(0, numberOf(end) ?? otherwise)).length
    return { from: character(segment['startIndex'], 0), to: character(segment['endIndex'], bytes.length) }
  }
  const chunks = recordsOf(grounding?.['groundingChunks']).map((chunk) => fieldsOf(chunk['web']) ?? {})
  const supports = recordsOf(grounding?.['groundingSupports'])
  const found =
    supports.length === 0
      ? chunks.flatMap((web) => sourceOf(web, spanOf({})))
      : supports.flatMap((support) => {
          const indices: unknown = support['groundingChunkIndices']
          const span = spanOf(fieldsOf(support['segment']) ?? {})
          return (Array.isArray(indices) ? indices : []).flatMap((index: unknown) =>
            sourceOf(typeof index === 'number' ? chunks[index] : undefined, span)
          )
        })
  const cited = recordsOf(grounding?.['citationSources']).flatMap((source) =>
    sourceOf(source, spanOf(source))
  )
  return [...found, ...cited]
}

function sourceOf(
  web: Fields | undefined,
  span: Pick<GroundedSource, 'from' | 'to'>
): readonly GroundedSource[] {
  const url = textOf(web?.['uri'])
  return url === undefined ? [] : [{ url, title: textOf(web?.['title']) ?? url, ...span }]
}
