import type { ChatReply } from '../chat.ts'
import { replyEvents } from '../collect-reply.ts'
import type { ReplyContext } from '../dialect.ts'
import type { Fields } from '../json.ts'
import { SILENT } from './event-writer.ts'
import { ResponseWriter } from './response-writer.ts'

/**
 * A response (https://platform.openai.com/docs/api-reference/responses/object): what the stream of the same reply ends
 * with. Of several answers, it is the first.
 */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  const writer = new ResponseWriter(context, SILENT)
  for (const event of replyEvents(reply)) writer.push(event)
  writer.closeAll()
  return writer.response(reply.serviceTier)
}
