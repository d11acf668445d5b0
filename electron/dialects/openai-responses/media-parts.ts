import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart } from '../chat.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import type { EncodeScope } from './encode-scope.ts'
import { filledRest, OWN, ownExtra, ownFields } from './own-extra.ts'

const IMAGE_NAMES = new Set(['type', 'image_url', 'file_id', 'detail'])
const FILE_NAMES = new Set(['type', 'file_data', 'file_url', 'file_id', 'filename', 'detail'])
const AUDIO_NAMES = new Set(['type', 'input_audio'])
const PICTURE_NAMES = new Set(['result'])
const DATA_URL = /^data:([^,]*?);base64,/

/**
 * `input_image`, `input_file` and `input_audio`
 * (https://platform.openai.com/docs/api-reference/responses/create#responses-create-input); undefined where a part
 * holds nothing that could be read.
 */
export function decodeMedia(part: Fields): MediaPart | undefined {
  switch (part['type']) {
    case 'input_image':
      return decodeImage(part)
    case 'input_file':
      return decodeFile(part)
    case 'input_audio':
      return decodeAudio(part)
    default:
      return undefined
  }
}

function decodeImage(part: Fields): MediaPart | undefined {
  // Chat's form, an object with `url`, is a common slip.
  const inner = fieldsOf(part['image_url'])
  const url = textOf(part['image_url']) ?? textOf(inner?.['url'])
  const read = readSource(url, undefined, textOf(part['file_id']))
  if (read === undefined) return undefined
  const detail = textOf(part['detail']) ?? textOf(inner?.['detail'])
  return { type: 'media', kind: 'image', ...read, detail, extra: ownExtra(filledRest(part, IMAGE_NAMES)) }
}

function decodeFile(part: Fields): MediaPart | undefined {
  const name = textOf(part['filename'])
  const data = textOf(part['file_data'])
  const read = readSource(textOf(part['file_url']), data, textOf(part['file_id']))
  if (read === undefined) return undefined
  const detail = textOf(part['detail'])
  return { type: 'media', kind: 'file', ...read, name, detail, extra: ownExtra(filledRest(part, FILE_NAMES)) }
}

function decodeAudio(part: Fields): MediaPart | undefined {
  const audio = fieldsOf(part['input_audio'])
  const data = textOf(audio?.['data'])
  if (data === undefined) return undefined
  const format = textOf(audio?.['format']) ?? 'wav'
  return {
    type: 'media',
    kind: 'audio',
    source: { kind: 'base64', data },
    mediaType: format === 'mp3' ? 'audio/mpeg' : `audio/${format}`,
    extra: ownExtra(filledRest(part, AUDIO_NAMES))
  }
}

function readSource(
  url: string | undefined,
  data: string | undefined,
  id: string | undefined
): Pick<MediaPart, 'source' | 'mediaType'> | undefined {
  const inline = data ?? (url?.startsWith('data:') === true ? url : undefined)
  const head = inline === undefined ? null : DATA_URL.exec(inline)
  if (inline !== undefined && head !== null) {
    return { source: { kind: 'base64', data: inline.slice(head[0].length) }, mediaType: head[1] }
  }
  // Some clients leave the head of the data URL away.
  if (data !== undefined) {
    const mediaType = data.startsWith('JVBERi') ? 'application/pdf' : undefined
    return { source: { kind: 'base64', data }, mediaType }
  }
  if (url !== undefined && url !== '') return { source: { kind: 'url', url } }
  return id === undefined ? undefined : { source: { kind: 'file-id', dialect: OWN, id } }
}

/**
 * A part of a message or of a tool's output. Throws `not_translatable` for what this API can't take: an answer without
 * it would be another.
 */
export function encodeMedia(part: MediaPart, { isOwn, notes }: EncodeScope): Fields {
  const { source, kind } = part
  if (source.kind === 'text') {
    notes.add('a document given as plain text was sent as text')
    return {
      type: 'input_text',
      text: part.name === undefined ? source.text : `${part.name}:\n${source.text}`
    }
  }
  if (source.kind === 'file-id' && source.dialect !== OWN) {
    throw refused(
      `the file ${source.id} is known to another provider alone: send its content instead of its id`
    )
  }
  if (kind === 'image') return encodeImage(part)
  if (kind === 'file') return encodeFile(part)
  // The API has no sound; some servers of it take what chat has for it, and judge it themselves.
  if (kind === 'audio' && source.kind === 'base64' && isOwn) return encodeAudio(part, source.data)
  throw refused(`${kind} can't be sent: the Responses API takes text, images and files`)
}

/** Names of files and types are a client's own, of any length. */
function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message.slice(0, 300))
}

function encodeImage(part: MediaPart): Fields {
  const { source, detail } = part
  const rest = ownFields(part.extra)
  const known = detail === undefined ? {} : { detail }
  if (source.kind === 'file-id') return { ...rest, type: 'input_image', file_id: source.id, ...known }
  return { ...rest, type: 'input_image', image_url: urlOf(part, 'image/png'), ...known }
}

function encodeFile(part: MediaPart): Fields {
  const { source, name, detail } = part
  const rest = ownFields(part.extra)
  const known = {
    ...(name === undefined ? {} : { filename: name }),
    ...(detail === undefined ? {} : { detail })
  }
  if (source.kind === 'file-id') return { ...rest, type: 'input_file', file_id: source.id, ...known }
  if (source.kind === 'url') return { ...rest, type: 'input_file', file_url: source.url, ...known }
  // A file's data is not taken without a name.
  return { ...rest, type: 'input_file', filename: nameOf(part), ...known, file_data: urlOf(part, undefined) }
}

function encodeAudio({ mediaType, extra }: MediaPart, data: string): Fields {
  const format = mediaType === 'audio/mpeg' ? 'mp3' : (mediaType?.replace(/^audio\/(x-)?/, '') ?? 'wav')
  return { ...ownFields(extra), type: 'input_audio', input_audio: { data, format } }
}

function urlOf({ source, mediaType }: MediaPart, otherwise: string | undefined): string {
  if (source.kind === 'url') return source.url
  const data = source.kind === 'base64' ? source.data : ''
  const type = mediaType ?? otherwise
  return type === undefined ? data : `data:${type};base64,${data}`
}

function nameOf({ mediaType }: MediaPart): string {
  const kind = mediaType?.split(';')[0] ?? ''
  if (kind === 'text/plain') return 'file.txt'
  const end = kind.split('/')[1]?.replace(/^x-/, '') ?? ''
  return /^[a-z0-9]{2,5}$/.test(end) ? `file.${end}` : 'file.pdf'
}

/** A picture that the model made; undefined where the item only names one. */
export function decodePicture(item: Fields): MediaPart | undefined {
  const data = textOf(item['result'])
  if (data === undefined || data === '') return undefined
  return {
    type: 'media',
    kind: 'image',
    source: { kind: 'base64', data },
    mediaType: `image/${textOf(item['output_format']) ?? 'png'}`,
    extra: ownExtra(filledRest(item, PICTURE_NAMES))
  }
}

/** A picture as the item of a reply; undefined for sound and the like, which replies of this API can't hold. */
export function encodePicture(part: MediaPart, newId: (prefix: string) => string): Fields | undefined {
  if (part.kind !== 'image' || part.source.kind !== 'base64') return undefined
  const result = part.source.data
  const own = ownFields(part.extra)
  if (own['type'] === 'image_generation_call') return { ...own, result }
  const format = part.mediaType?.replace(/^image\//, '')
  return {
    id: newId('ig_'),
    type: 'image_generation_call',
    status: 'completed',
    ...(format === undefined ? {} : { output_format: format }),
    result
  }
}
