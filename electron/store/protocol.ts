import type { ErrorCode } from '../../shared/errors.ts'
import type { Spend } from '../../shared/contract/spend.ts'
import type {
  LogQuery,
  OfferedModels,
  RevisionMeta,
  SecretRecord,
  SpendQuery,
  StorageFigures,
  StoredPayload,
  TokenChanges,
  TokenRecord
} from './store.ts'
import type { ResponseEntry, ResponseLink, ResponseName, StoredResponse } from './stored-response.ts'
import type { Scalar } from './stored-row.ts'

/** What a worker is started with. */
export interface WorkerOptions {
  readonly gatehouseFile: string
  readonly logFile: string
}

/** A revision as it is stored: the document stays text until whoever asked for it parses it. */
export interface StoredRevision {
  readonly meta: RevisionMeta
  readonly document: string
}

/** What the writer does when asked; each is answered when it is durable. */
export type WriterCalls = {
  /** Answers when both databases are open. */
  open(input: null): null
  load(input: null): {
    readonly current: StoredRevision | null
    readonly tokens: readonly TokenRecord[]
    readonly secrets: readonly SecretRecord[]
    readonly offered: readonly OfferedModels[]
    readonly lastRequestId: number
  }
  saveRevision(input: StoredRevision & { readonly tokens: TokenChanges }): null
  saveTokens(input: TokenChanges): null
  saveSecret(input: SecretRecord): null
  dropSecret(input: string): null
  saveOffered(input: OfferedModels): null
  saveSession(input: { readonly hash: string; readonly time: number }): null
  /** Answers why some could not be written; a passing reason, such as a full disk, fails the call. */
  saveResponses(input: readonly ResponseEntry[]): readonly string[]
  deleteResponse(input: ResponseName): Promise<boolean>
  prune(input: number): number | Promise<number>
  pruneResponses(input: number): Promise<number>
  close(input: null): null
}

/** What a reader is asked. Rows come as JSON text: it is quicker to parse than to clone. */
export type ReaderCalls = {
  listRevisions(input: { readonly before: number | null; readonly limit: number }): readonly RevisionMeta[]
  readRevision(input: number): StoredRevision | null
  hasSession(input: string): boolean
  listLog(input: LogQuery): { readonly rows: string; readonly more: boolean }
  readLog(input: number): string | null
  readPayload(input: number): StoredPayload
  readResponse(input: ResponseName): StoredResponse | null
  /** The response and those before it, newest first, as far back as they are on disk. */
  readResponseChain(input: ResponseName): readonly ResponseLink[]
  readResponseItems(input: {
    readonly token: string
    readonly ids: readonly string[]
  }): readonly (string | null)[]
  facets(input: null): {
    readonly accounts: readonly string[]
    readonly models: readonly string[]
    readonly tokens: readonly string[]
  }
  lastUsed(input: null): {
    readonly accounts: Readonly<Record<string, number>>
    readonly tokens: Readonly<Record<string, number>>
  }
  spend(input: SpendQuery): Spend
  storage(input: null): StorageFigures
  close(input: null): null
}

/** A call on its way to a worker. */
export interface CallMessage {
  readonly id: number
  readonly name: string
  readonly input: unknown
}

/** Its answer. */
export type AnswerMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: FailureMessage }

/** A `GatehouseError` as it crosses between threads. */
export interface FailureMessage {
  readonly code: ErrorCode
  readonly message: string
}

/**
 * Log entries on their way to the writer, flat: cloning nested objects is what would cost most here. Row after row,
 * `fields` holds the stored columns, the time and the reply's content type, `layout` where its bodies lie in `bodies`.
 */
export interface LogBatch {
  readonly sequence: number
  readonly rows: number
  readonly fields: readonly Scalar[]
  readonly layout: readonly number[]
  readonly bodies: ArrayBuffer
}

/** Stands in a batch's `layout` for a body that is not stored. */
export const NO_BODY = -1

/** A batch is on disk. */
export interface SettledMessage {
  readonly settled: number
  /** Prompt and reply of each row whose bodies were stored, null and null for others: two a row. */
  readonly previews: readonly (string | null)[]
  /** Rows that SQLite did not take, by their place in the batch: a fault in Gatehouse, never the disk's. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[]
}

/** A batch could not be written and is tried again: the disk is full or another program holds the file. */
export interface StuckMessage {
  readonly stuck: number
  readonly error: FailureMessage
}

/** What the writer says of batches by itself. */
export type BatchMessage = SettledMessage | StuckMessage
