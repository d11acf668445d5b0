import type { Conversation } from '../../shared/domain/conversation.ts'
import { DIALECT_IDS, type DialectId } from '../../shared/domain/dialect.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { DIALECTS } from '../dialects/all-dialects.ts'
import { conversationOfChat } from '../dialects/conversation/conversation-of-chat.ts'
import { readReply, type ReadReply } from '../dialects/conversation/read-reply.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { parseFields } from '../dialects/json.ts'
import type { StoredPayload } from '../store/store.ts'

/**
 * A stored exchange as a conversation: its bodies are in the dialect that the client spoke. null where the request is
 * no chat; the window then shows the bytes alone. What is odd in a body must never keep a row from being opened.
 */
export function describeExchange(row: RequestLogRow, { request, reply }: StoredPayload): Conversation | null {
  const id = dialectOf(row)
  const body = request === null ? undefined : parseFields(Buffer.from(request).toString('utf8'))
  if (id === null || body === undefined) return null
  const dialect = DIALECTS[id]
  try {
    // Gemini's path has both; other dialects have them in the body and look there.
    const chat = dialect.decodeRequest(body, { model: row.model_asked ?? '', stream: row.stream })
    const read =
      reply === null
        ? null
        : readStored(DIALECTS[replyDialectOf(row, id)], Buffer.from(reply.body), row.status)
    return conversationOfChat(chat, body, id, read)
  } catch {
    return null
  }
}

/** What went wrong is told by the row: an error's body is no reply, and is in the tab of the response. */
function readStored(dialect: Dialect, bytes: Buffer, status: number): ReadReply {
  try {
    const read = readReply(dialect, bytes)
    return status >= 400 && (read.reply?.choices ?? []).length === 0 ? { reply: null } : read
  } catch {
    return { reply: null, unread: bytes.toString('utf8') }
  }
}

function dialectOf(row: RequestLogRow): DialectId | null {
  return DIALECT_IDS.find((id) => id === row.dialect_in) ?? null
}

/** Whatever was posted to the path of chat completions (Cursor posts other dialects there), that is what is answered. */
function replyDialectOf(row: RequestLogRow, id: DialectId): DialectId {
  return row.endpoint.endsWith('/chat/completions') ? 'openai-chat' : id
}
