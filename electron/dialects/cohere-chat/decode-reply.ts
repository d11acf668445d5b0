import type { ChatReply } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { textOf, type Fields } from '../json.ts'
import { assistantParts } from './decode-messages.ts'
import { decodeFinish } from './finish-reason.ts'
import { readUsage } from './read-usage.ts'

/**
 * A whole reply (https://docs.cohere.com/reference/chat#response.body). Written out again by `encode-reply.ts` it is the
 * same but for what `decode-request.ts` says of messages.
 */
export function decodeReply(body: Fields): ChatReply {
  const reply = new FieldReader(body)
  const message = reply.object('message')
  // Errors have a text there.
  if (message === undefined) throw new NotAReply(textOf(body['message']) ?? 'it has no message')
  const reader = new FieldReader(message)
  const id = reply.text('id')
  const parts = assistantParts(reader, null, `call_${id ?? ''}_`)
  const word = reply.text('finish_reason')
  const usage = reply.object('usage')
  const logprobs = reply.take('logprobs', (value) => (Array.isArray(value) ? value : undefined))
  return {
    id: id === '' ? undefined : id,
    choices: [
      {
        parts,
        finish:
          word === undefined
            ? undefined
            : decodeFinish(
                word,
                parts.some(({ type }) => type === 'tool-call')
              ),
        logprobs: logprobs === undefined ? undefined : { dialect: 'cohere-chat', value: logprobs },
        extra: reader.extra('cohere-chat')
      }
    ],
    usage: usage === undefined ? undefined : { tokens: readUsage(usage), dialect: 'cohere-chat', raw: usage },
    extra: reply.extra('cohere-chat')
  }
}
