import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Message, Part } from '../chat.ts'
import { withCallsAndResultsPaired, withResultsBehindCalls } from '../arrange-turns.ts'
import { ownFields } from '../field-reader.ts'
import { parseFields, type Fields } from '../json.ts'
import { UNCHECKED_SIGNATURE } from './carry-thought.ts'
import { encodePart } from './encode-part.ts'
import { encodeResult, type ResultContext } from './encode-result.ts'
import { isThirdGeneration } from './model-generation.ts'
import type { Notes } from './notes.ts'

interface Content {
  readonly role: string
  readonly parts: Fields[]
  /** Holds the results of tools and nothing else that was said. */
  readonly isResults: boolean
}

export interface EncodedContents {
  readonly system: Fields | undefined
  readonly contents: readonly Fields[]
}

/** The conversation as contents, and what stands at its head for the system. */
export function encodeContents(chat: ChatRequest, model: string, notes: Notes): EncodedContents {
  const isOwn = chat.from === 'gemini'
  const messages = isOwn
    ? chat.messages
    : withCallsAndResultsPaired(withResultsBehindCalls(chat.messages), (sentence) => notes.add(sentence))
  const head = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer')
  const leading = head < 0 ? messages : messages.slice(0, head)
  const rest = head < 0 ? [] : messages.slice(head)
  // An id may come again in a later turn, so that each result is of the last call before it.
  const names = new Map<string, string>()
  const context: ResultContext = {
    notes,
    isOwn,
    mediaInside: isThirdGeneration(model),
    nameOf: (id) => names.get(id)
  }
  const contents: Content[] = []
  for (const message of rest) {
    for (const part of message.parts) if (part.type === 'tool-call') names.set(part.id, part.name)
    addContent(contents, encodeMessage(message, context), isOwn)
  }
  const system = systemOf(leading, notes, isOwn)
  if (!isOwn && contents[0]?.role === 'model') {
    notes.add("an empty message of the user's was put first: Gemini has it before anything of the model's")
    contents.unshift({ role: 'user', parts: [{ text: '' }], isResults: false })
  }
  if (contents.length === 0 && system !== undefined) {
    notes.add("the system's text was sent as the user's: Gemini needs a message of the user")
    return { system: undefined, contents: [{ role: 'user', parts: system }] }
  }
  if (contents.length === 0 && !isOwn) {
    throw new GatehouseError(
      'not_translatable',
      'The request has no message that Gemini can be sent: add one.'
    )
  }
  if (isThirdGeneration(model)) signCalls(contents)
  return {
    system: system === undefined ? undefined : { parts: system },
    contents: contents.map(({ role, parts }) => ({ role, parts }))
  }
}

function systemOf(messages: readonly Message[], notes: Notes, isOwn: boolean): Fields[] | undefined {
  const parts = messages.flatMap((message) => partsOf(message, notes, isOwn))
  return parts.length === 0 ? undefined : parts
}

function encodeMessage(message: Message, context: ResultContext): Content {
  const { notes, isOwn } = context
  if (message.name !== undefined) notes.add('name was left out: participants have no names in Gemini')
  notes.addExtra(message.extra)
  if (message.role === 'assistant') {
    return { role: 'model', parts: partsOf(message, notes, isOwn), isResults: false }
  }
  const named = ownFields('gemini', message.extra)['role']
  const inOrder: Fields[] = []
  const results: Fields[] = []
  const behind: Fields[] = []
  const said: Fields[] = []
  for (const part of message.parts) {
    if (part.type === 'tool-result') {
      noteLeftOut(part, notes, isOwn)
      const encoded = encodeResult(part, context)
      results.push(encoded.response)
      behind.push(...encoded.behind)
      inOrder.push(encoded.response, ...encoded.behind)
    } else {
      const encoded = encodeSaid(part, notes, isOwn)
      said.push(...encoded)
      inOrder.push(...encoded)
    }
  }
  const parts = isOwn ? inOrder : [...results, ...behind, ...said]
  if (!isOwn && message.role === 'user' && isEmpty(message)) parts.push({ text: '' })
  if (parts.length > 0 && (message.role === 'system' || message.role === 'developer')) {
    notes.add(
      `${message.role} messages behind the first were sent as the user's: Gemini has them at the head alone`
    )
  }
  return {
    role: typeof named === 'string' ? named : 'user',
    parts,
    isResults: results.length > 0 && said.length === 0
  }
}

/** Google takes an empty text of the user's, but no message without one. */
function isEmpty({ parts }: Message): boolean {
  return parts.every((part) => part.type === 'text' && part.text === '')
}

function partsOf(message: Message, notes: Notes, isOwn: boolean): Fields[] {
  return message.parts.flatMap((part) => encodeSaid(part, notes, isOwn))
}

/** A part that is no tool's result; what says nothing is left out, since Gemini refuses it. */
function encodeSaid(part: Part, notes: Notes, isOwn: boolean): Fields[] {
  noteLeftOut(part, notes, isOwn)
  if (part.type === 'text' && part.text === '' && part.seal === undefined && !isOwn) return []
  if (part.type === 'reasoning' && part.seal !== undefined && part.seal.dialect !== 'gemini') {
    notes.add("reasoning of another provider's was left out: only that provider can read it")
    return []
  }
  const encoded = encodePart(part, isOwn)
  if (encoded === undefined) notes.add(whyLeftOut(part))
  if (part.type === 'tool-call' && !isObject(part.args)) {
    notes.add(`the arguments of a call of ${part.name} were left out: they are no JSON object`)
  }
  return encoded === undefined ? [] : [encoded]
}

function isObject(args: string): boolean {
  return args === '' || args === '{}' || parseFields(args) !== undefined
}

function noteLeftOut(part: Part, notes: Notes, isOwn: boolean): void {
  if (part.type === 'native') return
  notes.addExtra(part.extra)
  if ('cache' in part && part.cache !== undefined) {
    notes.add('cache_control was left out: Gemini caches what prompts begin with by itself')
  }
  if (part.type === 'refusal') notes.add('refusals were sent as text: Gemini has no such part')
  if (part.type === 'text' && part.citations !== undefined && part.citations.dialect !== 'gemini') {
    notes.add('citations were left out: Gemini has none in messages')
  }
  if (part.type !== 'media' || isOwn) return
  if (part.name !== undefined) notes.add("files' names were left out: Gemini has no field for them")
  if (part.detail !== undefined && part.detail !== 'auto') {
    notes.add('detail was left out: Gemini sets it for the whole request')
  }
}

function whyLeftOut(part: Part): string {
  const what = part.type === 'native' ? part.what : part.type
  return `${what} was left out: only its own provider knows it`
}

/**
 * Puts contents together where Gemini wants one: the results of one turn's calls, and the parts of one turn of the
 * model. What Gemini's own client sent stays as it was.
 */
function addContent(contents: Content[], content: Content, isOwn: boolean): void {
  const last = contents.at(-1)
  if (!isOwn && content.parts.length === 0) return
  const joins =
    !isOwn &&
    last !== undefined &&
    last.role === content.role &&
    (content.role === 'model' || (last.isResults && content.isResults))
  if (joins) last.parts.push(...content.parts)
  else contents.push(content)
}

/**
 * Gemini 3 refuses the first call of each step of the current turn without its signature. Calls that it did not make
 * itself get the word that Google gives for them; the current turn begins behind the last thing that the user said
 * (https://ai.google.dev/gemini-api/docs/thought-signatures#faqs).
 */
function signCalls(contents: readonly Content[]): void {
  const begin = contents.findLastIndex(({ role, isResults }) => role !== 'model' && !isResults)
  for (const { role, parts } of contents.slice(begin + 1)) {
    if (role !== 'model') continue
    const at = parts.findIndex((part) => 'functionCall' in part)
    const call = parts[at]
    if (call !== undefined && call['thoughtSignature'] === undefined) {
      parts[at] = { ...call, thoughtSignature: UNCHECKED_SIGNATURE }
    }
  }
}
