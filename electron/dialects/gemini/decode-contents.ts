import { GatehouseError } from '../../../shared/errors.ts'
import type { Extra, Message, Part, ReasoningPart, Role, TextPart } from '../chat.ts'
import { isFields, textOf, withoutFields, type Fields } from '../json.ts'
import { decodePart } from './decode-part.ts'
import { ConversationIds } from './tool-ids.ts'

interface Draft {
  readonly role: Role
  readonly parts: Part[]
  readonly extra?: Extra | undefined
}

const CONTENT = new Set(['role', 'parts'])

/**
 * The conversation (https://ai.google.dev/api/caching#Content). Google's own clients send a list of contents; a single
 * one, parts without a content around them and bare texts are read as well.
 */
export function decodeContents(value: unknown): readonly Message[] {
  if (value === undefined) {
    throw new GatehouseError('invalid_request', 'contents: missing; it is the list of messages')
  }
  const contents: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (contents.length === 0)
    throw new GatehouseError('invalid_request', 'contents: empty; there is no message')
  const ids = new ConversationIds()
  const drafts: Draft[] = []
  for (const [at, content] of contents.entries()) {
    addContent(drafts, decodeContent(content, ids, `contents[${at}]`))
  }
  return drafts
}

/** The system's texts as one message, whichever of its forms they came in; undefined for none. */
export function decodeSystem(value: unknown): Message | undefined {
  if (value === undefined) return undefined
  const { parts, extra } = decodeContent(value, new ConversationIds(), 'systemInstruction')
  if (parts.length === 0) return undefined
  return { role: 'system', parts, ...(extra === undefined ? {} : { extra }) }
}

function decodeContent(value: unknown, ids: ConversationIds, path: string): Draft {
  if (typeof value === 'string') return { role: 'user', parts: [{ type: 'text', text: value }] }
  // A list where a content should be: its parts.
  const content = Array.isArray(value) ? { parts: value } : value
  if (!isFields(content)) {
    throw new GatehouseError('invalid_request', `${path}: a content is an object with "role" and "parts"`)
  }
  const isBare = content['parts'] === undefined && content['role'] === undefined
  const listed = isBare ? content : content['parts']
  const values: readonly unknown[] = Array.isArray(listed) ? listed : listed === undefined ? [] : [listed]
  if (values.some(isCall)) ids.nextTurn()
  const parts: Part[] = []
  for (const [at, part] of values.entries()) {
    addParts(parts, decodePart(part, ids, isBare ? path : `${path}.parts[${at}]`))
  }
  const named = textOf(content['role'])
  const extra = isBare ? undefined : extraOf(content, path === 'systemInstruction')
  return { role: roleOf(named, values, parts), parts, ...(extra === undefined ? {} : { extra }) }
}

function isCall(part: unknown): boolean {
  return isFields(part) && isFields(part['functionCall'])
}

function roleOf(named: string | undefined, values: readonly unknown[], parts: readonly Part[]): Role {
  if (named === 'model' || (named === undefined && values.some(isCall))) return 'assistant'
  if (named === 'system') return 'system'
  return parts.length > 0 && parts.every((part) => part.type === 'tool-result') ? 'tool' : 'user'
}

const USUAL_ROLES = new Set(['user', 'model', 'system', 'function'])

/** What this dialect alone says of a content; of the roles only those that Google does not have. */
function extraOf(content: Fields, isSystem: boolean): Extra | undefined {
  const rest = withoutFields(content, CONTENT)
  const role = textOf(content['role'])
  const isUsual = role === undefined || isSystem || USUAL_ROLES.has(role)
  const fields = isUsual ? rest : { ...rest, role }
  return fields === undefined ? undefined : { dialect: 'gemini', fields }
}

/** Adds parts behind others; a thought that the client kept and one that a signature carried are the same one. */
function addParts(parts: Part[], more: readonly Part[]): void {
  for (const part of more) {
    const last = parts.at(-1)
    if (part.type === 'reasoning' && last?.type === 'reasoning' && isSame(last, part)) {
      parts[parts.length - 1] = { ...last, ...part }
    } else parts.push(part)
  }
}

function isSame(kept: ReasoningPart, carried: ReasoningPart): boolean {
  return kept.seal === undefined && carried.seal !== undefined && kept.text === carried.text
}

/**
 * Google's SDKs keep each chunk of a stream as a content of its own: a text that goes on in the next one is one text.
 * What else stands in several contents of the model stays there.
 */
function addContent(drafts: Draft[], next: Draft): void {
  const last = drafts.at(-1)
  const before = last?.parts.at(-1)
  const first = next.parts[0]
  const goesOn =
    last?.role === 'assistant' &&
    next.role === 'assistant' &&
    last.extra === undefined &&
    next.extra === undefined &&
    before !== undefined &&
    first !== undefined
  if (!goesOn) {
    drafts.push(next)
    return
  }
  if (first.type === 'reasoning' && before.type === 'reasoning' && isSame(before, first)) {
    addParts(last.parts, next.parts)
    return
  }
  if (isText(before) && isText(first) && before.type === first.type && before.seal === undefined) {
    const joined = { ...first, text: before.text + first.text }
    last.parts.splice(-1, 1, joined, ...next.parts.slice(1))
    return
  }
  drafts.push(next)
}

function isText(part: Part): part is TextPart | ReasoningPart {
  return (part.type === 'text' || part.type === 'reasoning') && part.extra === undefined
}
