import { assertNever } from '../../../shared/assert-never.ts'
import { withResultsBehindCalls } from '../arrange-turns.ts'
import type { ChatRequest, MediaPart, Message, Part, ToolResultPart } from '../chat.ts'
import type { Fields } from '../json.ts'
import { encodeInputContent, encodeOutput, noteCache, noteNative } from './encode-content.ts'
import { asText, encodeCall, encodeReasoning, MessageDraft } from './encode-item.ts'
import { encodePicture } from './media-parts.ts'
import { INPUT, INSTRUCTIONS, OWN, ownFields, PLAIN, splitShell } from './own-extra.ts'

const MESSAGE: Fields = { type: 'message' }

export interface EncodedInput {
  readonly instructions: string | undefined
  readonly input: string | readonly Fields[]
}

/**
 * Messages as items. What stood in `instructions` goes there again; from another dialect, the system texts at the
 * beginning do.
 */
export function encodeInput(chat: ChatRequest, notes: Set<string>): EncodedInput {
  const isOwn = chat.from === OWN
  const { instructions, rest } = takeInstructions(chat.messages, isOwn, notes)
  const messages = isOwn ? rest : withResultsBehindCalls(rest)
  const input: Fields[] = []
  for (const message of messages) {
    if (message.name !== undefined) notes.add('name was left out: messages of the Responses API have none')
    if (message.role === 'assistant') encodeAssistant(message, input, notes)
    else encodeOthers(message, input, notes)
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
  isOwn: boolean,
  notes: Set<string>
): { instructions: string | undefined; rest: readonly Message[] } {
  let count = 0
  const texts: string[] = []
  for (const message of messages) {
    const marked = ownFields(message.extra)['type'] === INSTRUCTIONS
    if (isOwn ? !marked : message.role !== 'system' || !message.parts.every(isText)) break
    for (const part of message.parts) {
      noteCache({ cache: part.type === 'text' ? part.cache : undefined }, notes)
      if (part.type === 'text' && (part.text !== '' || isOwn)) texts.push(part.text)
    }
    count++
  }
  return {
    instructions: count === 0 ? undefined : texts.join('\n\n'),
    rest: count === 0 ? messages : messages.slice(count)
  }
}

function isText(part: Part): boolean {
  return part.type === 'text'
}

/** A message of the user's side, with the results of tools in their places as items of their own. */
function encodeOthers(message: Message, input: Fields[], notes: Set<string>): void {
  const shell = shellOf(message)
  let content: Part[] = []
  const flush = (): void => {
    const parts = encodeInputContent(content, notes, shell !== undefined)
    content = []
    if (parts.length > 0) input.push(messageItem(message, shell ?? MESSAGE, parts))
  }
  for (const part of message.parts) {
    if (part.type === 'tool-result') {
      flush()
      input.push(encodeResult(part, notes))
    } else if (part.type === 'native' && shell === undefined && part.dialect === OWN) {
      flush()
      input.push(part.value)
    } else content.push(part)
  }
  if (message.parts.length === 0 && shell !== undefined) input.push(messageItem(message, shell, []))
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

function encodeResult(part: ToolResultPart, notes: Set<string>): Fields {
  const { output: _output, ...rest } = ownFields(part.extra)
  noteCache(part, notes)
  if (part.isError === true)
    notes.add('is_error was left out: outputs of the Responses API have no such mark')
  return {
    ...rest,
    type: part.custom === true ? 'custom_tool_call_output' : 'function_call_output',
    call_id: part.id,
    // Gemini names the tool in its results; this API knows it by the call.
    output: encodeOutput(part, notes)
  }
}

function encodeAssistant(message: Message, input: Fields[], notes: Set<string>): void {
  const draft = new MessageDraft()
  const pictures: MediaPart[] = []
  const flush = (): void => {
    const item = draft.take()
    if (item !== undefined) input.push(item)
  }
  for (const part of message.parts) {
    if (part.type === 'text' || part.type === 'refusal' || isInMessage(part)) {
      if (part.type === 'text') noteCache(part, notes)
      if (!draft.joins(part)) flush()
      draft.add(part, notes)
      continue
    }
    flush()
    const item = encodeOwnItem(part, pictures, notes)
    if (item !== undefined) input.push(item)
  }
  flush()
  if (message.parts.length === 0) pushEmpty(message, input)
  if (pictures.length > 0)
    input.push(messageItem({ role: 'user', parts: [] }, MESSAGE, encodeInputContent(pictures, notes)))
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

function encodeOwnItem(part: Part, pictures: MediaPart[], notes: Set<string>): Fields | undefined {
  switch (part.type) {
    case 'reasoning':
      return encodeReasoning(part, notes)
    case 'tool-call':
      return encodeCall(part, notes)
    case 'tool-result':
      return encodeResult(part, notes)
    case 'media':
      if (ownFields(part.extra)['type'] === 'image_generation_call')
        return encodePicture(part, (prefix) => prefix)
      notes.add("media of the assistant's were sent as the user's: its own messages hold text alone")
      pictures.push(part)
      return undefined
    case 'native':
      if (part.dialect === OWN) return part.value
      noteNative(part.what, part.dialect, notes)
      return undefined
    case 'text':
    case 'refusal':
      return undefined
    default:
      return assertNever(part)
  }
}
