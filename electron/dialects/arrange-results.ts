import { withResultsBehindCalls } from './arrange-turns.ts'
import type { Message, Part, ToolResultPart } from './chat.ts'

/** Whether a part of a result is sent in a message behind it. */
type IsMoved = (part: Part) => boolean

/**
 * Messages of another dialect for servers whose results are messages of their own (OpenAI chat, Cohere): one message for
 * each result, directly behind the calls, which are of one assistant message; a result for each call and a call for each
 * result; what a result can't hold in a user's message behind them.
 */
export function arrangeResults(
  messages: readonly Message[],
  isMoved: IsMoved,
  notes: Set<string>
): Message[] {
  const arranged: Message[] = []
  let carried: Part[] = []
  for (const message of withResultsBehindCalls(messages)) {
    const results = message.parts.filter((part) => part.type === 'tool-result')
    for (const result of results) {
      arranged.push({ role: 'tool', parts: [textResult(result, isMoved)] })
      carried.push(...mediaOf(result, isMoved))
    }
    const parts = message.parts.filter(({ type }) => type !== 'tool-result')
    if (results.length > 0 && parts.length === 0) continue
    const role = message.role === 'tool' ? 'user' : message.role
    if (carried.length > 0 && role !== 'user') arranged.push({ role: 'user', parts: carried })
    const before = arranged.at(-1)
    if (role === 'assistant' && before?.role === 'assistant')
      arranged[arranged.length - 1] = joined(before, message)
    else arranged.push({ ...message, role, parts: role === 'user' ? [...carried, ...parts] : parts })
    if (carried.length > 0) notes.add(MOVED)
    carried = []
  }
  if (carried.length > 0) {
    arranged.push({ role: 'user', parts: carried })
    notes.add(MOVED)
  }
  return answerEveryCall(arranged, notes)
}

const MOVED =
  'images and files of tool results were sent in a message behind them: a result takes only text here'

/** Items of one turn (Responses) are one message here. */
function joined(before: Message, message: Message): Message {
  const hasText = before.parts.some((part) => part.type === 'text' && part.text !== '')
  const parts = message.parts.map((part, at): Part => {
    const isFirst = message.parts.findIndex(({ type }) => type === 'text') === at
    return hasText && isFirst && part.type === 'text' && part.text !== ''
      ? { ...part, text: `\n\n${part.text}` }
      : part
  })
  return { ...before, parts: [...before.parts, ...parts] }
}

function textResult(result: ToolResultPart, isMoved: IsMoved): ToolResultPart {
  const parts = result.parts.filter((part) => !isMoved(part))
  const isEmpty = parts.length === 0 && result.parts.some(isMoved)
  return {
    ...result,
    parts: isEmpty ? [{ type: 'text', text: 'The result is in the next message of the user.' }] : parts
  }
}

function mediaOf({ id, parts }: ToolResultPart, isMoved: IsMoved): Part[] {
  const moved = parts.filter(isMoved)
  return moved.length === 0
    ? []
    : [{ type: 'text', text: `From the result of the tool call ${id}:` }, ...moved]
}

/** "An assistant message with 'tool_calls' must be followed by tool messages", and the other way round. */
function answerEveryCall(messages: readonly Message[], notes: Set<string>): Message[] {
  const answered: Message[] = []
  let open: string[] = []
  let strays: Message[] = []
  const close = (): void => {
    for (const id of open) {
      answered.push({ role: 'tool', parts: [{ type: 'tool-result', id, parts: [NO_RESULT] }] })
      notes.add('a result was added that says there is none: this provider wants one for each tool call')
    }
    answered.push(...strays)
    open = []
    strays = []
  }
  for (const message of messages) {
    const [first] = message.parts
    if (message.role === 'tool' && first?.type === 'tool-result') {
      const isOpen = open.includes(first.id)
      open = open.filter((id) => id !== first.id)
      if (isOpen) answered.push(message)
      else strays.push(asText(first))
      if (!isOpen)
        notes.add('a tool result was sent as a text of the user: its call is not in the conversation')
      continue
    }
    close()
    answered.push(message)
    open = message.parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []))
  }
  close()
  return answered
}

const NO_RESULT: Part = { type: 'text', text: 'There is no result of this call.' }

function asText({ id, parts }: ToolResultPart): Message {
  return { role: 'user', parts: [{ type: 'text', text: `Result of the tool call ${id}:` }, ...parts] }
}
