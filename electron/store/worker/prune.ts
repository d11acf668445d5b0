import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { ResponseName } from '../stored-response.ts'
import { BodyReleaser } from './release-bodies.ts'
import type { LogWriter } from './write-log.ts'
import type { Cursor, ResponseWriter } from './write-responses.ts'

/** Rows of one step: some ten milliseconds, so that a batch of the log or a revision never waits long. */
const STEP_ROWS = 200
/** Pages given back to the disk in one step. */
const STEP_PAGES = 256
/** A reader that is at work keeps the write-ahead log from being cut: so many tries, so long apart. */
const CHECKPOINT_TRIES = 20
const CHECKPOINT_PAUSE_MS = 50

interface DoomedRow {
  readonly id: number
  readonly request_node: number | null
  readonly reply_block: number | null
  readonly reply_offset: number | null
  readonly reply_length: number | null
  readonly body_bytes: number | null
}

/** Deletes old rows and responses and what only they needed. Roll-ups stay: charts reach further back than the log. */
export class Pruner {
  readonly #database: Database
  readonly #log: LogWriter
  readonly #responses: ResponseWriter
  readonly #releaser: BodyReleaser
  readonly #statements
  #last: Promise<unknown> = Promise.resolve()

  constructor(database: Database, log: LogWriter, responses: ResponseWriter) {
    this.#database = database
    this.#log = log
    this.#responses = responses
    this.#releaser = new BodyReleaser(database)
    this.#statements = prepare(database)
  }

  /** Deletes rows and responses that came before `time` (milliseconds since the epoch); returns how many rows. */
  prune(time: number): Promise<number> {
    return this.#inTurn(async () => {
      const rows = await this.#pruneRows(time * 1024)
      const responses = await this.#pruneResponses(time)
      if (rows + responses > 0) await this.#giveBack()
      return rows
    })
  }

  /** Deletes responses that were made before `time` and that no newer one goes on from; returns how many. */
  pruneResponses(time: number): Promise<number> {
    return this.#inTurn(async () => {
      const responses = await this.#pruneResponses(time)
      if (responses > 0) await this.#giveBack()
      return responses
    })
  }

  /** Deletes a response, also from the write-ahead log; false where there is none. */
  async deleteResponse(name: ResponseName): Promise<boolean> {
    if (!this.#responses.delete(name)) return false
    await this.#cutJournal()
    return true
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const running = this.#last.then(work)
    this.#last = running.catch(() => undefined)
    return running
  }

  async #pruneRows(beforeId: number): Promise<number> {
    let rows = 0
    for (;;) {
      const deleted = this.#deleteStep(beforeId)
      if (deleted === 0) return rows
      rows += deleted
      // What the writer remembers of pieces and nodes may be gone, and its open block rewritten.
      this.#log.forget()
      await nextTurn()
    }
  }

  async #pruneResponses(time: number): Promise<number> {
    let responses = 0
    for (let from: Cursor | null = null; ;) {
      const { next, deleted } = this.#responses.deleteOld(time, from)
      responses += deleted
      if (next === null) return responses
      from = next
      await nextTurn()
    }
  }

  /** Gives free pages back to the disk. */
  async #giveBack(): Promise<void> {
    while (Number(this.#database.pragma('freelist_count', { simple: true })) > 0) {
      this.#database.pragma(`incremental_vacuum(${STEP_PAGES})`)
      await nextTurn()
    }
    await this.#cutJournal()
  }

  /** Deleted text is still in the write-ahead log until that is copied and cut. */
  async #cutJournal(): Promise<void> {
    for (let tries = 0; tries < CHECKPOINT_TRIES; tries += 1) {
      // Without waiting for readers inside SQLite: the writer has other work meanwhile.
      const timeout = this.#database.pragma('busy_timeout', { simple: true })
      this.#database.pragma('busy_timeout = 0')
      const busy = this.#database.pragma('wal_checkpoint(TRUNCATE)', { simple: true })
      this.#database.pragma(`busy_timeout = ${Number(timeout)}`)
      if (busy === 0) return
      await pause(CHECKPOINT_PAUSE_MS)
    }
  }

  #deleteStep(beforeId: number): number {
    try {
      return this.#database.transaction(() => this.#deleteRows(beforeId)).immediate()
    } catch (error) {
      this.#releaser.reset()
      throw error
    }
  }

  #deleteRows(beforeId: number): number {
    const { oldRows, deleteRows, addTotals } = this.#statements
    const rows = oldRows.all(beforeId)
    const last = rows.at(-1)
    if (last === undefined) return 0
    deleteRows.run(last.id)
    let bodyBytes = 0
    for (const row of rows) {
      bodyBytes += row.body_bytes ?? 0
      if (row.reply_block !== null) {
        this.#releaser.releaseBytes({
          block: row.reply_block,
          offset: row.reply_offset ?? 0,
          length: row.reply_length ?? 0
        })
      }
      if (row.request_node !== null) this.#releaser.releaseChain(row.request_node)
    }
    addTotals.run(rows.length, bodyBytes, this.#releaser.finish())
    return rows.length
  }
}

function prepare(database: Database) {
  return {
    oldRows: database.prepare<[number], DoomedRow>(
      `SELECT id, request_node, reply_block, reply_offset, reply_length, body_bytes
       FROM requests WHERE id < ? ORDER BY id LIMIT ${STEP_ROWS}`
    ),
    deleteRows: database.prepare<[number]>('DELETE FROM requests WHERE id <= ?'),
    addTotals: database.prepare<[number, number, number]>(
      'UPDATE totals SET requests = requests - ?, body_bytes = body_bytes - ?, stored_bytes = stored_bytes - ?'
    )
  }
}
