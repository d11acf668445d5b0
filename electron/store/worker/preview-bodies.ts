import {
  isByOthers,
  previewOfInput,
  previewOfReply,
  previewOfStream,
  previewOfText,
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
/** What is read of a message to see whether it is by the user. */
const GLANCE_BYTES = 256
/** Longer events are no pieces of an answer. */
const EVENT_BYTES = 4 * 1024
const MESSAGE = 1
const BARE_TEXT = /^text\/(?!html|event-stream)/i

/** First words of the last message by the user, or of the input where there are no messages. */
export function previewRequest({ body, slices }: NonNullable<ReceivedEntry['request']>): string {
  const messages = slices.filter(({ place }) => place === MESSAGE)
  // The texts to embed are a list too, but not of messages.
  const isChat = messages[0] !== undefined && /^\s*\{/.test(textOf(messages[0].bytes, 16))
  if (!isChat) return previewOfInput(textOf(body, READ_BYTES))
  let budget = READ_MESSAGES_BYTES
  for (const { bytes } of messages.toReversed()) {
    if (isByOthers(textOf(bytes, GLANCE_BYTES))) {
      budget -= GLANCE_BYTES
      if (budget <= 0) break
      continue
    }
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
  if (reply.eventEnds.length > 0) return previewOfStream(beginningOfStream(reply))
  const text = textOf(reply.body, READ_BYTES)
  return reply.contentType !== null && BARE_TEXT.test(reply.contentType)
    ? previewOfText(text)
    : previewOfReply(text)
}

/**
 * The first events that can hold words. Those of the Responses API begin with the whole request said back, twice, and
 * what a thought is sealed with can be as long: none of it has words, and all of it would crowd them out.
 */
function beginningOfStream({ body, eventEnds }: RecordedReply): string {
  const start = textOf(body, READ_STREAM_BYTES)
  if (!start.startsWith('event: response.')) return start
  let text = ''
  let from = 0
  for (const end of eventEnds) {
    if (end - from <= EVENT_BYTES) text += textOf(body.subarray(from, end), EVENT_BYTES)
    from = end
    if (text.length >= READ_STREAM_BYTES) break
  }
  return text
}

function textOf(bytes: Uint8Array, most: number): string {
  const length = Math.min(bytes.length, most)
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString()
}
