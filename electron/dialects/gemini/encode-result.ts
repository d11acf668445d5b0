import type { MediaPart, ToolResultPart } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { undotted } from './dotted-fields.ts'
import { encodeMedia } from './encode-part.ts'
import type { Notes } from './notes.ts'
import { isMadeId } from './tool-ids.ts'
import { writeResponse } from './tool-response.ts'

export interface ResultContext {
  readonly notes: Notes
  /** Whether it goes back into the dialect that it came from. */
  readonly isOwn: boolean
  /** Whether media may stand in the result itself (Gemini 3), or only behind it. */
  readonly mediaInside: boolean
  /** The name of the function that a call with this id called. */
  readonly nameOf: (id: string) => string | undefined
}

/** What a function response may hold (https://ai.google.dev/gemini-api/docs/function-calling#multimodal). */
const INSIDE = /^(image\/(png|jpeg|webp)|application\/pdf|text\/plain)$/

/** A tool's result, and the media of it that must stand behind it in the same content. */
export function encodeResult(
  part: ToolResultPart,
  { notes, isOwn, mediaInside, nameOf }: ResultContext
): { readonly response: Fields; readonly behind: readonly Fields[] } {
  const { inner, rest } = undotted('functionResponse', ownFields('gemini', part.extra))
  const texts: string[] = []
  const inside: Fields[] = []
  const behind: Fields[] = []
  for (const held of part.parts) {
    if (held.type === 'text' || held.type === 'refusal') texts.push(held.text)
    else if (held.type === 'media') {
      const media = encodeMedia(held, isOwn)
      if (isOwn || (mediaInside && mayStandInside(held))) inside.push(media)
      else behind.push(media)
    } else if (held.type === 'native' && held.dialect === 'gemini') inside.push(held.value)
    else {
      const what = held.type === 'native' ? held.what : held.type
      notes.add(`${what} in a tool result was left out: Gemini has no such part`)
    }
  }
  if (behind.length > 0)
    notes.add('media in tool results were sent behind them: this model takes them nowhere else')
  const response = {
    ...(isMadeId(part.id) ? {} : { id: part.id }),
    // The name is required; a result of no call has none.
    name: part.name ?? nameOf(part.id) ?? part.id,
    response: writeResponse(texts, part.isError === true),
    ...(inside.length === 0 ? {} : { parts: inside }),
    ...inner
  }
  return { response: { functionResponse: response, ...rest }, behind }
}

function mayStandInside(media: MediaPart): boolean {
  return media.source.kind === 'base64' && INSIDE.test(media.mediaType ?? '')
}
