import { replyEvents } from '../dialects/collect-reply.ts'
import {
  NotAReply,
  type Dialect,
  type EventSource,
  type ReplyContext,
  type StreamFraming,
  type ToldError
} from '../dialects/dialect.ts'
import type { FittedTools } from '../dialects/fit-tools.ts'
import { isFields, parseFields } from '../dialects/json.ts'
import { EventReader, readEvents } from '../dialects/read-events.ts'
import { PassingStream, type BreakOff } from './passing-stream.ts'
import { readWholeReply } from './read-whole-reply.ts'
import type { ReplyStream } from './reply-stream.ts'
import { TranslatedStream } from './translated-stream.ts'

export type WholeReply =
  | {
      readonly kind: 'reply'
      readonly usageRaw: unknown
      /** For the client. */
      readonly body: Buffer
      /** Left out: JSON. */
      readonly contentType?: string
      /** Whether it was put together of a stream. */
      readonly isCollected?: boolean
      /** The same as the events of a stream, for a client that asked for one; null: it goes as it is all the same. */
      readonly asStream: (() => string) | null
    }
  /** A status of success around an error, as OpenRouter sends it. */
  | { readonly kind: 'error'; readonly status: number; /** Left out: the body. */ readonly data?: Buffer }
  | { readonly kind: 'not-a-reply'; readonly message: string }

/** How a provider's answer becomes the client's. */
export interface ReplyForm {
  /** What must be loaded before a stream can be read; left out: nothing. */
  readonly load?: (() => Promise<void>) | undefined
  /** Content type of streams; left out: server-sent events. */
  readonly streamType?: string | undefined
  openStream(): ReplyStream
  /** Whether a stream is read whole as any other reply. */
  readonly collectsStreams?: boolean
  /** Where an answer may be a file: what takes one of this content type as it flows, null where it is read whole. */
  openBytes?(contentType: string): ReplyStream | null
  readWhole(body: Buffer, contentType?: string): WholeReply
}

const NOT_JSON = 'something that is not JSON. Is the base URL right?'

/** The answer in the dialect that it came in: bytes pass. `context` is null where it never is a stream. */
export function passingForm(
  dialect: Dialect,
  options: { removeUsage: boolean; context: (() => ReplyContext) | null }
): ReplyForm {
  const { context } = options
  const ends = dialect.id === 'openai-responses' && context !== null
  const breakOff = ends ? endOfResponse(dialect, context) : null
  return {
    openStream: () => new PassingStream(dialect.watch, { removeUsage: options.removeUsage, breakOff }),
    readWhole: (body) => {
      const read = readWholeReply(body)
      if (read.kind === 'error') return read
      if (read.kind === 'not-json') return { kind: 'not-a-reply', message: NOT_JSON }
      const asStream = context === null ? null : () => streamOf(dialect, dialect, body, context())
      return { kind: 'reply', usageRaw: read.usageRaw, body, asStream }
    }
  }
}

export interface Translating {
  /** The provider's dialect. */
  readonly from: Dialect
  /** The client's. */
  readonly to: Dialect
  readonly tools: FittedTools
  readonly context: ReplyContext
  readonly tell: (data: Buffer) => ToldError
}

/** The answer in another dialect than it came in. */
export function translatingForm({ from, to, tools, context, tell }: Translating): ReplyForm {
  const { framing } = from
  let openReader = (): EventSource => new EventReader()
  const load = async (by: StreamFraming): Promise<void> => {
    openReader = await by.load()
  }
  return {
    ...(framing === undefined ? {} : { load: () => load(framing), streamType: framing.contentType }),
    openStream: () =>
      new TranslatedStream({
        reader: openReader(),
        decoder: from.openStreamDecoder(),
        encoder: to.openStreamEncoder(context),
        restore: tools.openRestore(),
        tell
      }),
    readWhole: (body) => {
      const read = readWholeReply(body)
      if (read.kind === 'error') return read
      const fields = parseFields(body.toString('utf8'))
      if (read.kind === 'not-json' || fields === undefined) return { kind: 'not-a-reply', message: NOT_JSON }
      try {
        const reply = tools.restoreReply(from.decodeReply(fields))
        return {
          kind: 'reply',
          usageRaw: reply.usage?.raw,
          body: Buffer.from(JSON.stringify(to.encodeReply(reply, context))),
          asStream: () => encodeAsStream(to, context, replyEvents(reply))
        }
      } catch (error) {
        if (error instanceof NotAReply)
          return { kind: 'not-a-reply', message: `a body that is no reply: ${error.message}` }
        throw error
      }
    }
  }
}

/** A response that broke is told by its own id, which its client has: `response.failed` holds the response. */
function endOfResponse(dialect: Dialect, context: () => ReplyContext): BreakOff {
  return (begun, told) => {
    const decoder = dialect.openStreamDecoder()
    const encoder = dialect.openStreamEncoder(context())
    for (const event of readEvents(begun)) for (const read of decoder.push(event)) encoder.push(read)
    return encoder.fail(told)
  }
}

function streamOf(from: Dialect, to: Dialect, body: Buffer, context: ReplyContext): string {
  const fields = parseFields(body.toString('utf8'))
  if (!isFields(fields)) throw new NotAReply('the reply is no object')
  return encodeAsStream(to, context, replyEvents(from.decodeReply(fields)))
}

function encodeAsStream(to: Dialect, context: ReplyContext, events: ReturnType<typeof replyEvents>): string {
  const encoder = to.openStreamEncoder(context)
  let text = ''
  for (const event of events) text += encoder.push(event)
  return text + encoder.end()
}
