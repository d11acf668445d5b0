import { GatehouseError } from '../../../shared/errors.ts'
import { idWithoutSeal } from '../carry-seal.ts'
import type { Message, Part, ToolCallPart, ToolResultPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { isFields, textOf } from '../json.ts'
import { assistantParts } from './decode-assistant.ts'
import { decodeContent } from './decode-content.ts'
import { OLD_CALL } from './decode-tool-call.ts'

/** Messages of a request, one for one. What is no object throws, naming the place. */
export function decodeMessages(messages: readonly unknown[]): Message[] {
  const open: ToolCallPart[] = []
  return messages.map((value, at) => {
    const path = `messages[${at}]`
    if (!isFields(value)) throw new GatehouseError('invalid_request', `${path} must be an object.`)
    return decodeMessage(new FieldReader(value), path, at, open)
  })
}

function decodeMessage(message: FieldReader, path: string, at: number, open: ToolCallPart[]): Message {
  const role: string = textOf(message.fields['role']) ?? ''
  const content = (): Part[] => {
    message.drop('content')
    return decodeContent(message.fields['content'], `${path}.content`)
  }
  switch (role) {
    case 'system':
    case 'developer':
    case 'user':
      message.drop('role')
      return { role, parts: content(), name: message.text('name'), extra: message.extra('openai-chat') }
    case 'assistant': {
      message.drop('role')
      const parts = assistantParts(message, { path, idStem: String(at) })
      open.push(...parts.filter((part) => part.type === 'tool-call'))
      return { role, parts, name: message.text('name'), extra: message.extra('openai-chat') }
    }
    case 'tool':
    case 'function': {
      message.drop('role')
      const result = decodeResult(message, role, open, content())
      return { role: 'tool', parts: [result], extra: message.extra('openai-chat') }
    }
    default: {
      // A role that is newer than this program stays in the extra; without one it is the user's.
      const name = message.text('name')
      return { role: 'user', parts: content(), name, extra: message.extra('openai-chat') }
    }
  }
}

/** A result without an id is of the first call of its name that has none yet, as `function` messages are. */
function decodeResult(
  message: FieldReader,
  role: 'tool' | 'function',
  open: ToolCallPart[],
  parts: readonly Part[]
): ToolResultPart {
  const told = idWithoutSeal(message.text('tool_call_id') ?? '').id
  const name = message.text('name')
  const unnamed = role === 'function' ? open.filter(({ id }) => id.startsWith(OLD_CALL)) : open
  const call =
    told === ''
      ? (unnamed.find((candidate) => candidate.name === name) ?? unnamed[0])
      : open.find(({ id }) => id === told)
  if (call !== undefined) open.splice(open.indexOf(call), 1)
  const id = told === '' ? (call?.id ?? `${role === 'function' ? OLD_CALL : 'call_'}${name ?? ''}`) : told
  return { type: 'tool-result', id, name, parts, ...(call?.custom === true ? { custom: true } : {}) }
}
