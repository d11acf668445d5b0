import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart, Part, ReasoningPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { audioType, sourceOfUrl } from './media-source.ts'

/**
 * A message's `content` as parts: a text, or a list of parts
 * (https://platform.openai.com/docs/api-reference/chat/create#chat_create-messages). What other servers add is read
 * too: Mistral's `thinking` and `document_url` (https://docs.mistral.ai/api), `video_url` (OpenRouter, vLLM). An empty
 * text is no part. What can be no content throws where a path is given (a request's), and is passed over else.
 */
export function decodeContent(content: unknown, path: string | null): Part[] {
  if (content === null || content === undefined || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (isFields(content)) return [decodePart(content)]
  if (!Array.isArray(content)) return refuse(path, 'must be a text or a list of parts')
  return content.flatMap((item: unknown, at) => {
    if (isFields(item)) return [decodePart(item)]
    if (typeof item === 'string') return [{ type: 'text' as const, text: item }]
    return item === null ? [] : refuse(path === null ? null : `${path}[${at}]`, 'must be an object')
  })
}

function refuse(path: string | null, words: string): Part[] {
  if (path === null) return []
  throw new GatehouseError('invalid_request', `${path} ${words}.`)
}

function decodePart(fields: Fields): Part {
  return readPart(fields) ?? native(fields)
}

function native(fields: Fields): Part {
  return { type: 'native', dialect: 'openai-chat', what: textOf(fields['type']) ?? 'part', value: fields }
}

/** undefined where the kind is unknown or lacks what makes it. */
function readPart(fields: Fields): Part | undefined {
  const part = new FieldReader(fields)
  switch (part.text('type')) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case undefined:
      return readText(part)
    case 'refusal': {
      const text = part.text('refusal')
      return text === undefined ? undefined : { type: 'refusal', text, extra: part.extra('openai-chat') }
    }
    case 'image_url':
      return readLinked(part, 'image_url', 'image')
    case 'video_url':
      return readLinked(part, 'video_url', 'video')
    case 'audio_url':
      return readLinked(part, 'audio_url', 'audio')
    case 'input_audio':
      return readAudio(part)
    case 'file':
      return readFile(part)
    case 'document_url':
      return readDocument(part)
    case 'thinking':
      return readThinking(part)
    default:
      return undefined
  }
}

function readText(part: FieldReader): Part | undefined {
  const text = part.text('text')
  if (text === undefined) return undefined
  const cache = part.object('cache_control')
  return { type: 'text', text, cache, extra: part.extra('openai-chat') }
}

/** `{url}` or, as Mistral takes it too, the URL itself. */
function readLinked(part: FieldReader, name: string, kind: MediaPart['kind']): Part | undefined {
  const link = part.take(name, (value) => fieldsOf(value) ?? (textOf(value) && { url: value }))
  const inner = new FieldReader(fieldsOf(link) ?? {})
  const url = inner.text('url')
  if (url === undefined) return undefined
  const detail = inner.text('detail')
  return media(part, inner, name, { kind, ...sourceOfUrl(url), detail })
}

function readAudio(part: FieldReader): Part | undefined {
  const inner = new FieldReader(part.object('input_audio') ?? {})
  const data = inner.text('data')
  // Alibaba takes URLs here; they are of no use to others.
  if (data === undefined || /^(?:data|https?):/.test(data)) return undefined
  const format = inner.text('format')
  const mediaType = format === undefined ? undefined : audioType(format)
  return media(part, inner, 'input_audio', { kind: 'audio', source: { kind: 'base64', data }, mediaType })
}

function readFile(part: FieldReader): Part | undefined {
  const inner = new FieldReader(part.object('file') ?? {})
  const name = inner.text('filename')
  const data = inner.text('file_data')
  if (data !== undefined && data !== '') {
    // OpenRouter takes web addresses here, too; what is no URL is base64 as it is.
    const found = /^(?:data|https?):/.test(data)
      ? sourceOfUrl(data)
      : { source: { kind: 'base64' as const, data }, mediaType: undefined }
    return media(part, inner, 'file', { kind: 'file', ...found, name })
  }
  const id = inner.text('file_id')
  if (id === undefined) return undefined
  return media(part, inner, 'file', {
    kind: 'file',
    source: { kind: 'file-id', dialect: 'openai-chat', id },
    name
  })
}

function readDocument(part: FieldReader): Part | undefined {
  const url = part.text('document_url')
  if (url === undefined) return undefined
  const name = part.text('document_name')
  const found = media(part, new FieldReader({}), 'file', { kind: 'file', ...sourceOfUrl(url), name })
  return {
    ...found,
    extra: { dialect: 'openai-chat', fields: { ...found.extra?.fields, type: 'document_url' } }
  }
}

function media(
  part: FieldReader,
  inner: FieldReader,
  name: string,
  found: Omit<MediaPart, 'type'>
): MediaPart {
  const cache = part.object('cache_control')
  const [outerRest, innerRest] = [part.rest(), inner.rest()]
  const fields = innerRest === undefined ? outerRest : { ...outerRest, [name]: innerRest }
  const extra = fields === undefined ? undefined : { dialect: 'openai-chat' as const, fields }
  return { type: 'media', ...found, cache, extra }
}

/** A thought between the texts; its extra says that it stood there. */
function readThinking(part: FieldReader): ReasoningPart | undefined {
  const text = part.take(
    'thinking',
    (value) =>
      textOf(value) ??
      (Array.isArray(value)
        ? recordsOf(value)
            .map((piece) => textOf(piece['text']) ?? '')
            .join('')
        : undefined)
  )
  if (text === undefined) return undefined
  const fields = { ...part.rest(), type: 'thinking' }
  return { type: 'reasoning', text, extra: { dialect: 'openai-chat', fields } }
}
