import { collectReply } from '../dialects/collect-reply.ts'
import type { ChatEvent, ChatReply } from '../dialects/chat.ts'
import type { Dialect, ReplyContext } from '../dialects/dialect.ts'
import { readEvents } from '../dialects/read-events.ts'
import type { ReplyForm, WholeReply } from './reply-form.ts'
import { statusOfStreamError } from './stream-failure.ts'

export interface Collecting {
  /** The provider's dialect. */
  readonly from: Dialect
  /** The client's. */
  readonly to: Dialect
  readonly restore: (reply: ChatReply) => ChatReply
  readonly context: () => ReplyContext
}

/**
 * The same form, for a client that asked for a whole reply: some servers answer with a stream all the same, which such a
 * client can't read.
 */
export function collectingForm(form: ReplyForm, collecting: Collecting): ReplyForm {
  return {
    ...form,
    collectsStreams: true,
    readWhole: (body, contentType) =>
      isEventStream(contentType) ? collect(body, collecting) : form.readWhole(body, contentType)
  }
}

export function isEventStream(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith('text/event-stream') === true
}

function collect(body: Buffer, { from, to, restore, context }: Collecting): WholeReply {
  const decoder = from.openStreamDecoder()
  const events: ChatEvent[] = []
  for (const event of readEvents(body)) {
    for (const decoded of decoder.push(event)) {
      if (decoded.type === 'error') {
        const data = Buffer.from(event.data)
        return { kind: 'error', status: statusOfStreamError(data), data }
      }
      events.push(decoded)
    }
  }
  events.push(...decoder.end())
  const { reply } = collectReply(events)
  if (!reply.choices.some(({ finish }) => finish !== undefined))
    return { kind: 'not-a-reply', message: 'a stream that ended in the middle of the reply.' }
  const encoded = to.encodeReply(restore(reply), context())
  return {
    kind: 'reply',
    usageRaw: reply.usage?.raw,
    body: Buffer.from(JSON.stringify(encoded)),
    isCollected: true,
    asStream: null
  }
}
