import { assertNever } from '../../../shared/assert-never.ts'
import { sealInId } from '../carry-seal.ts'
import type { ChatReply, Part, ToolCallPart } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { citationsOf } from './cite.ts'
import { encodeThought } from './encode-content.ts'
import { encodeFinish } from './finish-reason.ts'
import { isPlan } from './plan.ts'
import { writeUsage } from './read-usage.ts'

/** A whole reply for a client of this form: the first choice, since there is one. */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  const [choice = { parts: [] }] = reply.choices
  const { parts, finish, logprobs, extra } = choice
  const calls = parts.filter((part) => part.type === 'tool-call')
  const plan = parts.flatMap((part) => (part.type === 'text' && isPlan(part) ? [part.text] : [])).join('')
  const content = parts.flatMap(encodePart)
  const citations = citationsOf(parts)
  return saidFields({
    ...ownFields('cohere-chat', reply.extra),
    id: reply.id ?? context.newId(''),
    message: saidFields({
      ...ownFields('cohere-chat', extra),
      role: 'assistant',
      content: content.length === 0 ? undefined : content,
      tool_plan: plan === '' ? undefined : plan,
      tool_calls: calls.length === 0 ? undefined : calls.map(encodeCall),
      citations: citations.length === 0 ? undefined : citations
    }),
    finish_reason: encodeFinish(finish, calls.length > 0),
    usage: reply.usage === undefined ? undefined : writeUsage(reply.usage),
    logprobs: logprobs?.dialect === 'cohere-chat' ? logprobs.value : undefined
  })
}

function encodePart(part: Part): Fields[] {
  switch (part.type) {
    case 'text':
      return part.text === '' || isPlan(part)
        ? []
        : [{ ...ownFields('cohere-chat', part.extra), type: 'text', text: part.text }]
    case 'refusal':
      return [{ type: 'text', text: part.text }]
    case 'reasoning':
      return part.text === '' ? [] : [encodeThought(part)]
    case 'native':
      return part.dialect === 'cohere-chat' ? [part.value] : []
    // Pictures that a model made have no place here; calls have one of their own.
    case 'media':
    case 'tool-call':
    case 'tool-result':
      return []
    default:
      return assertNever(part)
  }
}

export function encodeCall(part: ToolCallPart): Fields {
  const { function: inner, ...own } = ownFields('cohere-chat', part.extra)
  return {
    ...own,
    id: sealInId(part.id, part.seal),
    type: 'function',
    function: { ...fieldsOf(inner), name: part.name, arguments: part.args }
  }
}
