import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { MediaPart, NativePart, Part, ReasoningPart, Seal, ToolCallPart } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import { parseFields, type Fields } from '../json.ts'
import { undotted, withMembers } from './dotted-fields.ts'
import { mediaTypeOfUrl } from './media-kind.ts'
import { isMadeId } from './tool-ids.ts'

/**
 * A part of Google's for one of the neutral form's that both requests and replies have; undefined for what it can't say.
 * `isOwn`: it goes back into the dialect that it came from.
 */
export function encodePart(part: Part, isOwn: boolean): Fields | undefined {
  switch (part.type) {
    case 'text':
      return withOwn({ text: part.text, ...signature(part.seal) }, part)
    case 'reasoning':
      return encodeReasoning(part)
    case 'refusal':
      return { text: part.text }
    case 'media':
      return encodeMedia(part, isOwn)
    case 'tool-call':
      return encodeCall(part)
    case 'native':
      return encodeNative(part)
    case 'tool-result':
      return undefined
    default:
      return assertNever(part)
  }
}

export function encodeReasoning(part: ReasoningPart): Fields {
  return withOwn({ text: part.text, thought: true, ...signature(part.seal) }, part)
}

function encodeNative(part: NativePart): Fields | undefined {
  return part.dialect === 'gemini' ? part.value : undefined
}

/** A call; without arguments that are an object, one with none. An id that was made here is Gemini's to leave out. */
function encodeCall(part: ToolCallPart): Fields {
  const { inner, rest } = undotted('functionCall', ownFields('gemini', part.extra))
  const call = {
    ...(isMadeId(part.id) ? {} : { id: part.id }),
    name: part.name,
    args: parseFields(part.args) ?? {},
    ...inner
  }
  return { functionCall: call, ...signature(part.seal), ...rest }
}

/** Refuses a file that only another provider has: an answer without it would be about something else. */
export function encodeMedia(part: MediaPart, isOwn: boolean): Fields {
  const own = ownFields('gemini', part.extra)
  const { source } = part
  // Google's own Gemini API refuses `displayName`, which Vertex has.
  const name = isOwn && part.name !== undefined ? { displayName: part.name } : {}
  const rest = { ...signature(part.seal), ...undotted('inlineData', undotted('fileData', own).rest).rest }
  if (source.kind === 'base64') {
    const mimeType = part.mediaType ?? FALLBACK[part.kind]
    return {
      inlineData: { mimeType, data: source.data, ...name, ...undotted('inlineData', own).inner },
      ...rest
    }
  }
  if (source.kind === 'text') {
    const data = Buffer.from(source.text).toString('base64')
    return { inlineData: { mimeType: 'text/plain', data }, ...rest }
  }
  if (source.kind === 'file-id' && source.dialect !== 'gemini') {
    throw new GatehouseError(
      'not_translatable',
      `the file ${source.id.slice(0, 100)} is known to another provider alone: send its content instead of its id`
    )
  }
  const uri = source.kind === 'url' ? source.url : source.id
  const inline = dataUrl(uri)
  if (inline !== undefined) return { inlineData: inline, ...rest }
  const mimeType = part.mediaType ?? (source.kind === 'url' ? mediaTypeOfUrl(uri) : undefined)
  return {
    fileData: {
      ...(mimeType === undefined ? {} : { mimeType }),
      fileUri: uri,
      ...name,
      ...undotted('fileData', own).inner
    },
    ...rest
  }
}

/** Where nobody said it; Google wants a type with all data. */
const FALLBACK = {
  image: 'image/png',
  audio: 'audio/wav',
  video: 'video/mp4',
  file: 'application/pdf'
} as const

function dataUrl(url: string): Fields | undefined {
  const found = /^data:([^;,]*)[^,]*;base64,/i.exec(url)
  return found === null
    ? undefined
    : { mimeType: found[1] || FALLBACK.image, data: url.slice(found[0].length) }
}

/** Gemini's own signature; another's it could not read. */
function signature(seal: Seal | undefined): Fields {
  return seal?.dialect === 'gemini' ? { thoughtSignature: seal.value } : {}
}

function withOwn(encoded: Fields, part: Part): Fields {
  const own = part.type === 'native' ? {} : ownFields('gemini', part.extra)
  return Object.keys(own).length === 0 ? encoded : withMembers(encoded, own)
}
