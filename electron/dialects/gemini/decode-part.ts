import { GatehouseError } from '../../../shared/errors.ts'
import type { Extra, MediaPart, MediaSource, Part, Seal, ToolResultPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { readThoughts } from './carry-thought.ts'
import { dotted } from './dotted-fields.ts'
import { fileSource, isYouTube, mediaKind, mediaTypeOfUrl } from './media-kind.ts'
import type { CallIds } from './tool-ids.ts'
import { readResponse } from './tool-response.ts'

const TEXTUAL = new Set(['text', 'thought', 'thoughtSignature'])
/** Members that say something about a part and are no part themselves. */
const ABOUT = new Set([...TEXTUAL, 'videoMetadata', 'mediaResolution', 'partMetadata'])

/**
 * One part (https://ai.google.dev/api/caching#Part): first the thoughts of another provider that its signature carries,
 * then what it is itself. Empty for a part that holds nothing.
 */
export function decodePart(value: unknown, ids: CallIds, path: string): readonly Part[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }]
  if (!isFields(value)) {
    throw new GatehouseError('invalid_request', `${path}: a part is an object, such as {"text": "..."}`)
  }
  const signature = textOf(value['thoughtSignature'])
  const thoughts = signature === undefined ? undefined : readThoughts(signature)
  const seal: Seal | undefined =
    signature === undefined || signature === '' || thoughts !== undefined
      ? undefined
      : { dialect: 'gemini', value: signature }
  const part = readPart(value, seal, ids)
  const before = (thoughts ?? []).map((thought): Part => ({ type: 'reasoning', ...thought }))
  // A thought that carries itself, with nothing behind it.
  if (part?.type === 'reasoning' && before.length > 0) return before
  return part === undefined ? before : [...before, part]
}

function readPart(value: Fields, seal: Seal | undefined, ids: CallIds): Part | undefined {
  const sealed = seal === undefined ? {} : { seal }
  const reader = new FieldReader(value)
  reader.drop('thoughtSignature')
  const call = reader.object('functionCall')
  if (call !== undefined) return { ...readCall(call, reader, ids), ...sealed }
  const result = reader.object('functionResponse')
  if (result !== undefined) return readResult(result, reader, ids)
  const media = readMedia(reader)
  if (media !== undefined) return { ...media, ...sealed }
  const what = Object.keys(value).find((name) => !ABOUT.has(name))
  if (what !== undefined) return { type: 'native', dialect: 'gemini', what, value: nativeValue(value, seal) }
  const text = reader.text('text')
  const thought = reader.take('thought', booleanOf) === true
  if (text === undefined && seal === undefined && !thought) {
    const [about] = Object.keys(value).filter((name) => !TEXTUAL.has(name))
    return about === undefined ? undefined : { type: 'native', dialect: 'gemini', what: about, value }
  }
  return thought
    ? { type: 'reasoning', text: text ?? '', ...sealed, ...extraOf(reader) }
    : { type: 'text', text: text ?? '', ...sealed, ...extraOf(reader) }
}

/** A native part keeps its own signature, not the thoughts of another that it carried. */
function nativeValue(value: Fields, seal: Seal | undefined): Fields {
  if (seal !== undefined || value['thoughtSignature'] === undefined) return value
  const { thoughtSignature: _, ...rest } = value
  return rest
}

function readCall(call: Fields, part: FieldReader, ids: CallIds): Part {
  const reader = new FieldReader(call)
  const name = reader.text('name') ?? ''
  const id = ids.call(reader.text('id'), name)
  reader.drop('willContinue', 'partialArgs')
  const args = reader.take('args', (value) => value ?? undefined)
  return {
    type: 'tool-call',
    id,
    name,
    args: args === undefined ? '{}' : typeof args === 'string' ? args : JSON.stringify(args),
    ...extraOf(part, dotted('functionCall', reader.rest()))
  }
}

function readResult(result: Fields, part: FieldReader, ids: CallIds): ToolResultPart {
  const reader = new FieldReader(result)
  const { id, name } = ids.result(reader.text('id'), reader.text('name'))
  const { parts, isError } = readResponse(reader.take('response', (value) => value ?? undefined))
  const media = recordsOf(reader.take('parts', (value) => (Array.isArray(value) ? value : undefined)))
  return {
    type: 'tool-result',
    id,
    name,
    parts: [...parts, ...media.map(readResultPart)],
    ...(isError === true ? { isError } : {}),
    ...extraOf(part, dotted('functionResponse', reader.rest()))
  }
}

function readResultPart(value: Fields): Part {
  const reader = new FieldReader(value)
  const media = readMedia(reader)
  if (media !== undefined) return media
  const text = textOf(value['text'])
  if (text !== undefined) return { type: 'text', text }
  return { type: 'native', dialect: 'gemini', what: Object.keys(value)[0] ?? 'part', value }
}

function readMedia(reader: FieldReader): MediaPart | undefined {
  const inline = fieldsOf(reader.fields['inlineData'])
  const file = fieldsOf(reader.fields['fileData'])
  const held = new FieldReader(inline ?? file ?? {})
  const data = held.text('data')
  const uri = held.text('fileUri')
  if (data === undefined && uri === undefined) return undefined
  reader.drop(inline === undefined ? 'fileData' : 'inlineData')
  const mediaType = held.text('mimeType')
  const source: MediaSource = data !== undefined ? { kind: 'base64', data } : fileSource(uri ?? '')
  const name = held.text('displayName')
  const detail = DETAILS[textOf(fieldsOf(reader.fields['mediaResolution'])?.['level']) ?? '']
  const rest = dotted(inline === undefined ? 'fileData' : 'inlineData', held.rest())
  return {
    type: 'media',
    kind: uri !== undefined && isYouTube(uri) ? 'video' : mediaKind(mediaType ?? mediaTypeOfUrl(uri ?? '')),
    source,
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(name === undefined ? {} : { name }),
    ...(detail === undefined ? {} : { detail }),
    ...extraOf(reader, rest)
  }
}

/** OpenAI's words for how closely a picture is looked at. */
const DETAILS: Readonly<Record<string, string>> = {
  MEDIA_RESOLUTION_LOW: 'low',
  MEDIA_RESOLUTION_HIGH: 'high',
  MEDIA_RESOLUTION_ULTRA_HIGH: 'high'
}

function extraOf(reader: FieldReader, more: Fields = {}): { readonly extra?: Extra } {
  const fields = { ...reader.rest(), ...more }
  return Object.keys(fields).length === 0 ? {} : { extra: { dialect: 'gemini', fields } }
}
