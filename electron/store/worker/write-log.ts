import type { Database } from 'better-sqlite3'
import type { LogBatch } from '../protocol.ts'
import { PROMPT_AT, REPLY_AT, STORED_COLUMNS } from '../stored-row.ts'
import type { BodyWriter } from './body-writer.ts'
import { previewReply, previewRequest } from './preview-bodies.ts'
import { readBatch, type ReceivedEntry } from './read-batch.ts'
import { encodeReply } from './reply-codec.ts'
import { RollupWriter } from './rollups.ts'

/** Columns that only the worker knows: where the bodies of a row lie. */
const BODY_COLUMNS = ['request_node', 'reply_block', 'reply_offset', 'reply_length', 'body_bytes']

/** Writes batches of log entries: rows, bodies, roll-ups and totals of a batch in one transaction. */
export class LogWriter {
  readonly #bodies: BodyWriter
  readonly #rollups: RollupWriter
  readonly #insert
  readonly #addTotals
  readonly #transaction: (entries: readonly ReceivedEntry[]) => void

  constructor(database: Database, bodies: BodyWriter) {
    this.#bodies = bodies
    this.#rollups = new RollupWriter(database)
    const columns = [...STORED_COLUMNS, ...BODY_COLUMNS]
    this.#insert = database.prepare(
      `INSERT INTO requests (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    )
    this.#addTotals = database.prepare<[number, number, number]>(
      'UPDATE totals SET requests = requests + ?, body_bytes = body_bytes + ?, stored_bytes = stored_bytes + ?'
    )
    const transaction = database.transaction((entries: readonly ReceivedEntry[]) => {
      let bodyBytes = 0
      for (const entry of entries) bodyBytes += this.#add(entry)
      this.#rollups.finish()
      this.#addTotals.run(entries.length, bodyBytes, bodies.finish())
    })
    // Takes the lock first: one that begins by reading would be refused at once where another program holds it.
    this.#transaction = (entries) => transaction.immediate(entries)
  }

  /** Writes a batch as one; throws, with nothing of it written, where SQLite refuses any part. Returns its previews. */
  write(batch: LogBatch): (string | null)[] {
    const entries = readBatch(batch)
    this.#commit(entries)
    return entries.flatMap(({ values }) => [values[PROMPT_AT], values[REPLY_AT]])
  }

  /** Writes a batch entry by entry, so that one that SQLite refuses does not take the others with it. */
  writeSingly(batch: LogBatch, refuse: (index: number, error: unknown) => void): (string | null)[] {
    const previews: (string | null)[] = []
    for (const [index, entry] of readBatch(batch).entries()) {
      try {
        this.#commit([entry])
      } catch (error) {
        refuse(index, error)
      }
      previews.push(entry.values[PROMPT_AT], entry.values[REPLY_AT])
    }
    return previews
  }

  /** Forgets what was remembered of pieces, nodes and the open block: they were changed or rolled back. */
  forget(): void {
    this.#bodies.forget()
    this.#rollups.reset()
  }

  #commit(entries: readonly ReceivedEntry[]): void {
    try {
      this.#transaction(entries)
    } catch (error) {
      this.forget()
      throw error
    }
  }

  /** Adds one row with its bodies; returns how many bytes those have. */
  #add({ values, time, request, reply }: ReceivedEntry): number {
    const bodyBytes = (request?.body.length ?? 0) + (reply?.body.length ?? 0)
    if (request !== null || reply !== null) {
      values[PROMPT_AT] ??= request === null ? '' : previewRequest(request)
      values[REPLY_AT] ??= reply === null ? '' : previewReply(reply)
    }
    const place = reply === null ? null : this.#bodies.blocks.add(encodeReply(reply))
    const node = request === null ? null : this.#bodies.chains.add(request.slices)
    this.#insert.run(
      values,
      node,
      place?.block ?? null,
      place?.offset ?? null,
      place?.length ?? null,
      request === null && reply === null ? null : bodyBytes
    )
    this.#count(values, time)
    return bodyBytes
  }

  #count(values: ReceivedEntry['values'], time: number): void {
    const [, account, model, token, , status, , ttftMs, totalMs, ...rest] = values
    const [input, cacheRead, cacheWrite, output, reasoning, costNanos] = rest
    const usage = { input, cacheRead, cacheWrite, output, reasoning }
    this.#rollups.count({ time, account, model, token, status, ...usage, costNanos, ttftMs, totalMs })
  }
}
