import type { ConfigDocument } from '../../shared/config/document.ts'
import type { LogFilter } from '../../shared/contract/logs.ts'
import type { Spend } from '../../shared/contract/spend.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import type { ResponseEntry, ResponseLink, ResponseName, StoredResponse } from './stored-response.ts'

/** One version of the configuration document. */
export interface RevisionMeta {
  readonly revision: number
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly by: string
  readonly summary: string
}

/** A token value as it is kept: never the value, only its SHA-256. Lives outside the revisions, so revoking is final. */
export interface TokenRecord {
  readonly name: string
  /** SHA-256 of the value, hex; null where it was revoked. */
  readonly hash: string | null
  /** Last four characters of the value. */
  readonly hint: string | null
  readonly created: number
  /** The value before the last rotation, while its grace lasts. */
  readonly previousHash: string | null
  readonly previousUntil: number | null
}

export interface SecretRecord {
  readonly name: string
  readonly store: 'keychain' | 'vault'
  readonly created: number
}

/** What a provider last said that it offers. */
export interface OfferedModels {
  readonly account: string
  readonly fetchedAt: number
  readonly models: readonly string[]
}

/** All that a start needs, read in one go. */
export interface StoredState {
  /** null on the first start. */
  readonly current: { readonly meta: RevisionMeta; readonly document: ConfigDocument } | null
  readonly tokens: readonly TokenRecord[]
  readonly secrets: readonly SecretRecord[]
  readonly offered: readonly OfferedModels[]
  /** Highest request id in the log; 0 for none. New ids must be above it. */
  readonly lastRequestId: number
}

/** Where a slice of a body belongs: the bytes are before, within or after the list of messages. */
export type Place = 'before' | 'message' | 'after'

/** A body cut into slices that lie side by side: slice i ends at `ends[i]`; the last end is the body's length. */
export interface SlicedBody {
  readonly body: Uint8Array
  readonly ends: readonly number[]
  readonly places: readonly Place[]
}

/** A reply as it came: whole, or as the chunks of a stream. */
export interface RecordedReply {
  readonly body: Uint8Array
  readonly contentType: string | null
  /** End offset of each stream event in `body`; empty for a reply that was not streamed. */
  readonly eventEnds: readonly number[]
  /** Arrival of each event, milliseconds since the request arrived. */
  readonly eventTimes: readonly number[]
}

export interface LogEntry {
  /** Numeric id; `row.id` is its text form (`request-id.ts`). */
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly row: RequestLogRow
  /** null where payloads are not stored. */
  readonly request: SlicedBody | null
  readonly reply: RecordedReply | null
}

export interface StoredPayload {
  readonly request: Uint8Array | null
  readonly reply: RecordedReply | null
}

export interface LogQuery {
  readonly filter: LogFilter
  /** Rows with an id below this one. */
  readonly before: number | null
  readonly limit: number
}

export interface SpendQuery {
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  readonly bucket: 'hour' | 'day'
  readonly by: 'model' | 'account' | 'token'
  readonly utcOffsetMinutes: number
}

export interface StorageFigures {
  readonly logBytes: number
  readonly configBytes: number
  readonly rows: number
  readonly oldest: number | null
  readonly payloadBytes: number
  readonly payloadStoredBytes: number
}

/** Token records to write (by name) or to drop together with a revision. */
export interface TokenChanges {
  readonly put: readonly TokenRecord[]
  readonly drop: readonly string[]
}

/**
 * The databases, behind worker threads: `gatehouse.db` (configuration, durable before a promise resolves) and `log.db`
 * (the request log, batched: at most the last half second is lost to a crash). The writer starts at once, readers on
 * first use.
 */
export interface Store {
  load(): Promise<StoredState>
  /** Appends a revision and the token changes that belong to it in one durable transaction. */
  saveRevision(meta: RevisionMeta, document: ConfigDocument, tokens: TokenChanges): Promise<void>
  saveTokens(changes: TokenChanges): Promise<void>
  /** Newest first, below `before`. */
  listRevisions(before: number | null, limit: number): Promise<readonly RevisionMeta[]>
  readRevision(
    revision: number
  ): Promise<{ readonly meta: RevisionMeta; readonly document: ConfigDocument } | null>
  saveSecret(record: SecretRecord): Promise<void>
  dropSecret(name: string): Promise<void>
  saveOffered(offered: OfferedModels): Promise<void>
  /** Dashboard sessions, by SHA-256 of their secret (hex). */
  saveSession(hash: string, time: number): Promise<void>
  hasSession(hash: string): Promise<boolean>

  /** Queues an entry; returns at once. */
  append(entry: LogEntry): void
  /** Called with the rows of each batch once they are on disk. */
  onSettled(listener: (rows: readonly RequestLogRow[]) => void): () => void
  /** Resolves when everything appended and saved so far is on disk. */
  flush(): Promise<void>
  listLog(query: LogQuery): Promise<{ readonly rows: readonly RequestLogRow[]; readonly more: boolean }>
  readLog(id: number): Promise<RequestLogRow | null>
  readPayload(id: number): Promise<StoredPayload>
  facets(): Promise<{
    readonly accounts: readonly string[]
    readonly models: readonly string[]
    readonly tokens: readonly string[]
  }>
  /** Time (ms since the epoch) of the last request by account and by token name. */
  lastUsed(): Promise<{
    readonly accounts: Readonly<Record<string, number>>
    readonly tokens: Readonly<Record<string, number>>
  }>
  spend(query: SpendQuery): Promise<Spend>
  storage(): Promise<StorageFigures>

  /**
   * Queues a response that its client may come back to, in place of one of the same name; returns at once, and from then
   * on it is found, on disk or not.
   */
  saveResponse(entry: ResponseEntry): void
  readResponse(name: ResponseName): Promise<StoredResponse | null>
  /** The response and those before it, newest first, as far back as there are any. */
  readResponseChain(name: ResponseName): Promise<readonly ResponseLink[]>
  /** Items of the token's responses by their ids, in this order; null for one that is not kept. */
  readResponseItems(token: string, ids: readonly string[]): Promise<readonly (string | null)[]>
  /** Deletes a response from memory and every file; false where there is none. */
  deleteResponse(name: ResponseName): Promise<boolean>

  /**
   * Deletes rows and responses older than `time` and every payload piece that nothing needs any more; returns how many
   * rows. A response that a newer one goes on from stays.
   */
  prune(time: number): Promise<number>
  /** The same for responses alone; returns how many. */
  pruneResponses(time: number): Promise<number>
  /** Flushes and closes the databases. */
  close(): Promise<void>
}
