import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { formatOfType, guessedType } from './media-formats.ts'

const BLOCKS = { image: 'image', file: 'document', video: 'video', audio: 'audio' } as const

/**
 * An image, document, video or sound as its block. Throws where the API has no word for it: leaving out what the question
 * is about would make the answer wrong. `name` is a document's, which must be there and be its alone.
 */
export function encodeMedia(part: MediaPart, name: string | undefined): Fields {
  const own = ownFields('bedrock-converse', part.extra)
  const source = fieldsOf(own['source']) ?? sourceOf(part)
  const isText = part.source.kind === 'text' && own['source'] === undefined
  const format = own['format'] ?? (isText && part.mediaType === undefined ? 'txt' : formatOf(part))
  return { [BLOCKS[part.kind]]: { format, name, source, ...own } }
}

function sourceOf(part: MediaPart): Fields {
  const { source, extra } = part
  switch (source.kind) {
    case 'base64':
      return { bytes: source.data }
    case 'text':
      return extra?.dialect === 'bedrock-converse' || part.kind !== 'file'
        ? { text: source.text }
        : { bytes: Buffer.from(source.text).toString('base64') }
    case 'url':
      return sourceOfUrl(source.url)
    case 'file-id':
    default:
      throw refused(
        `the file ${source.id} is known to another provider alone: send its content instead of its id`
      )
  }
}

function sourceOfUrl(url: string): Fields {
  if (url.startsWith('s3://')) return { s3Location: { uri: url } }
  const inline = /^data:[^,]*;base64,/.exec(url)
  if (inline !== null) return { bytes: url.slice(inline[0].length) }
  throw refused(
    `${url.slice(0, 60)} can't be read by Bedrock, which fetches nothing: send the content, or an s3:// address`
  )
}

function formatOf({ kind, source, mediaType, name }: MediaPart): string {
  const data = source.kind === 'base64' ? source.data : ''
  const inline = source.kind === 'url' ? /^data:([^;,]+)/.exec(source.url)?.[1] : undefined
  const known = inline ?? mediaType ?? guessedType(data) ?? DEFAULTS[kind]
  const format = formatOfType(kind, known)
  if (format !== undefined) return format
  throw refused(`${name ?? `the ${kind}`} (${known}) can't be read by Bedrock, which has no such format`)
}

const DEFAULTS = {
  image: 'image/png',
  file: 'application/pdf',
  video: 'video/mp4',
  audio: 'audio/wav'
} as const

/** What stands for a picture or file where the API takes text only. */
export function mediaNote({ kind, source, mediaType, name }: MediaPart): string {
  if (source.kind === 'text') return source.text
  const what = [kind, mediaType, name].filter((word) => word !== undefined).join(', ')
  return source.kind === 'url' && !source.url.startsWith('data:') ? `[${what}: ${source.url}]` : `[${what}]`
}

/**
 * Names for the documents of a request: letters, digits, single spaces, hyphens, parentheses and brackets, each name once
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html).
 */
export class DocumentNames {
  readonly #taken = new Set<string>()

  fit(name: string | undefined): string {
    const plain = (name ?? '')
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .replace(/[^a-zA-Z0-9\s\-()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 190)
    const stem = plain === '' ? 'document' : plain
    let unique = stem
    for (let number = 2; this.#taken.has(unique); number++) unique = `${stem} ${number}`
    this.#taken.add(unique)
    return unique
  }
}

function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message)
}
