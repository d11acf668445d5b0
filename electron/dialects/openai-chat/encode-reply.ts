import type { ChatReply, Choice, MediaPart, ReasoningPart, ToolCallPart } from '../chat.ts'
import { sealInId } from '../carry-seal.ts'
import type { ReplyContext } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { writeOpenaiUsage } from '../write-openai-usage.ts'
import { writeServiceTier } from '../write-service-tier.ts'
import { annotationsOf } from './convert-citations.ts'
import { logprobsOf } from './convert-logprobs.ts'
import { OLD_CALL } from './decode-tool-call.ts'
import { isThinkingPart } from './encode-content.ts'
import { encodeFinish } from './finish-reason.ts'
import { urlOfSource } from './media-source.ts'
import { detailOfPart, detailOfTextSeal } from './reasoning-details.ts'

/** A whole reply for a client of this form. */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  return saidFields({
    id: reply.id ?? context.newId('chatcmpl-'),
    object: 'chat.completion',
    created: reply.created ?? context.created,
    model: reply.model ?? context.request.model,
    choices: reply.choices.map((choice, index) => encodeChoice(choice, index, context)),
    usage: reply.usage === undefined ? undefined : writeOpenaiUsage(reply.usage, 'openai-chat'),
    service_tier: writeServiceTier(reply.serviceTier, reply.usage),
    ...ownFields('openai-chat', reply.extra)
  })
}

function encodeChoice(choice: Choice, index: number, context: ReplyContext): Fields {
  const { message: messageExtra, ...extra } = ownFields('openai-chat', choice.extra)
  const calls = choice.parts.filter((part) => part.type === 'tool-call')
  return {
    index,
    message: encodeMessage(choice, calls, fieldsOf(messageExtra) ?? {}, context),
    logprobs: logprobsOf(choice.logprobs) ?? null,
    finish_reason: encodeFinish(
      choice.finish,
      calls.length > 0,
      calls.some((call) => isOldCall(call, context))
    ),
    ...extra
  }
}

function encodeMessage(
  { parts }: Choice,
  calls: readonly ToolCallPart[],
  extra: Fields,
  context: ReplyContext
): Fields {
  const [oldCall] = calls.filter((call) => isOldCall(call, context))
  const newCalls = calls.filter((call) => !isOldCall(call, context))
  const refusal = parts.flatMap((part) => (part.type === 'refusal' ? [part.text] : [])).join('')
  const media = parts.filter((part) => part.type === 'media')
  const images = media.filter(({ kind }) => kind === 'image').flatMap(encodeImage)
  const [audio] = media.filter(({ kind }) => kind === 'audio')
  const { content, annotations } = encodeText(parts)
  return saidFields({
    role: 'assistant',
    content: content === '' && parts.length > 0 ? null : content,
    refusal: refusal === '' ? null : refusal,
    ...encodeThoughts(parts, extra),
    annotations: annotations.length === 0 ? undefined : annotations,
    audio: audio === undefined ? undefined : encodeAudio(audio, context),
    images: images.length === 0 ? undefined : images,
    tool_calls: newCalls.length === 0 ? undefined : newCalls.map(encodeCall),
    function_call: oldCall === undefined ? undefined : { name: oldCall.name, arguments: oldCall.args },
    ...extra
  })
}

/** Whether a call is answered as `function_call`: it came so, or the client gave its tools as `functions`. */
export function isOldCall({ id }: ToolCallPart, { request }: ReplyContext): boolean {
  return id.startsWith(OLD_CALL) || request.legacyFunctions === true
}

/** The texts as one, since clients read one; Mistral's own clients get the list with its thoughts. */
function encodeText(parts: Choice['parts']): { content: string | Fields[]; annotations: Fields[] } {
  let content = ''
  const annotations: Fields[] = []
  for (const part of parts) {
    if (part.type !== 'text') continue
    annotations.push(...annotationsOf(part, content.length))
    content += part.text
  }
  if (!parts.some((part) => isThinkingPart(part) || isOwnNative(part))) return { content, annotations }
  const list = parts.flatMap((part): Fields[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }]
    if (part.type === 'native') return isOwnNative(part) ? [part.value] : []
    if (part.type !== 'reasoning' || !isThinkingPart(part)) return []
    return [{ ...ownFields('openai-chat', part.extra), thinking: [{ type: 'text', text: part.text }] }]
  })
  return { content: list, annotations }
}

function isOwnNative(part: Choice['parts'][number]): boolean {
  return part.type === 'native' && part.dialect === 'openai-chat'
}

/** Thoughts as text, and where they or a text are sealed, as entries that clients give back. */
function encodeThoughts(parts: Choice['parts'], extra: Fields): Fields {
  const thoughts = parts.filter(
    (part): part is ReasoningPart => part.type === 'reasoning' && !isThinkingPart(part)
  )
  const text = thoughts.flatMap((part) => (part.text === '' ? [] : [part.text])).join('\n\n')
  const sealed = parts.findLast((part) => part.type === 'text' && part.seal !== undefined)
  // A message's own signature of Google's is still there.
  const textSeal = sealed?.type === 'text' && extra['extra_content'] === undefined ? sealed.seal : undefined
  const isDetailed = textSeal !== undefined || thoughts.some(isDetailedThought)
  const details = isDetailed ? thoughts.map(detailOfPart) : []
  if (textSeal !== undefined) details.push(detailOfTextSeal(textSeal, details.length))
  return {
    reasoning_content: text === '' ? undefined : text,
    reasoning_details: details.length === 0 ? undefined : details
  }
}

function isDetailedThought({ seal, summary, id }: ReasoningPart): boolean {
  return seal !== undefined || (summary === true && id !== undefined)
}

export function encodeCall(part: ToolCallPart): Fields {
  const { function: innerOwn, ...own } = ownFields('openai-chat', part.extra)
  const inner = fieldsOf(innerOwn) ?? {}
  // Google's own place of the signature is still filled where the call came with it.
  const id = own['extra_content'] === undefined ? sealInId(part.id, part.seal) : part.id
  return part.custom === true
    ? { ...own, id, type: 'custom', custom: { ...inner, name: part.name, input: part.args } }
    : { ...own, id, type: 'function', function: { ...inner, name: part.name, arguments: part.args } }
}

/** https://openrouter.ai/docs/features/multimodal/image-generation */
export function encodeImage(part: MediaPart): Fields[] {
  const url = urlOfSource(part)
  return url === undefined
    ? []
    : [{ ...ownFields('openai-chat', part.extra), type: 'image_url', image_url: { url } }]
}

/** Sound that another dialect's model made has no id and no words; clients of this one want both. */
export function encodeAudio({ source, extra }: MediaPart, context: ReplyContext): Fields | undefined {
  if (source.kind !== 'base64') return undefined
  const own = extra?.dialect === 'openai-chat' ? extra.fields : undefined
  const filled = own ?? {
    id: context.newId('audio_'),
    expires_at: context.created + AUDIO_SECONDS,
    transcript: ''
  }
  return { ...filled, data: source.data }
}

const AUDIO_SECONDS = 3600
