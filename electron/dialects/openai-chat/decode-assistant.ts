import type { MediaPart, Part, ReasoningPart, Seal } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { decodeContent } from './decode-content.ts'
import { decodeOldCall, decodeToolCall, OLD_CALL, thoughtSignature } from './decode-tool-call.ts'
import { joinPieces, partOfDetail, TEXT_SEAL_ID } from './reasoning-details.ts'

export interface AssistantPlace {
  /** Of the message, for words about what is no content; null in replies, where such is passed over. */
  readonly path: string | null
  /** Tells calls without an id apart. */
  readonly idStem: string
}

/** What an assistant said, in a request's history or in a reply: thoughts, then content, then calls. */
export function assistantParts(message: FieldReader, { path, idStem }: AssistantPlace): Part[] {
  const { thoughts, textSeal } = takeThoughts(message)
  const content = decodeContent(message.fields['content'], path === null ? null : `${path}.content`)
  message.drop('content')
  const refusal = message.text('refusal') ?? ''
  const calls: Part[] = message
    .records('tool_calls')
    .map((call, at) => decodeToolCall(call, `call_${idStem}_${at}`))
  const oldCall = decodeOldCall(message.object('function_call'), `${OLD_CALL}${idStem}`)
  const parts: Part[] = [
    ...thoughts,
    ...content,
    ...(refusal === '' ? [] : [{ type: 'refusal' as const, text: refusal }]),
    ...message.records('images').flatMap(decodeImage),
    ...takeAudio(message),
    ...calls,
    ...(oldCall === undefined ? [] : [oldCall])
  ]
  const cited = citeText(parts, message)
  return sealText(cited, textSeal ?? thoughtSignature(message.fields))
}

/** `reasoning_details` where there are any; else `reasoning_content` (DeepSeek, vLLM) or `reasoning` (Groq, Ollama). */
function takeThoughts(message: FieldReader): { thoughts: ReasoningPart[]; textSeal: Seal | undefined } {
  const details = joinPieces(message.records('reasoning_details'))
  const plain = [message.text('reasoning_content'), message.text('reasoning')].find((text) => text)
  const thoughts = details.filter(({ id }) => id !== TEXT_SEAL_ID).map(partOfDetail)
  const textSeal = details.map(partOfDetail).find(({ id }) => id === TEXT_SEAL_ID)?.seal
  if (plain !== undefined && thoughts.every(({ text }) => text === ''))
    thoughts.unshift({ type: 'reasoning', text: plain })
  return { thoughts, textSeal }
}

/** Pictures that a model made, as OpenRouter has them (https://openrouter.ai/docs/features/multimodal/image-generation). */
function decodeImage(image: Fields): Part[] {
  return decodeContent([{ type: 'image_url', ...image }], null)
}

/** Sound that the model made, or in a request the id of it alone. */
function takeAudio(message: FieldReader): MediaPart[] {
  const fields = message.object('audio')
  if (fields === undefined) return []
  const audio = new FieldReader(fields)
  const data = audio.text('data') ?? ''
  if (data !== '') {
    const source = { kind: 'base64' as const, data }
    return [{ type: 'media', kind: 'audio', source, extra: audio.extra('openai-chat') }]
  }
  const id = audio.text('id') ?? ''
  if (id === '') return []
  return [{ type: 'media', kind: 'audio', source: { kind: 'file-id', dialect: 'openai-chat', id } }]
}

/** Annotations are of the text; without one they stay in the message's extra. */
function citeText(parts: readonly Part[], message: FieldReader): Part[] {
  const at = parts.findLastIndex(({ type }) => type === 'text')
  const annotations = message.take('annotations', (value) => (Array.isArray(value) ? value : undefined))
  if (annotations === undefined || annotations.length === 0 || at < 0) return [...parts]
  return parts.map((part, index) =>
    index === at && part.type === 'text'
      ? { ...part, citations: { dialect: 'openai-chat', value: annotations } }
      : part
  )
}

/** A message's own signature is its text's, or else the first call's. */
function sealText(parts: Part[], seal: Seal | undefined): Part[] {
  if (seal === undefined) return parts
  const text = parts.findLastIndex(({ type }) => type === 'text')
  const at = text >= 0 ? text : parts.findIndex(({ type }) => type === 'tool-call')
  return parts.map((part, index) =>
    index === at && (part.type === 'text' || part.type === 'tool-call')
      ? { ...part, seal: part.seal ?? seal }
      : part
  )
}
