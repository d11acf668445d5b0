import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart, MediaSource, Part } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, textOf, type Fields } from '../json.ts'

/**
 * A message's `content` as parts: a text, or a list of texts, thoughts, images and documents
 * (https://docs.cohere.com/reference/chat#request.body.messages). An empty text is no part. What can be no content
 * throws where a path is given (a request's), and is passed over else.
 */
export function decodeContent(content: unknown, path: string | null): Part[] {
  if (content === null || content === undefined || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (!Array.isArray(content)) return refuse(path, 'must be a text or a list of parts')
  return content.flatMap((item: unknown, at) => {
    if (isFields(item)) return decodePart(item)
    if (typeof item === 'string') return item === '' ? [] : [{ type: 'text' as const, text: item }]
    return item === null ? [] : refuse(path === null ? null : `${path}[${at}]`, 'must be an object')
  })
}

function refuse(path: string | null, words: string): Part[] {
  if (path === null) return []
  throw new GatehouseError('invalid_request', `${path} ${words}.`)
}

function decodePart(fields: Fields): Part[] {
  const part = new FieldReader(fields)
  const found = readPart(part, fields)
  if (found === undefined)
    return [{ type: 'native', dialect: 'cohere-chat', what: textOf(fields['type']) ?? 'part', value: fields }]
  return isEmpty(found) ? [] : [found]
}

function isEmpty(part: Part): boolean {
  return (part.type === 'text' || part.type === 'reasoning') && part.text === '' && part.extra === undefined
}

/** undefined where the kind is unknown or lacks what makes it. */
function readPart(part: FieldReader, fields: Fields): Part | undefined {
  switch (part.text('type')) {
    case 'text':
    case undefined: {
      const text = part.text('text')
      return text === undefined ? undefined : { type: 'text', text, extra: part.extra('cohere-chat') }
    }
    case 'thinking': {
      const text = part.text('thinking')
      return text === undefined ? undefined : { type: 'reasoning', text, extra: part.extra('cohere-chat') }
    }
    case 'image_url':
      return readImage(part)
    case 'document':
      return readDocument(fields['document'])
    default:
      return undefined
  }
}

function readImage(part: FieldReader): Part | undefined {
  const link = part.take('image_url', (value) => fieldsOf(value) ?? (textOf(value) && { url: value }))
  const image = new FieldReader(fieldsOf(link) ?? {})
  const url = image.text('url')
  if (url === undefined) return undefined
  const detail = image.text('detail')
  const [outer, inner] = [part.rest(), image.rest()]
  const rest = inner === undefined ? outer : { ...outer, image_url: inner }
  return {
    type: 'media',
    kind: 'image',
    ...sourceOfUrl(url),
    detail,
    extra: rest === undefined ? undefined : { dialect: 'cohere-chat', fields: rest }
  }
}

const BASE64 = ';base64,'

/** A `data:` URL as its base64. */
function sourceOfUrl(url: string): { source: MediaSource; mediaType?: string } {
  const end = url.startsWith('data:') ? url.indexOf(BASE64) : -1
  if (end < 0) return { source: { kind: 'url', url } }
  return {
    source: { kind: 'base64', data: url.slice(end + BASE64.length) },
    mediaType: url.slice('data:'.length, end)
  }
}

/** `data` is a text, or an object of any members of which `text` and `title` are the usual ones. */
function readDocument(value: unknown): MediaPart | undefined {
  const document = fieldsOf(value)
  const data = fieldsOf(document?.['data']) ?? textOf(document?.['data'])
  if (document === undefined || data === undefined) return undefined
  const fields = typeof data === 'string' ? {} : data
  const text = typeof data === 'string' ? data : (textOf(data['text']) ?? JSON.stringify(data))
  const source = { kind: 'text' as const, text }
  return {
    type: 'media',
    kind: 'file',
    source,
    name: textOf(fields['title']),
    extra: { dialect: 'cohere-chat', fields: { document } }
  }
}
