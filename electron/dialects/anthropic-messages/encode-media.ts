import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart } from '../chat.ts'
import type { Fields } from '../json.ts'
import { ownFields } from './rest-of.ts'

/**
 * An image or a document as its block. Throws where the API has no word for it: leaving out what the question is about
 * would make the answer wrong (https://docs.claude.com/en/docs/build-with-claude/files).
 */
export function encodeMedia(part: MediaPart): Fields {
  const { kind, source } = part
  if (kind === 'audio' || kind === 'video') {
    throw refused(`${kind} can't be sent to a Messages API: it reads text, images and documents`)
  }
  if (source.kind === 'file-id' && source.dialect !== 'anthropic-messages') {
    throw refused(
      `the file ${source.id} is known to another provider alone: send its content instead of its id`
    )
  }
  const block =
    kind === 'image' && source.kind !== 'text'
      ? { type: 'image', source: encodeSource(part, imageType) }
      : { type: 'document', source: encodeSource(part, documentType), title: part.name }
  return { ...block, cache_control: part.cache, ...ownFields(part.extra) }
}

/** What stands for a picture or file where the API takes text only. */
export function mediaNote({ kind, source, mediaType, name }: MediaPart): string {
  const what = [kind, mediaType, name].filter((word) => word !== undefined).join(', ')
  if (source.kind === 'url' && !source.url.startsWith('data:')) return `[${what}: ${source.url}]`
  if (source.kind === 'text') return source.text
  return `[${what}, not shown: Messages replies are text]`
}

function encodeSource(part: MediaPart, typeOf: (part: MediaPart, data: string) => string): Fields {
  const { source } = part
  switch (source.kind) {
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text }
    case 'file-id':
      return { type: 'file', file_id: source.id }
    case 'url':
      return encodeUrl(part, source.url, typeOf)
    case 'base64':
      return encodeBase64(part, source.data, typeOf)
    default:
      return assertNever(source)
  }
}

function encodeUrl(part: MediaPart, url: string, typeOf: typeof imageType): Fields {
  const inline = /^data:([^;,]*)(?:;[^,]*)?;base64,/.exec(url)
  if (inline !== null) {
    const mediaType = inline[1] === '' ? part.mediaType : inline[1]
    return encodeBase64({ ...part, mediaType }, url.slice(inline[0].length), typeOf)
  }
  if (/^https?:/i.test(url)) return { type: 'url', url }
  throw refused(`${url.slice(0, 40)} can't be read by a Messages API: send the content, or a URL of the web`)
}

function encodeBase64(part: MediaPart, data: string, typeOf: typeof imageType): Fields {
  const mediaType = typeOf(part, data)
  if (part.kind !== 'image' && isText(mediaType)) {
    return { type: 'text', media_type: 'text/plain', data: Buffer.from(data, 'base64').toString('utf8') }
  }
  return { type: 'base64', media_type: mediaType, data }
}

/** First characters of base64 that give a format away. */
const BEGINNINGS: readonly (readonly [beginning: string, mediaType: string])[] = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lG', 'image/gif'],
  ['UklG', 'image/webp'],
  ['JVBER', 'application/pdf']
]

function imageType({ mediaType }: MediaPart, data: string): string {
  return mediaType ?? guessed(data) ?? 'image/png'
}

function documentType({ mediaType, name, extra }: MediaPart, data: string): string {
  const known = mediaType ?? guessed(data) ?? 'application/pdf'
  if (known === 'application/pdf' || isText(known) || extra?.dialect === 'anthropic-messages') return known
  throw refused(
    `${name ?? 'the file'} (${known}) can't be read by a Messages API: it takes PDF and text documents`
  )
}

function guessed(data: string): string | undefined {
  return BEGINNINGS.find(([beginning]) => data.startsWith(beginning))?.[1]
}

/** Formats that are text, whatever they are called. */
function isText(mediaType: string): boolean {
  return /^text\/|[/+](?:json|xml|yaml|x-yaml|javascript|typescript|x-sh|sql|toml)\b/.test(mediaType)
}

/** Names of files and types are a client's own, of any length. */
function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message.slice(0, 300))
}
