import type { ChatReply, ChatRequest, Choice } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { writeOpenaiUsage } from '../write-openai-usage.ts'
import { writeServiceTier } from '../write-service-tier.ts'
import { logprobsOf } from './convert-logprobs.ts'
import { encodeFinish } from './finish-reason.ts'

/** A whole completion for a client: the texts of a reply. Thoughts are no part of a completion. */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  return saidFields({
    id: reply.id ?? context.newId('cmpl-'),
    object: 'text_completion',
    created: reply.created ?? context.created,
    model: reply.model ?? context.request.model,
    choices: reply.choices.map((choice, index) => encodeChoice(choice, index, context)),
    usage: reply.usage === undefined ? undefined : writeOpenaiUsage(reply.usage, 'openai-completions'),
    service_tier: writeServiceTier(reply.serviceTier, reply.usage),
    ...ownFields('openai-completions', reply.extra)
  })
}

function encodeChoice(choice: Choice, index: number, { request }: ReplyContext): Fields {
  const { parts, finish, logprobs, extra } = choice
  const text = parts
    .map((part) => (part.type === 'text' || part.type === 'refusal' ? part.text : ''))
    .join('')
  const isForeign = finish?.native?.dialect !== 'openai-completions'
  return {
    text: (isForeign ? echoOf(request) : '') + text,
    index,
    logprobs: logprobsOf(logprobs) ?? null,
    finish_reason: encodeFinish(finish),
    ...ownFields('openai-completions', extra)
  }
}

/** The prompt, where the client wants it before the answer; a server of completions has put it there itself. */
export function echoOf({ extra, messages }: ChatRequest): string {
  if (ownFields('openai-completions', extra)['echo'] !== true) return ''
  return messages
    .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')))
    .join('')
}
