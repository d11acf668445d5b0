import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatRequest, Message, Part, ReasoningPart, TextPart, ToolResultPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { arrangeMessages } from './arrange-messages.ts'
import { OLD_CALL } from './decode-tool-call.ts'
import { cacheMark, encodeContent, encodeText, textOfDocument, titled } from './encode-content.ts'
import { encodeThoughts, noteSeal } from './encode-thoughts.ts'
import { encodeOldCall, encodeToolCall } from './encode-tool-call.ts'
import { noteExtra, noteNative, type Encoding } from './encoding.ts'

/** What the client itself said in this form stays as it is; the rest is put in the order that providers want. */
export function encodeMessages(chat: ChatRequest, encoding: Encoding): Fields[] {
  const messages = encoding.own ? chat.messages : arrangeMessages(chat.messages, encoding)
  return messages.flatMap((message) => encodeMessage(message, encoding))
}

function encodeMessage(message: Message, encoding: Encoding): Fields[] {
  noteExtra(encoding, message.extra)
  const extra = ownFields('openai-chat', message.extra)
  const [result] = message.parts
  if (result?.type === 'tool-result') return [{ ...extra, ...encodeResult(result, encoding) }]
  switch (message.role) {
    case 'assistant':
      return encodeAssistant(message, extra, encoding)
    case 'system':
    case 'developer': {
      const role =
        message.role === 'developer' && encoding.quirks.noDeveloperRole === true ? 'system' : message.role
      const content = encoding.own
        ? encodeContent(message.parts, encoding)
        : textContent(message.parts, '\n\n', encoding)
      return content === '' && !encoding.own ? [] : [{ ...extra, role, content, ...nameField(message) }]
    }
    case 'user':
    case 'tool': {
      const content = encodeContent(message.parts, encoding)
      const isLost = content === '' && !encoding.own && message.parts.some(({ type }) => type !== 'text')
      return isLost ? [] : [{ role: 'user', ...extra, content, ...nameField(message) }]
    }
    default:
      return assertNever(message.role)
  }
}

function nameField({ name }: Message): Fields {
  return name === undefined ? {} : { name }
}

/**
 * Several texts as one: Groq and others refuse lists in all messages but the user's. Where cache marks are understood
 * they keep their places.
 */
function textContent(parts: readonly Part[], separator: string, encoding: Encoding): string | Fields[] {
  const texts = parts.flatMap((part): Fields[] => {
    if (part.type === 'text') return part.text === '' ? [] : [encodeText(part, encoding)]
    if (part.type === 'native') noteNative(encoding, part)
    const text = part.type === 'media' ? textOfDocument(part) : undefined
    if (text !== undefined && part.type === 'media') return [{ type: 'text', text: titled(text, part.name) }]
    if (part.type === 'media')
      encoding.notes.add('an image or file was left out: this message takes only text')
    return []
  })
  const isMarked = texts.some((text) => text['cache_control'] !== undefined)
  return isMarked ? texts : texts.map(({ text }) => String(text)).join(separator)
}

function encodeResult(result: ToolResultPart, encoding: Encoding): Fields {
  noteExtra(encoding, result.extra)
  if (result.id.startsWith(OLD_CALL)) {
    const content = encodeContent(result.parts, encoding)
    return saidFields({ role: 'function', name: result.name, content })
  }
  if (result.isError === true)
    encoding.notes.add('is_error of a tool result was left out: this form has no field for it')
  const content = encoding.own
    ? encodeContent(result.parts, encoding)
    : textContent(result.parts, '\n', encoding)
  const mark = cacheMark(result.cache, encoding)
  return saidFields({
    role: 'tool',
    tool_call_id: encoding.callId(result.id),
    name: encoding.own ? result.name : undefined,
    content: mark === undefined ? content : marked(content, mark)
  })
}

function marked(content: string | Fields[], cache_control: Fields): Fields[] {
  const texts = typeof content === 'string' ? [{ type: 'text', text: content }] : content
  return texts.map((text, at) => (at === texts.length - 1 ? { ...text, cache_control } : text))
}

function encodeAssistant(message: Message, extra: Fields, encoding: Encoding): Fields[] {
  const { own } = encoding
  const { parts } = message
  const calls = parts.filter((part) => part.type === 'tool-call')
  const newCalls = calls.filter(({ id }) => !id.startsWith(OLD_CALL))
  const [oldCall] = calls.filter(({ id }) => id.startsWith(OLD_CALL))
  const said = saidFields({
    name: message.name,
    ...encodeThoughts(
      parts.filter((part): part is ReasoningPart => part.type === 'reasoning'),
      encoding
    ),
    refusal: parts.flatMap((part) => (part.type === 'refusal' ? [part.text] : [])).join('') || undefined,
    ...encodeMade(parts, encoding),
    ...encodeTextMarks(parts, extra, encoding),
    tool_calls: newCalls.length === 0 ? undefined : newCalls.map((call) => encodeToolCall(call, encoding)),
    function_call: oldCall === undefined ? undefined : encodeOldCall(oldCall, encoding)
  })
  const texts = parts.filter(({ type }) => type !== 'media')
  const content = own
    ? encodeContent(texts, encoding)
    : textContent(separated(texts.filter(isContent)), '', encoding)
  const isEmpty = content === ''
  if (isEmpty && !own && ['tool_calls', 'refusal', 'audio'].every((name) => said[name] === undefined))
    return []
  const isNull = isEmpty && Object.keys(said).some((name) => STANDS_ALONE.has(name))
  return [{ ...extra, role: 'assistant', content: isNull ? null : content, ...said }]
}

/** With one of these an assistant may say nothing else. */
const STANDS_ALONE = new Set(['tool_calls', 'function_call', 'refusal', 'audio'])

/** Messages of the Responses API that were said in a row are one here: an empty line keeps them apart. */
function separated(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, at) => {
    const before = parts.slice(0, at).some((earlier) => earlier.type === 'text' && earlier.text !== '')
    return before && part.type === 'text' && part.text !== '' && beginsMessage(part)
      ? { ...part, text: `\n\n${part.text}` }
      : part
  })
}

/** Whether it was the first part of a message of its own. */
function beginsMessage({ extra }: TextPart): boolean {
  const index = ownFields('openai-responses', extra)['index']
  return index === 0 || index === 'text'
}

function isContent({ type }: Part): boolean {
  return type === 'text' || type === 'native'
}

/** Sound and pictures that the model made. */
function encodeMade(parts: readonly Part[], encoding: Encoding): Fields {
  const media = parts.filter((part) => part.type === 'media')
  const sound = media.find(({ kind, source }) => kind === 'audio' && source.kind === 'file-id')
  const images = encoding.own ? media.filter(({ kind }) => kind === 'image') : []
  if (media.length > images.length + (sound === undefined ? 0 : 1))
    encoding.notes.add('an image or file of the assistant was left out: its messages take only text')
  return {
    audio: sound?.source.kind === 'file-id' ? { id: sound.source.id } : undefined,
    images: images.length === 0 ? undefined : encodeContent(images, encoding)
  }
}

/** Annotations and the signature of the text. */
function encodeTextMarks(parts: readonly Part[], extra: Fields, encoding: Encoding): Fields {
  const text = parts.findLast((part) => part.type === 'text' && (part.citations ?? part.seal) !== undefined)
  if (text?.type !== 'text') return {}
  const { citations, seal } = text
  const isOwn = citations?.dialect === 'openai-chat'
  if (citations !== undefined && !isOwn)
    encoding.notes.add('citations of earlier answers were left out: providers of this form take none back')
  const isSigned = seal !== undefined && extra['extra_content'] === undefined
  const takesSign = isSigned && seal.dialect === 'gemini' && encoding.quirks.thoughtSignatures === true
  if (isSigned && !takesSign) noteSeal(seal, encoding.notes)
  return {
    annotations: isOwn ? citations.value : undefined,
    extra_content: takesSign ? { google: { thought_signature: seal.value } } : undefined
  }
}
