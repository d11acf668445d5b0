import { GatehouseError } from '../../../shared/errors.ts'
import { idWithoutSeal } from '../carry-seal.ts'
import type { Message, Part, ToolCallPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { cite } from './cite.ts'
import { decodeContent } from './decode-content.ts'
import { planPart } from './plan.ts'

/** Messages of a request, one for one. What is no object throws, naming the place. */
export function decodeMessages(messages: readonly unknown[]): Message[] {
  return messages.map((value, at) => {
    const path = `messages[${at}]`
    if (!isFields(value)) throw new GatehouseError('invalid_request', `${path} must be an object.`)
    return decodeMessage(new FieldReader(value), path, at)
  })
}

function decodeMessage(message: FieldReader, path: string, at: number): Message {
  const role = textOf(message.fields['role']) ?? ''
  switch (role) {
    case 'assistant': {
      const parts = assistantParts(message, `${path}.content`, `call_${at}_`)
      return { role, parts, extra: message.extra('cohere-chat') }
    }
    case 'tool': {
      message.drop('role', 'content')
      const id = idWithoutSeal(message.text('tool_call_id') ?? '').id
      const parts = decodeContent(message.fields['content'], `${path}.content`)
      const extra = message.extra('cohere-chat')
      return { role, parts: [{ type: 'tool-result', id, parts }], extra }
    }
    default: {
      // A role that is newer than this program stays in the extra; without one it is the user's.
      const isKnown = role === 'system' || role === 'developer' || role === 'user'
      message.drop('content', ...(isKnown ? ['role'] : []))
      const parts = decodeContent(message.fields['content'], `${path}.content`)
      return { role: isKnown ? role : 'user', parts, extra: message.extra('cohere-chat') }
    }
  }
}

/**
 * What an assistant said, in a request's history or in a reply: content, then the plan, then calls. `path` is null in
 * replies, where what is no content is passed over.
 */
export function assistantParts(message: FieldReader, path: string | null, idStem: string): Part[] {
  const plan = message.text('tool_plan') ?? ''
  const parts: Part[] = [
    ...decodeContent(message.fields['content'], path),
    ...(plan === '' ? [] : [planPart(plan)]),
    ...message.records('tool_calls').map((call, at) => decodeCall(call, `${idStem}${at}`))
  ]
  const citations = message.take('citations', (value) => (Array.isArray(value) ? value : undefined))
  message.drop('role', 'content')
  return cite(parts, recordsOf(citations))
}

export function decodeCall(fields: Fields, fallbackId: string): ToolCallPart {
  const call = new FieldReader(fields)
  const inner = new FieldReader(call.object('function') ?? {})
  const { id, seal } = idWithoutSeal(call.text('id') ?? '')
  const name = inner.text('name') ?? ''
  const args = inner.take('arguments', readArguments) ?? ''
  call.drop('type', 'index')
  const [outerRest, innerRest] = [call.rest(), inner.rest()]
  const rest = innerRest === undefined ? outerRest : { ...outerRest, function: innerRest }
  return {
    type: 'tool-call',
    id: id === '' ? fallbackId : id,
    name,
    args: isNoArguments(args) ? '{}' : args,
    seal,
    extra: rest === undefined ? undefined : { dialect: 'cohere-chat', fields: rest }
  }
}

function readArguments(value: unknown): string | undefined {
  const fields = fieldsOf(value)
  return fields === undefined ? textOf(value) : JSON.stringify(fields)
}

/** Calls of tools that take nothing come with "null", which no client can read arguments from. */
export function isNoArguments(args: string): boolean {
  return args === 'null' || args === ''
}
