import type { ChatEvent, ChatReply } from '../chat.ts'
import { collectReply } from '../collect-reply.ts'
import { NotAReply, type Dialect, type ServerEvent } from '../dialect.ts'
import { parseFields } from '../json.ts'
import { readEvents } from '../read-events.ts'
import { splitJsonArray } from './split-json-array.ts'

export interface ReadReply {
  /** null where the bytes are no reply of the dialect. */
  readonly reply: ChatReply | null
  /** What an error event in the stream said. */
  readonly error?: string
  /** The stream stopped before its end. */
  readonly cut?: boolean
  /** A body that is no reply, as it came. */
  readonly unread?: string
}

/**
 * A reply as a client of the dialect got it: whole, as server-sent events, or as the array that Gemini streams. Told
 * apart by how it begins, since content types are not to be trusted.
 */
export function readReply(dialect: Dialect, bytes: Buffer): ReadReply {
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text === '') return { reply: null }
  if (text.startsWith('['))
    return readStream(
      dialect,
      splitJsonArray(text).map((data) => ({ name: null, data })),
      text
    )
  if (!text.startsWith('{')) return readStream(dialect, readEvents(bytes), text)
  const body = parseFields(text)
  if (body === undefined) return { reply: null, unread: text }
  try {
    return { reply: dialect.decodeReply(body) }
  } catch (error) {
    if (error instanceof NotAReply) return { reply: null, unread: text }
    throw error
  }
}

function readStream(dialect: Dialect, events: readonly ServerEvent[], text: string): ReadReply {
  if (events.length === 0) return { reply: null, unread: text }
  const decoder = dialect.openStreamDecoder()
  const decoded: ChatEvent[] = []
  for (const event of events) decoded.push(...decoder.push(event))
  decoded.push(...decoder.end())
  const { reply, error, ended } = collectReply(decoded)
  const finished = ended || reply.choices.some(({ finish }) => finish !== undefined)
  return {
    reply,
    ...(error !== null && { error: error.message }),
    ...(error === null && !finished && { cut: true })
  }
}
