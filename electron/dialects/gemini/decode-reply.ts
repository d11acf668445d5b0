import type { ChatReply } from '../chat.ts'
import { collectReply } from '../collect-reply.ts'
import { NotAReply } from '../dialect.ts'
import type { Fields } from '../json.ts'
import { ReplyDecoder } from './decode-stream.ts'

const MARKS = ['candidates', 'promptFeedback', 'prompt_feedback', 'usageMetadata', 'usage_metadata']

/**
 * A whole reply (https://ai.google.dev/api/generate-content#generatecontentresponse): read as a stream of one chunk, so
 * that both say the same of the same content. Texts that follow each other are one.
 */
export function decodeReply(body: Fields): ChatReply {
  if (!MARKS.some((name) => body[name] !== undefined && body[name] !== null)) {
    throw new NotAReply('the reply has no candidates')
  }
  const decoder = new ReplyDecoder()
  const { reply } = collectReply([...decoder.push(body), ...decoder.end()])
  return { ...reply, extra: decoder.extra }
}
