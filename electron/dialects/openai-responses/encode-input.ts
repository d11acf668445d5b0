import { assertNever } from '../../../shared/assert-never.ts'
import { withCallsAndResultsPaired, withResultsBehindCalls } from '../arrange-turns.ts'
import type { ChatRequest, MediaPart, Message, Part, ToolResultPart } from '../chat.ts'
import type { Fields } from '../json.ts'
import { encodeInputContent, encodeOutput, noteCache, noteNative } from './encode-content.ts'
import { asText, encodeCall, encodeReasoning, MessageDraft, noteMarks } from './encode-item.ts'
import type { EncodeScope } from './encode-scope.ts'
import { encodePicture } from './media-parts.ts'
import { INPUT, INSTRUCTIONS, OWN, ownFields, PLAIN, splitShell } from './own-extra.ts'

/** What a user says who says nothing. */
const EMPTY: Fields = { type: 'input_text', text: '' }
const MESSAGE: Fields = { type: 'message' }

export interface EncodedInput {
  readonly instructions: string | undefined
  readonly input: string | readonly Fields[]
}

/**
 * Messages as items. What stood in `instructions` goes there again; from another dialect, the system texts at the
 * beginning do.
 */
export function encodeInput(chat: ChatRequest, scope: EncodeScope): EncodedInput {
  const { isOwn } = scope
  const { instructions, rest } = takeInstructions(chat.messages, scope)
  const messages = isOwn
    ? rest
    : withCallsAndResultsPaired(withResultsBehindCalls(rest), (sentence) => scope.notes.add(sentence))
  const input: Fields[] = []
  for (const message of messages) {
    if (message.name !== undefined)
      scope.notes.add('name was left out: messages of the Responses API have none')
    if (message.role === 'assistant') encodeAssistant(message, input, scope)
    else encodeOthers(message, input, scope)
  }
  return { instructions, input: wholeText(messages) ?? input }
}

/** The text that was the whole input; undefined where it is none. */
function wholeText([message, ...more]: readonly Message[]): string | undefined {
  if (message === undefined || more.length > 0 || ownFields(message.extra)['type'] !== INPUT) return undefined
  const [part] = message.parts
  return part?.type === 'text' ? part.text : undefined
}

function takeInstructions(
  messages: readonly Message[],
  scope: EncodeScope
): { instructions: string | undefined; rest: readonly Message[] } {
  const { isOwn } = scope
  let count = 0
  const texts: string[] = []
  for (const message of messages) {
    const marked = ownFields(message.extra)['type'] === INSTRUCTIONS
    if (isOwn ? !marked : message.role !== 'system' || !message.parts.every(isText)) break
    for (const part of message.parts) {
      noteCache({ cache: part.type === 'text' ? part.cache : undefined }, scope)
      if (part.type === 'text' && (part.text !== '' || isOwn)) texts.push(part.text)
    }
    count++
  }
  // Without any input a request is refused.
  if (count === 0 || (count === messages.length && !isOwn)) return { instructions: undefined, rest: messages }
  return { instructions: texts.join('\n\n'), rest: messages.slice(count) }
}

function isText(part: Part): boolean {
  return part.type === 'text'
}

/** A message of the user's side, with the results of tools in their places as items of their own. */
function encodeOthers(message: Message, input: Fields[], scope: EncodeScope): void {
  const shell = shellOf(message)
  let content: Part[] = []
  const flush = (): void => {
    const parts = encodeInputContent(content, scope)
    content = []
    if (parts.length > 0) input.push(messageItem(message, shell ?? MESSAGE, parts))
  }
  for (const part of message.parts) {
    if (part.type === 'tool-result') {
      flush()
      input.push(encodeResult(part, scope))
    } else if (part.type === 'native' && shell === undefined && part.dialect === OWN) {
      flush()
      input.push(part.value)
    } else content.push(part)
  }
  if (message.parts.length === 0 && shell !== undefined) input.push(messageItem(message, shell, []))
  else if (message.parts.length === 0 && message.role === 'user')
    input.push(messageItem(message, MESSAGE, [EMPTY]))
  else flush()
}

/** What the message's item said of itself; undefined for a message of another dialect. */
function shellOf({ extra }: Message): Fields | undefined {
  if (extra?.dialect !== OWN) return undefined
  return extra.fields['type'] === INPUT ? MESSAGE : splitShell(extra.fields).shell
}

function messageItem({ role, extra }: Message, shell: Fields, content: readonly Fields[]): Fields {
  const isPlain = ownFields(extra)['index'] === PLAIN
  return { role: role === 'tool' ? 'user' : role, ...shell, content: isPlain ? asText(content) : content }
}

function encodeResult(part: ToolResultPart, scope: EncodeScope): Fields {
  const { output: _output, ...rest } = ownFields(part.extra)
  noteCache(part, scope)
  if (part.isError === true)
    scope.notes.add('is_error was left out: outputs of the Responses API have no such mark')
  return {
    ...rest,
    type: part.custom === true ? 'custom_tool_call_output' : 'function_call_output',
    call_id: part.id,
    // Gemini names the tool in its results; this API knows it by the call.
    output: encodeOutput(part, scope)
  }
}

function encodeAssistant(message: Message, input: Fields[], scope: EncodeScope): void {
  const draft = new MessageDraft()
  const pictures: MediaPart[] = []
  const flush = (): void => {
    const item = draft.take()
    if (item !== undefined) input.push(item)
  }
  for (const part of message.parts) {
    if (part.type === 'text' || part.type === 'refusal' || isInMessage(part)) {
      if (part.type === 'text') noteMarks(part, scope)
      if (!draft.joins(part)) flush()
      draft.add(part, scope)
      continue
    }
    flush()
    const item = encodeOwnItem(part, pictures, scope)
    if (item !== undefined) input.push(item)
  }
  flush()
  if (message.parts.length === 0) pushEmpty(message, input)
  if (pictures.length > 0)
    input.push(messageItem({ role: 'user', parts: [] }, MESSAGE, encodeInputContent(pictures, scope)))
}

/** An assistant's message without content, as it came. */
function pushEmpty(message: Message, input: Fields[]): void {
  const shell = shellOf(message)
  if (shell !== undefined) input.push(messageItem(message, shell, []))
}

/** A part of a kind that is unusual in the content of an assistant's message. */
function isInMessage(part: Part): boolean {
  return (part.type === 'native' || part.type === 'media') && 'index' in ownFields(part.extra)
}

function encodeOwnItem(part: Part, pictures: MediaPart[], scope: EncodeScope): Fields | undefined {
  switch (part.type) {
    case 'reasoning':
      return encodeReasoning(part, scope)
    case 'tool-call':
      return encodeCall(part, scope)
    case 'tool-result':
      return encodeResult(part, scope)
    case 'media':
      if (ownFields(part.extra)['type'] === 'image_generation_call')
        return encodePicture(part, (prefix) => prefix)
      scope.notes.add("media of the assistant's were sent as the user's: its own messages hold text alone")
      pictures.push(part)
      return undefined
    case 'native':
      if (part.dialect === OWN) return part.value
      noteNative(part.what, part.dialect, scope)
      return undefined
    case 'text':
    case 'refusal':
      return undefined
    default:
      return assertNever(part)
  }
}
