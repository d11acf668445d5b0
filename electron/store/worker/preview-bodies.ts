import {
  previewOfInput,
  previewOfReply,
  previewOfStream,
  previewOfUserMessage
} from '../../../shared/domain/preview.ts'
import type { RecordedReply } from '../store.ts'
import type { ReceivedEntry } from './read-batch.ts'

/** What is read of one message or reply: its first words are at its front. */
const READ_BYTES = 16 * 1024
/** What is read of a stream: its deltas stand far apart. */
const READ_STREAM_BYTES = 32 * 1024
/** What is read of all messages while looking for the last one by the user: an agent's last ones are tool results. */
const READ_MESSAGES_BYTES = 64 * 1024
const MESSAGE = 1

/** First words of the last message by the user, or of the input where there are no messages. */
export function previewRequest({ body, slices }: NonNullable<ReceivedEntry['request']>): string {
  const messages = slices.filter(({ place }) => place === MESSAGE)
  // The texts to embed are a list too, but not of messages.
  const isChat = messages[0] !== undefined && /^\s*\{/.test(textOf(messages[0].bytes, 16))
  if (!isChat) return previewOfInput(textOf(body, READ_BYTES))
  let budget = READ_MESSAGES_BYTES
  for (const { bytes } of messages.toReversed()) {
    const text = textOf(bytes, Math.min(READ_BYTES, budget))
    const preview = previewOfUserMessage(text)
    if (preview !== null) return preview
    budget -= text.length
    if (budget <= 0) break
  }
  return ''
}

/** First words of a reply, streamed or whole. */
export function previewReply(reply: RecordedReply): string {
  if (reply.eventEnds.length > 0) return previewOfStream(textOf(reply.body, READ_STREAM_BYTES))
  return previewOfReply(textOf(reply.body, READ_BYTES))
}

function textOf(bytes: Uint8Array, most: number): string {
  const length = Math.min(bytes.length, most)
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString()
}
