import type { ChatReply, Choice, Finish, FinishReason, Part, UsageReport } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { fieldsOf, isFields, numberOf, recordsOf, textOf, withoutFields, type Fields } from '../json.ts'
import { decodeReplyItem } from './decode-item.ts'
import { OWN, ownExtra, ownFields } from './own-extra.ts'
import { readUsage } from './read-usage.ts'

const REPLY_NAMES = new Set(['object', 'id', 'model', 'created_at', 'output', 'usage', 'service_tier'])

/** A response (https://platform.openai.com/docs/api-reference/responses/object). */
export function decodeReply(body: Fields): ChatReply {
  if (!Array.isArray(body['output'])) throw new NotAReply('it has no list "output"')
  const parts = body['output'].filter(isFields).flatMap(decodeReplyItem)
  return { ...decodeHead(body), choices: [decodeChoice(body, parts)], ...decodeEnd(body) }
}

/** What is known of a response from its first event on. */
export function decodeHead(body: Fields): Pick<ChatReply, 'id' | 'model' | 'created'> {
  return { id: textOf(body['id']), model: textOf(body['model']), created: numberOf(body['created_at']) }
}

/** What is known at the end. */
export function decodeEnd(body: Fields): Pick<ChatReply, 'usage' | 'serviceTier' | 'extra'> {
  return {
    usage: decodeUsage(body['usage']),
    serviceTier: textOf(body['service_tier']),
    extra: ownExtra(withoutFields(body, REPLY_NAMES))
  }
}

function decodeUsage(raw: unknown): UsageReport | undefined {
  return isFields(raw) ? { tokens: readUsage(raw), dialect: OWN, raw } : undefined
}

export function decodeChoice(body: Fields, parts: readonly Part[]): Choice {
  return { parts, finish: decodeFinish(body, parts), logprobs: gatherLogprobs(parts) }
}

/** How the response ended; undefined while it is not over. */
function decodeFinish(body: Fields, parts: readonly Part[]): Finish | undefined {
  const status = textOf(body['status'])
  const reason = reasonOf(status, body, parts)
  if (reason === undefined) return undefined
  const why = status === 'incomplete' ? textOf(fieldsOf(body['incomplete_details'])?.['reason']) : undefined
  return { reason, native: { dialect: OWN, value: why ?? status ?? 'completed' } }
}

function reasonOf(
  status: string | undefined,
  body: Fields,
  parts: readonly Part[]
): FinishReason | undefined {
  switch (status) {
    case 'in_progress':
    case 'queued':
      return undefined
    case 'failed':
      return 'error'
    case 'incomplete':
      return incompleteReason(textOf(fieldsOf(body['incomplete_details'])?.['reason']))
    case 'cancelled':
      return 'other'
    case undefined:
    default:
      // A refusal is an answer like others here, and calls of the provider's own kinds need nobody's answer but its own.
      return parts.some(({ type }) => type === 'tool-call') ? 'tool-calls' : 'stop'
  }
}

function incompleteReason(why: string | undefined): FinishReason {
  if (why === 'max_output_tokens') return 'length'
  return why === 'content_filter' ? 'content-filter' : 'other'
}

/** Log probabilities as chat has them: the tokens of all texts in one list. */
function gatherLogprobs(parts: readonly Part[]): Choice['logprobs'] {
  const content = parts.flatMap((part) =>
    part.type === 'text' ? recordsOf(ownFields(part.extra)['logprobs']) : []
  )
  return content.length === 0 ? undefined : { dialect: 'openai-chat', value: { content, refusal: null } }
}
