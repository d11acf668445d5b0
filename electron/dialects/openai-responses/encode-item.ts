import { assertNever } from '../../../shared/assert-never.ts'
import type { Part, ReasoningPart, TextPart, ToolCallPart } from '../chat.ts'
import { recordsOf, textOf, type Fields } from '../json.ts'
import { encodeText, noteCache } from './encode-content.ts'
import type { EncodeScope } from './encode-scope.ts'
import { joinThoughts } from './decode-item.ts'
import { encodeMedia } from './media-parts.ts'
import { OWN, ownExtra, ownFields, PLAIN, splitShell } from './own-extra.ts'

/** Ids of thoughts that Gatehouse made begin with this: no provider has them in store. OpenAI's are hexadecimal. */
export const MADE_THOUGHT = 'rs_gh'

/** An assistant's message in the making: its texts and refusals, until a part comes that begins another item. */
export class MessageDraft {
  #content: Fields[] = []
  #shell: Fields | undefined
  /** Whether its content was a text and no list. */
  #isPlain = false

  /** Whether the part belongs to the message that is in the making. */
  joins(part: Part): boolean {
    if (this.#content.length === 0) return true
    const place = ownFields(part.extra)['index']
    return place === undefined ? this.#shell === undefined : place !== 0 && place !== PLAIN
  }

  add(part: Part, scope: EncodeScope): void {
    const own = ownFields(part.extra)
    if ('index' in own) this.#shell = splitShell(own).shell
    this.#isPlain = own['index'] === PLAIN
    const encoded = encodeContentPart(part, this.#shell === undefined, scope)
    if (encoded !== undefined) this.#content.push(encoded)
  }

  /** The message; undefined where there is none. */
  take(): Fields | undefined {
    const content = this.#content
    const shell = this.#shell
    this.#content = []
    this.#shell = undefined
    if (content.length === 0) return undefined
    if (shell === undefined) return { type: 'message', role: 'assistant', content }
    if (this.#isPlain) return { role: 'assistant', ...shell, content: asText(content) }
    // With an id it is the form of a reply, in which the sources are never left out.
    const whole = shell['id'] === undefined ? content : content.map(withAnnotations)
    return { role: 'assistant', ...shell, content: whole }
  }
}

/** A list of one text as that text, where it holds nothing else. */
export function asText(content: readonly Fields[]): unknown {
  const [only] = content
  const isPlain = only !== undefined && content.length === 1 && Object.keys(only).length === 2
  return isPlain ? (only['text'] ?? content) : content
}

function withAnnotations(part: Fields): Fields {
  return part['type'] === 'output_text' ? { annotations: [], ...part } : part
}

function encodeContentPart(part: Part, isForeign: boolean, scope: EncodeScope): Fields | undefined {
  switch (part.type) {
    case 'text':
      return part.text === '' && isForeign ? undefined : encodeText(part, 'output_text')
    case 'refusal': {
      const { rest } = splitShell(ownFields(part.extra))
      return { ...rest, type: 'refusal', refusal: part.text }
    }
    case 'media':
      return encodeMedia({ ...part, extra: ownExtra(splitShell(ownFields(part.extra)).rest) }, scope)
    case 'native':
      return part.value
    case 'reasoning':
    case 'tool-call':
    case 'tool-result':
      return undefined
    default:
      return assertNever(part)
  }
}

/** The call of a tool. Function calls without arguments have an empty object, never an empty text. */
export function callItem(part: ToolCallPart, callId: string): Fields {
  const { name, args, custom, namespace } = part
  return {
    ...ownFields(part.extra),
    type: custom === true ? 'custom_tool_call' : 'function_call',
    call_id: callId,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(custom === true ? { input: args } : { arguments: args === '' ? '{}' : args })
  }
}

/** A call in a request. */
export function encodeCall(part: ToolCallPart, scope: EncodeScope): Fields {
  noteCache(part, scope)
  if (part.seal !== undefined) noteSeals(part.seal.dialect, scope)
  return callItem(part, part.id)
}

/** What an item of thoughts holds besides its id and seal. */
export function thoughtsOf(part: ReasoningPart): Fields {
  const { summary, content, ...rest } = ownFields(part.extra)
  const plain =
    part.text === ''
      ? []
      : [{ type: part.summary === true ? 'summary_text' : 'reasoning_text', text: part.text }]
  if (part.summary === true) {
    const list = textsFit(summary, part.text) ? summary : plain
    return { ...rest, type: 'reasoning', summary: list, ...(content === undefined ? {} : { content }) }
  }
  const list = content !== undefined && textsFit(content, part.text) ? content : plain
  const isShown = content !== undefined || plain.length > 0
  return { ...rest, type: 'reasoning', summary: summary ?? [], ...(isShown ? { content: list } : {}) }
}

/** Whether a kept list still says what the part does. */
function textsFit(list: unknown, text: string): boolean {
  return joinThoughts(recordsOf(list).flatMap((entry) => textOf(entry['text']) || [])) === text
}

/**
 * Thoughts in a request: those that this provider sealed, and those that it knows by their id. Others it would refuse;
 * undefined, and a note.
 */
export function encodeReasoning(part: ReasoningPart, scope: EncodeScope): Fields | undefined {
  const { seal, id } = part
  noteCache(part, scope)
  const isMade = id?.startsWith(MADE_THOUGHT) === true
  if (seal !== undefined && seal.dialect !== OWN) {
    noteSeals(seal.dialect, scope)
    return undefined
  }
  if (seal === undefined && (isMade || (id === undefined && part.extra?.dialect !== OWN))) {
    scope.notes.add('thoughts were left out: they bear no signature of this provider')
    return undefined
  }
  return {
    ...(seal !== undefined && part.extra === undefined && id === undefined
      ? foreignThoughts(part)
      : thoughtsOf(part)),
    ...(id === undefined || isMade ? {} : { id }),
    ...(seal === undefined ? {} : { encrypted_content: seal.value })
  }
}

/** Thoughts that came back through a client of another dialect: what was shown of them was a summary. */
export function foreignThoughts({ text }: ReasoningPart): Fields {
  return { type: 'reasoning', summary: text === '' ? [] : [{ type: 'summary_text', text }] }
}

/** What another provider put on a text, and this one has no use for. */
export function noteMarks(part: TextPart, scope: EncodeScope): void {
  noteCache(part, scope)
  if (part.seal !== undefined) noteSeals(part.seal.dialect, scope)
}

function noteSeals(dialect: string, scope: EncodeScope): void {
  scope.notes.add(`thoughts and their signatures were left out: they are known to ${dialect} alone`)
}
