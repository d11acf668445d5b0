import type { Conversation } from '../../shared/domain/conversation.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { readConversation } from '../dialects/openai-chat/read-conversation.ts'
import type { StoredPayload } from '../store/store.ts'

/** A stored exchange as a conversation, by the dialect that its client spoke; null where there is nothing to read. */
export function describeExchange(row: RequestLogRow, { request, reply }: StoredPayload): Conversation | null {
  if (request === null || row.dialect_in !== 'openai-chat') return null
  const replyBody = reply === null ? null : Buffer.from(reply.body)
  return readConversation(Buffer.from(request), replyBody, reply !== null && reply.eventEnds.length > 0)
}
