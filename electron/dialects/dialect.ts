import type { DialectId, Quirks } from '../../shared/domain/dialect.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import type { ChatEvent, ChatReply, ChatRequest, StreamError } from './chat.ts'
import type { Fields } from './json.ts'

/**
 * A codec between one wire format and the neutral form (`chat.ts`). Pure: no network, clock, logger or store. Inbound,
 * the gateway uses `decodeRequest` and the reply encoders; outbound `encodeRequest` and the reply decoders. Decoders
 * are tolerant: nulls count as absent, unknown fields are kept as `extra`, unknown parts as native parts.
 */
export interface Dialect {
  readonly id: DialectId
  /** What names and kinds of tools its models take; `fit-tools.ts` makes the others fit. */
  readonly toolLimits: ToolLimits
  /**
   * A request of a client. Throws `GatehouseError('invalid_request')` in words where it is no request of this dialect
   * (no messages, a part that is no object); what a provider would judge (ranges, unknown values) passes.
   */
  decodeRequest(body: Fields, asked: Asked): ChatRequest
  /**
   * The request for a provider. Throws `GatehouseError('not_translatable')` for what must not be left out and has no
   * equivalent (several answers where the target gives one); anything else that is left out is named in `notes`.
   */
  encodeRequest(chat: ChatRequest, target: EncodeTarget): EncodedRequest
  /** A provider's whole reply. Throws `NotAReply` where it is none. */
  decodeReply(body: Fields): ChatReply
  encodeReply(reply: ChatReply, context: ReplyContext): Fields
  openStreamDecoder(): StreamDecoder
  openStreamEncoder(context: ReplyContext): StreamEncoder
  /** An error as clients of this dialect read it, for a body of its own. */
  encodeError(error: ToldError): Fields
  /** Token counts out of the dialect's usage object; what is missing or no count is null. Never throws. */
  readUsage(raw: unknown): Usage
  /** How streams are watched that pass through as they are. */
  readonly watch: StreamWatch
  /** How streams are framed, where that is not as server-sent events. */
  readonly framing?: StreamFraming
}

/** A form of streams that a library reads, loaded before the first one is asked for. */
export interface StreamFraming {
  readonly contentType: string
  load(): Promise<() => EventSource>
}

/** Events out of bytes as they come, wherever they are cut. */
export interface EventSource {
  push(chunk: Buffer): readonly ServerEvent[]
  /** What came without its end. */
  end(): readonly ServerEvent[]
}

/** What stands outside the body: Gemini has the model and the wish for a stream in its path. */
export interface Asked {
  readonly model: string
  readonly stream: boolean
}

export interface ToolLimits {
  /** Whether tools with free text input exist. */
  readonly custom: boolean
  /** Whether tools may be grouped under a name. */
  readonly namespaces: boolean
  /** Characters that a name may not have, as a global pattern. */
  readonly forbidden: RegExp
  /** Whether a name begins with a letter or `_`. */
  readonly letterFirst: boolean
  readonly nameMax: number
}

/** Where an encoded request goes, and what its server is known to differ in. */
export interface EncodeTarget {
  /** The provider's own id of the model. */
  readonly model: string
  /** The most output tokens that the model can make; null where that is not known. */
  readonly maxOutput: number | null
  readonly quirks: Quirks
}

export interface EncodedRequest {
  readonly body: Fields
  /** What was left out or changed, one sentence each, for the log row; each once. */
  readonly notes: readonly string[]
}

/** What an encoder of replies knows of the request that it answers. */
export interface ReplyContext {
  readonly request: ChatRequest
  /** Seconds since the epoch, for dialects that tell it. */
  readonly created: number
  /** A new random id with this prefix (`chatcmpl-`, `msg_`, `resp_`), 24 letters and digits behind it. */
  readonly newId: (prefix: string) => string
}

/** One server-sent event: its `event:` name, and its `data:` lines joined. */
export interface ServerEvent {
  readonly name: string | null
  readonly data: string
}

export interface StreamDecoder {
  push(event: ServerEvent): readonly ChatEvent[]
  /** The stream is over: closes what is open. An `end` event only where the stream came to its own end. */
  end(): readonly ChatEvent[]
}

export interface StreamEncoder {
  /** What goes to the client for this event: whole server-sent events, or ''. */
  push(event: ChatEvent): string
  /** An error of Gatehouse's or the provider's that ends the stream, as clients of this dialect read it. */
  fail(error: ToldError): string
  /** Nothing more comes: what closes the stream (`[DONE]`, `message_stop`), or ''. */
  end(): string
}

/** An error as a client is told it. */
export interface ToldError {
  /** HTTP status. */
  readonly status: number
  /** `refused`: Gatehouse itself said no. */
  readonly reason: FailureReason | 'refused'
  readonly code: string | null
  readonly message: string
  /** OpenAI's `error.type`, where it is known. */
  readonly type?: string | undefined
}

/** What one event of a passing stream says. */
export interface WatchedEvent {
  /** Whether it holds text, reasoning, a tool call or another piece of the reply. */
  readonly output: boolean
  readonly error: StreamError | null
  /** The dialect's own word; null where the event has none. */
  readonly finish: string | null
  /** The usage object; undefined where the event has none. */
  readonly usage: unknown
  /** Nothing can come after it. */
  readonly done: boolean
}

export interface StreamWatch {
  /** Reads one event; null where its data is not readable (comments never come here). */
  read(event: ServerEvent): WatchedEvent | null
  /** Puts usage that comes in two events together (Anthropic's `message_start` and `message_delta`). */
  mergeUsage(before: unknown, after: unknown): unknown
}

/** A provider's body that is no reply of its dialect. */
export class NotAReply extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotAReply'
  }
}
