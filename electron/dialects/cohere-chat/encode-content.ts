import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart, Part, TextPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { noteExtra, noteNative, noteSeal, type Encoding } from './encoding.ts'

/** Parts as `content`: a text where one plain text is all, else a list. '' for nothing. */
export function encodeContent(parts: readonly Part[], encoding: Encoding): string | Fields[] {
  const content = parts.flatMap((part) => encodePart(part, encoding))
  const [only] = content
  if (only === undefined) return ''
  const isPlain = content.length === 1 && only['type'] === 'text' && Object.keys(only).length === 2
  return isPlain && typeof only['text'] === 'string' ? only['text'] : content
}

/** What is part of a message's content; calls and results have places of their own. */
function encodePart(part: Part, encoding: Encoding): Fields[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [encodeText(part, encoding)]
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }]
    case 'reasoning':
      noteSeal(encoding, part.seal)
      if (part.text === '')
        encoding.notes.add('thoughts without a text were left out: Cohere has no use for them')
      return part.text === '' ? [] : [encodeThought(part)]
    case 'media':
      return encodeMedia(part, encoding)
    case 'native':
      if (part.dialect === 'cohere-chat') return [part.value]
      noteNative(encoding, part)
      return []
    case 'tool-call':
    case 'tool-result':
      return []
    default:
      return assertNever(part)
  }
}

export function encodeThought({ text, extra }: Extract<Part, { type: 'reasoning' }>): Fields {
  return { ...ownFields('cohere-chat', extra), type: 'thinking', thinking: text }
}

function encodeText(part: TextPart, encoding: Encoding): Fields {
  noteExtra(encoding, part.extra)
  noteSeal(encoding, part.seal)
  noteCache(part.cache, encoding)
  return { ...ownFields('cohere-chat', part.extra), type: 'text', text: part.text }
}

export function noteCache(cache: Fields | undefined, { notes }: Encoding): void {
  if (cache !== undefined) notes.add('cache_control was left out: Cohere has no cache marks')
}

function encodeMedia(part: MediaPart, encoding: Encoding): Fields[] {
  noteExtra(encoding, part.extra)
  noteSeal(encoding, part.seal)
  noteCache(part.cache, encoding)
  const own = ownFields('cohere-chat', part.extra)
  if (part.kind === 'image') {
    const url = urlOf(part)
    if (url !== undefined) {
      const detail = !encoding.own && part.detail === 'original' ? 'high' : part.detail
      return [
        {
          ...own,
          type: 'image_url',
          image_url: { ...fieldsOf(own['image_url']), ...saidFields({ url, detail }) }
        }
      ]
    }
  }
  const document = fieldsOf(own['document'])
  if (document !== undefined) return [{ type: 'document', document }]
  const text = textOfDocument(part)
  if (text === undefined) {
    // An answer without it would be about something else.
    throw new GatehouseError(
      'not_translatable',
      `The request holds ${KINDS[part.kind]} that can't be sent: Cohere takes pictures as data or addresses, and documents as text.`
    )
  }
  return [{ type: 'text', text: part.name === undefined ? text : `${part.name}:\n${text}` }]
}

const KINDS = { image: 'an image', audio: 'a sound', video: 'a video', file: 'a file' } as const

function urlOf({ source, mediaType }: MediaPart): string | undefined {
  if (source.kind === 'url') return source.url
  return source.kind === 'base64' ? `data:${mediaType ?? 'image/png'};base64,${source.data}` : undefined
}

/** The text of a document that is one: Cohere reads no other. */
export function textOfDocument({ kind, source, mediaType }: MediaPart): string | undefined {
  if (kind !== 'file') return undefined
  if (source.kind === 'text') return source.text
  const isText = mediaType?.startsWith('text/') === true || mediaType === 'application/json'
  return source.kind === 'base64' && isText ? Buffer.from(source.data, 'base64').toString('utf8') : undefined
}

/** A document in a result, where Cohere can cite it (https://docs.cohere.com/docs/tool-use-citations). */
export function documentOf(part: MediaPart): Fields | undefined {
  const document = fieldsOf(ownFields('cohere-chat', part.extra)['document'])
  const text = textOfDocument(part)
  if (document !== undefined || text === undefined) return document
  return { data: saidFields({ title: part.name, text }) }
}
