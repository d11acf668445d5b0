import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart, Part, TextPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { noteExtra, noteNative, type Encoding } from './encoding.ts'
import { audioFormat, urlOfSource } from './media-source.ts'

/** Parts as `content`: a text where one plain text is all, else a list. '' for nothing. */
export function encodeContent(parts: readonly Part[], encoding: Encoding): string | Fields[] {
  const content = parts.flatMap((part) => encodePart(part, encoding))
  const [only] = content
  if (only === undefined) return ''
  const isPlain = content.length === 1 && only['type'] === 'text' && Object.keys(only).length === 2
  return isPlain && typeof only['text'] === 'string' ? only['text'] : content
}

/** What is part of a message's content; nothing for calls, results and thoughts, which have places of their own. */
function encodePart(part: Part, encoding: Encoding): Fields[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [encodeText(part, encoding)]
    case 'media':
      return encodeMedia(part, encoding)
    case 'native':
      if (part.dialect === 'openai-chat') return [part.value]
      noteNative(encoding, part)
      return []
    case 'reasoning': {
      const fields = ownFields('openai-chat', part.extra)
      return isThinkingPart(part) ? [{ ...fields, thinking: [{ type: 'text', text: part.text }] }] : []
    }
    case 'refusal':
    case 'tool-call':
    case 'tool-result':
      return []
    default:
      return assertNever(part)
  }
}

/** A thought that stood between the texts (Mistral). */
export function isThinkingPart(part: Part): boolean {
  return part.type === 'reasoning' && ownFields('openai-chat', part.extra)['type'] === 'thinking'
}

export function encodeText(part: TextPart, encoding: Encoding): Fields {
  noteExtra(encoding, part.extra)
  const own = ownFields('openai-chat', part.extra)
  return saidFields({ ...own, type: 'text', text: part.text, cache_control: cacheMark(part.cache, encoding) })
}

/** A cache mark where the server understands it. */
export function cacheMark(cache: Fields | undefined, { own, quirks, notes }: Encoding): Fields | undefined {
  if (cache === undefined || (quirks.cacheControl ?? own)) return cache
  notes.add('cache_control was left out: this provider has no cache marks')
  return undefined
}

function encodeMedia(part: MediaPart, encoding: Encoding): Fields[] {
  noteExtra(encoding, part.extra)
  const fields = mediaFields(part, encoding)
  const own = ownFields('openai-chat', part.extra)
  const type = textOf(fields['type']) ?? ''
  const ownInner = fieldsOf(own[type])
  const inner = ownInner === undefined ? {} : { [type]: { ...ownInner, ...fieldsOf(fields[type]) } }
  return [saidFields({ ...own, ...fields, ...inner, cache_control: cacheMark(part.cache, encoding) })]
}

/** The part without marks and extras. Throws `not_translatable` for what can't be said here. */
function mediaFields(part: MediaPart, encoding: Encoding): Fields {
  const { kind, source } = part
  if (source.kind === 'file-id' && source.dialect !== 'openai-chat') {
    return refused(part, 'it is known to another provider alone; send its content instead of its id')
  }
  const url = urlOfSource(part)
  switch (kind) {
    case 'image': {
      if (url === undefined) return refused(part, 'this form takes pictures as data or addresses')
      const detail = part.detail === 'original' ? 'high' : part.detail
      return { type: 'image_url', image_url: saidFields({ url, detail }) }
    }
    case 'audio':
      if (source.kind === 'base64') {
        const format = audioFormat(part.mediaType)
        return { type: 'input_audio', input_audio: { data: source.data, format } }
      }
      if (url === undefined || !takesAddresses(encoding))
        return refused(part, 'this provider takes sound as data only')
      return { type: 'audio_url', audio_url: { url } }
    case 'video':
      if (url === undefined || !takesAddresses(encoding)) return refused(part, 'this provider takes no video')
      return { type: 'video_url', video_url: { url } }
    case 'file':
      return fileFields(part, url, encoding)
    default:
      return assertNever(kind)
  }
}

function fileFields(part: MediaPart, url: string | undefined, encoding: Encoding): Fields {
  const { source, name, mediaType } = part
  if (source.kind === 'file-id')
    return { type: 'file', file: saidFields({ file_id: source.id, filename: name }) }
  if (ownFields('openai-chat', part.extra)['type'] === 'document_url')
    return { type: 'document_url', document_url: url, document_name: name }
  const text = encoding.own ? undefined : textOfDocument(part)
  if (text !== undefined) {
    encoding.notes.add('a document was sent as text: this form takes PDF and no others')
    return { type: 'text', text: titled(text, name) }
  }
  if (source.kind === 'base64' && mediaType === undefined && encoding.own)
    return { type: 'file', file: saidFields({ file_data: source.data, filename: name }) }
  // OpenRouter fetches files itself; OpenAI and its like want the data.
  if (source.kind === 'url' && !takesAddresses(encoding))
    return refused(part, 'this provider takes files as data only')
  // Data without a name is refused (https://platform.openai.com/docs/guides/pdf-files).
  const filename = name ?? (encoding.own ? undefined : `document.${mediaType?.split('/')[1] ?? 'pdf'}`)
  return { type: 'file', file: saidFields({ filename, file_data: url }) }
}

/**
 * Video, and files and sound by address, which OpenAI has none of in this form: OpenRouter and the servers of open models
 * take them, which are those that want thoughts back.
 */
export function takesAddresses({ own, quirks }: Encoding): boolean {
  return own || quirks.reasoningBack === 'reasoning_details' || quirks.reasoningBack === 'reasoning_content'
}

/** A document's text with its name before it. */
export function titled(text: string, name: string | undefined): string {
  return name === undefined ? text : `${name}:\n${text}`
}

/** Chat Completions takes PDF and no other documents; one of text is as good as its text. */
export function textOfDocument({ kind, source, mediaType }: MediaPart): string | undefined {
  if (kind !== 'file') return undefined
  if (source.kind === 'text') return source.text
  const isText = mediaType?.startsWith('text/') === true || mediaType === 'application/json'
  return source.kind === 'base64' && isText ? Buffer.from(source.data, 'base64').toString('utf8') : undefined
}

const KINDS = { image: 'an image', audio: 'a sound', video: 'a video', file: 'a file' } as const

/** An answer without it would be about something else. */
function refused({ kind }: MediaPart, why: string): never {
  throw new GatehouseError('not_translatable', `The request holds ${KINDS[kind]} that can't be sent: ${why}.`)
}
