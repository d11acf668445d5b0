import { assertNever } from '../../../shared/assert-never.ts'
import { arrangeResults } from '../arrange-results.ts'
import type { ChatRequest, Message, Part, ToolCallPart, ToolResultPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, parseJson, type Fields } from '../json.ts'
import { citationsOf } from './cite.ts'
import { documentOf, encodeContent, noteCache, textOfDocument } from './encode-content.ts'
import { noteExtra, noteNative, noteSeal, shortName, type Encoding } from './encoding.ts'
import { isPlan } from './plan.ts'

/** What the client itself said in this form stays as it is; the rest is put in the order that Cohere wants. */
export function encodeMessages(chat: ChatRequest, encoding: Encoding): Fields[] {
  const isMoved = (part: Part): boolean => part.type === 'media' && textOfDocument(part) === undefined
  const messages = encoding.own ? chat.messages : arrangeResults(chat.messages, isMoved, encoding.notes)
  return messages.flatMap((message) => encodeMessage(message, encoding))
}

function encodeMessage(message: Message, encoding: Encoding): Fields[] {
  noteExtra(encoding, message.extra)
  if (message.name !== undefined) encoding.notes.add('name of a message was left out: Cohere has no names')
  const extra = ownFields('cohere-chat', message.extra)
  const [result] = message.parts
  if (result?.type === 'tool-result') return [{ ...extra, ...encodeResult(result, encoding) }]
  switch (message.role) {
    case 'assistant':
      return encodeAssistant(message.parts, extra, encoding)
    case 'system':
    case 'developer': {
      const content = encoding.own
        ? encodeContent(message.parts, encoding)
        : systemText(message.parts, encoding)
      return content === '' && !encoding.own ? [] : [{ ...extra, role: 'system', content }]
    }
    case 'user':
    case 'tool': {
      const content = encodeContent(message.parts, encoding)
      // An empty text is the client's own; where nothing of it could be sent there is no message.
      const isLost = content === '' && !encoding.own && message.parts.some(({ type }) => type !== 'text')
      return isLost ? [] : [{ role: 'user', ...extra, content }]
    }
    default:
      return assertNever(message.role)
  }
}

/** Cohere takes texts alone here. */
function systemText(parts: readonly Part[], encoding: Encoding): string {
  const texts = parts.flatMap((part): string[] => {
    const text = part.type === 'media' ? textOfDocument(part) : undefined
    if (text !== undefined) return [text]
    if (part.type === 'media')
      encoding.notes.add('an image or file was left out: this message takes only text')
    if (part.type === 'native') noteNative(encoding, part)
    if (part.type !== 'text') return []
    noteExtra(encoding, part.extra)
    noteCache(part.cache, encoding)
    return part.text === '' ? [] : [part.text]
  })
  return texts.join('\n\n')
}

/** A text as it is; with documents among it, a list, of which Cohere cites. */
function encodeResult(result: ToolResultPart, encoding: Encoding): Fields {
  const { id, parts, isError, cache } = result
  noteExtra(encoding, result.extra)
  noteCache(cache, encoding)
  if (isError === true)
    encoding.notes.add('is_error of a tool result was left out: this form has no field for it')
  const hasDocument = parts.some((part) => part.type === 'media' && documentOf(part) !== undefined)
  const list = parts.flatMap((part): Fields[] => {
    const document = part.type === 'media' ? documentOf(part) : undefined
    if (document !== undefined) return [{ type: 'document', document }]
    const content = encodeContent([part], encoding)
    return typeof content === 'string' ? (content === '' ? [] : [{ type: 'text', text: content }]) : content
  })
  const isPlain = !hasDocument && list.every(({ type }) => type === 'text')
  const content =
    isPlain && (!encoding.own || list.length < 2) ? list.map(({ text }) => String(text)).join('\n') : list
  return { role: 'tool', tool_call_id: id, content }
}

function encodeAssistant(parts: readonly Part[], extra: Fields, encoding: Encoding): Fields[] {
  const calls = parts.filter((part) => part.type === 'tool-call')
  const told = encoding.own ? parts : sendable(parts, encoding)
  // Beside calls, Cohere's models have their text as a plan.
  const isPlanned = (part: Part): boolean =>
    isPlan(part) || (!encoding.own && calls.length > 0 && (part.type === 'text' || part.type === 'refusal'))
  const plan = told.flatMap((part) =>
    isPlanned(part) && (part.type === 'text' || part.type === 'refusal') ? [part.text] : []
  )
  const content = encodeContent(
    told.filter((part) => !isPlanned(part)),
    encoding
  )
  const citations = citationsOf(parts)
  if (content === '' && plan.length === 0 && calls.length === 0 && !encoding.own) return []
  const isBare = content === '' && (plan.length > 0 || calls.length > 0)
  return [
    saidFields({
      ...extra,
      role: 'assistant',
      content: isBare ? undefined : content,
      tool_plan: plan.length === 0 ? undefined : plan.join(''),
      tool_calls: calls.length === 0 ? undefined : calls.map((call) => encodeCall(call, encoding)),
      citations: citations.length === 0 ? undefined : citations
    })
  ]
}

/** What of another dialect's assistant may stand in the history, with notes of the rest. */
function sendable(parts: readonly Part[], encoding: Encoding): Part[] {
  const { notes, thinks } = encoding
  return parts.filter((part) => {
    if (part.type === 'media') {
      notes.add('an image or file of the assistant was left out: its messages take only text')
      return false
    }
    if (part.type === 'text' && part.citations !== undefined && part.citations.dialect !== 'cohere-chat')
      notes.add('citations of earlier answers were left out: Cohere takes back only its own')
    if (part.type === 'reasoning' && !thinks) {
      notes.add('thoughts of earlier turns were left out: the model is none that thinks')
      return false
    }
    return true
  })
}

function encodeCall(part: ToolCallPart, encoding: Encoding): Fields {
  noteExtra(encoding, part.extra)
  noteSeal(encoding, part.seal)
  const { function: inner, ...own } = ownFields('cohere-chat', part.extra)
  const args = argumentsOf(part, encoding)
  return {
    ...own,
    id: part.id,
    type: 'function',
    function: { ...fieldsOf(inner), name: part.name, arguments: args }
  }
}

/** JSON text of an object: a call that was cut in the middle would fail every request that has it in its history. */
function argumentsOf({ args, name }: ToolCallPart, { own, notes }: Encoding): string {
  if (own || fieldsOf(parseJson(args)) !== undefined) return args
  const value = args.trim() === '' ? null : parseJson(args)
  // An empty list is how R and PHP write an object of nothing.
  if (value === null || (Array.isArray(value) && value.length === 0)) return '{}'
  notes.add(`the arguments of a call of ${shortName(name)} were wrapped: they are no JSON object`)
  return JSON.stringify({ invalid_arguments: args })
}
