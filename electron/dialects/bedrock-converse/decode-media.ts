import type { MediaPart, MediaSource, Part } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { typeOfFormat } from './media-formats.ts'

const KINDS = { image: 'image', document: 'file', video: 'video', audio: 'audio' } as const
export type MediaBlock = keyof typeof KINDS

/**
 * An image, document, video or sound (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html);
 * undefined for sources that aren't known. A document made of blocks goes as their text; the blocks stay beside it for
 * this dialect, as does the owner of a bucket.
 */
export function decodeMedia(block: MediaBlock, fields: Fields): MediaPart | undefined {
  const reader = new FieldReader(fields)
  const kind = KINDS[block]
  const source = fieldsOf(fields['source']) ?? {}
  const known = sourceOf(source)
  if (known === undefined) return undefined
  const isWhole =
    fieldsOf(source['s3Location'])?.['bucketOwner'] === undefined && source['content'] === undefined
  if (isWhole) reader.drop('source')
  const mediaType = reader.take('format', (value) => typeOfFormat(kind, textOf(value) ?? ''))
  return {
    type: 'media',
    kind,
    source: known,
    mediaType,
    name: reader.text('name'),
    extra: reader.extra('bedrock-converse')
  }
}

function sourceOf(source: Fields): MediaSource | undefined {
  const [data, text] = [source['bytes'], source['text']].map(textOf)
  const url = textOf(fieldsOf(source['s3Location'])?.['uri'])
  if (data !== undefined) return { kind: 'base64', data }
  if (text !== undefined) return { kind: 'text', text }
  if (url !== undefined) return { kind: 'url', url }
  return Array.isArray(source['content']) ? { kind: 'text', text: textsIn(source['content']) } : undefined
}

/** A search result of the client's own: as text, which every model can read; the block stays beside it. */
export function decodeSearchResult(fields: Fields): Part {
  const lines = [textOf(fields['title']), textOf(fields['source']), textsIn(fields['content'])]
  const text = lines.filter((line) => line !== undefined && line !== '').join('\n')
  return { type: 'text', text, extra: { dialect: 'bedrock-converse', fields: { searchResult: fields } } }
}

export function textsIn(content: unknown): string {
  return recordsOf(content)
    .map((block) => textOf(block['text']) ?? '')
    .join('\n')
}
