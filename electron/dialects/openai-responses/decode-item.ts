import type { Part, ReasoningPart, ToolCallPart } from '../chat.ts'
import { idWithoutSeal, readSeal } from '../carry-seal.ts'
import { recordsOf, textOf, type Fields } from '../json.ts'
import { decodeContent } from './decode-content.ts'
import { decodePicture } from './media-parts.ts'
import { filledRest, OWN, ownExtra, ownFields, PLAIN, shellFields } from './own-extra.ts'

const CALL_NAMES = new Set(['type', 'call_id', 'name', 'arguments', 'input', 'namespace'])
const REASONING_NAMES = new Set(['type', 'id', 'summary', 'content', 'encrypted_content'])
const CONTENT_NAMES = new Set(['role', 'content'])

/**
 * An item of the assistant's side as the parts that it holds. What belongs to the item alone (its id and status) is in
 * the `extra` of its last part, so that the item is had again; each part of a message says its place in it (`index`), by
 * which it is known whether it begins a message.
 */
export function decodeItem(item: Fields): Part[] {
  return decodeAnyItem(item, false)
}

/** An item of a reply: nothing of it is left out, not even empty lists. */
export function decodeReplyItem(item: Fields): Part[] {
  return decodeAnyItem(item, true)
}

function decodeAnyItem(item: Fields, inReply: boolean): Part[] {
  switch (item['type']) {
    case 'message':
      return decodeMessage(item, inReply)
    case 'reasoning':
      return [decodeReasoning(item)]
    case 'function_call':
    case 'custom_tool_call':
      return [decodeCall(item)]
    case 'image_generation_call':
      return [decodePicture(item) ?? nativeItem(item)]
    default:
      return [nativeItem(item)]
  }
}

export function nativeItem(item: Fields): Part {
  return { type: 'native', dialect: OWN, what: textOf(item['type']) ?? 'item_reference', value: item }
}

/** An assistant's message; without content it has no parts. */
export function decodeMessage(item: Fields, inReply = false): Part[] {
  const { content } = item
  const parts = decodeContent(content, inReply)
  const shell = shellFields(item, CONTENT_NAMES)
  if (typeof content === 'string') return parts.map((part) => inMessage(part, PLAIN, shell))
  return parts.map((part, at) => inMessage(part, at, at === parts.length - 1 ? shell : idOf(item)))
}

/** A part of an assistant's message, with its place in it. */
export function inMessage(part: Part, at: number | typeof PLAIN, shell: Fields): Part {
  // The parts of a message's content all have an `extra`.
  return part.type === 'tool-call' || part.type === 'tool-result' || part.type === 'reasoning'
    ? part
    : { ...part, extra: { dialect: OWN, fields: { ...ownFields(part.extra), ...shell, index: at } } }
}

/** All that is said of a message in a part that is not its last. */
export function idOf(item: Fields): Fields {
  const id = textOf(item['id'])
  return id === undefined ? {} : { id }
}

function decodeCall(item: Fields): ToolCallPart {
  const custom = item['type'] === 'custom_tool_call'
  const carried = idWithoutSeal(textOf(item['call_id']) || textOf(item['id']) || 'call')
  return {
    type: 'tool-call',
    id: carried.id,
    name: textOf(item['name']) ?? '',
    args: readArguments(custom ? item['input'] : item['arguments']),
    custom: custom ? true : undefined,
    namespace: textOf(item['namespace']),
    seal: carried.seal,
    extra: ownExtra(filledRest(item, CALL_NAMES))
  }
}

/** A text; some clients send the object itself. */
function readArguments(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

/** The thoughts themselves where they are shown, else the summary of them. */
function decodeReasoning(item: Fields): ReasoningPart {
  const thoughts = textsOf(item['content'])
  const summaries = textsOf(item['summary'])
  const isSummary = thoughts.length === 0 && summaries.length > 0
  const sealed = textOf(item['encrypted_content'])
  const seal = sealed === undefined || sealed === '' ? undefined : readSeal(OWN, sealed)
  const id = textOf(item['id'])
  return {
    type: 'reasoning',
    text: joinThoughts(isSummary ? summaries : thoughts),
    summary: isSummary ? true : undefined,
    id,
    seal,
    extra: ownExtra({ ...filledRest(item, REASONING_NAMES), ...structureOf(item, isSummary) })
  }
}

/** Sections of thoughts as one text. */
export function joinThoughts(texts: readonly string[]): string {
  return texts.join('\n\n')
}

function textsOf(list: unknown): string[] {
  return recordsOf(list).flatMap((entry) => textOf(entry['text']) || [])
}

/**
 * The lists as they came, where they can't be told from the text and its kind; and in a thought that has neither id nor
 * seal, so that it is known for one of this dialect.
 */
function structureOf(item: Fields, isSummary: boolean): Fields {
  const { summary, content, id, encrypted_content: sealed } = item
  const isKnown = typeof id === 'string' || typeof sealed === 'string'
  const plainSummary = isSummary ? isPlain(summary, 'summary_text') : recordsOf(summary).length === 0
  const plainContent = isSummary ? isAbsent(content) : isAbsent(content) || isPlain(content, 'reasoning_text')
  return {
    ...(plainSummary && isKnown ? {} : { summary: summary ?? [] }),
    ...(plainContent ? {} : { content })
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

/** Whether the list is the one that a text alone gives. */
function isPlain(list: unknown, type: string): boolean {
  const [entry, ...more] = recordsOf(list)
  if (entry === undefined || more.length > 0) return false
  return entry['type'] === type && textOf(entry['text']) !== '' && Object.keys(entry).length === 2
}
