import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { zstdCompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { type Location, unpackBlock } from './blocks.ts'
import { ROOT } from './chains.ts'
import type { LogWriter } from './write-log.ts'

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

/** Deletes old rows and what only they needed. Roll-ups stay: charts reach further back than the log. */
export class Pruner {
  readonly #database: Database
  readonly #log: LogWriter
  readonly #statements
  readonly #step: (beforeId: number) => number
  #last: Promise<unknown> = Promise.resolve()

  constructor(database: Database, log: LogWriter) {
    this.#database = database
    this.#log = log
    this.#statements = prepare(database)
    const step = database.transaction((beforeId: number) => this.#deleteRows(beforeId))
    this.#step = (beforeId) => step.immediate(beforeId)
  }

  /** Deletes the rows that arrived before `time` (milliseconds since the epoch); returns how many. */
  async prune(time: number): Promise<number> {
    const running = this.#last.then(() => this.#prune(time))
    this.#last = running.catch(() => undefined)
    return running
  }

  async #prune(time: number): Promise<number> {
    let rows = 0
    for (;;) {
      const deleted = this.#step(time * 1024)
      if (deleted === 0) break
      rows += deleted
      // What the writer remembers of pieces and nodes may be gone, and its open block rewritten.
      this.#log.forget()
      await nextTurn()
    }
    if (rows === 0) return 0
    while (Number(this.#database.pragma('freelist_count', { simple: true })) > 0) {
      this.#database.pragma(`incremental_vacuum(${STEP_PAGES})`)
      await nextTurn()
    }
    await this.#cutJournal()
    return rows
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

  #deleteRows(beforeId: number): number {
    const { oldRows, deleteRows, addTotals } = this.#statements
    const rows = oldRows.all(beforeId)
    const last = rows.at(-1)
    if (last === undefined) return 0
    deleteRows.run(last.id)
    const dead = new Map<number, Location[]>()
    let bodyBytes = 0
    for (const row of rows) {
      bodyBytes += row.body_bytes ?? 0
      if (row.reply_block !== null) {
        note(dead, {
          block: row.reply_block,
          offset: row.reply_offset ?? 0,
          length: row.reply_length ?? 0
        })
      }
      if (row.request_node !== null) this.#releaseChain(row.request_node, dead)
    }
    let storedBytes = 0
    for (const [block, locations] of dead) storedBytes += this.#wipe(block, locations)
    addTotals.run(rows.length, bodyBytes, storedBytes)
    return rows.length
  }

  /** Deletes a chain from its end back to the first node that a row or another chain still needs. */
  #releaseChain(end: number, dead: Map<number, Location[]>): void {
    const { nodeIsUsed, readNode, deleteNode, dropUse, readPiece, deletePiece } = this.#statements
    let id = end
    while (id !== ROOT && nodeIsUsed.get(id, id) === undefined) {
      const node = readNode.get(id)
      // Already deleted with another row that had the same end.
      if (node === undefined) return
      deleteNode.run(id)
      dropUse.run(node.piece)
      const piece = readPiece.get(node.piece)
      if (piece !== undefined && piece.uses <= 0) {
        deletePiece.run(node.piece)
        note(dead, piece)
      }
      id = node.parent
    }
  }

  /**
   * Overwrites dead bytes of a block with zeros, so that the live ones stay where their pieces say and the dead ones
   * are gone from the file; deletes the block where none is live. Returns by how many bytes it shrank.
   */
  #wipe(id: number, locations: readonly Location[]): number {
    const { readBlock, deleteBlock, updateBlock } = this.#statements
    const block = readBlock.get(id)
    if (block === undefined) return 0
    const live = block.live - locations.reduce((sum, { length }) => sum + length, 0)
    if (live <= 0) {
      deleteBlock.run(id)
      return block.bytes.length
    }
    const raw = unpackBlock(block.bytes)
    for (const { offset, length } of locations) raw.fill(0, offset, offset + length)
    const bytes = zstdCompressSync(raw)
    updateBlock.run(live, bytes, id)
    return block.bytes.length - bytes.length
  }
}

function note(dead: Map<number, Location[]>, location: Location): void {
  const locations = dead.get(location.block)
  if (locations === undefined) dead.set(location.block, [location])
  else locations.push(location)
}

function prepare(database: Database) {
  return {
    oldRows: database.prepare<[number], DoomedRow>(
      `SELECT id, request_node, reply_block, reply_offset, reply_length, body_bytes
       FROM requests WHERE id < ? ORDER BY id LIMIT ${STEP_ROWS}`
    ),
    deleteRows: database.prepare<[number]>('DELETE FROM requests WHERE id <= ?'),
    nodeIsUsed: database.prepare<[number, number]>(
      'SELECT 1 FROM requests WHERE request_node = ? UNION ALL SELECT 1 FROM nodes WHERE parent = ? LIMIT 1'
    ),
    readNode: database.prepare<[number], { parent: number; piece: number }>(
      'SELECT parent, piece FROM nodes WHERE id = ?'
    ),
    deleteNode: database.prepare<[number]>('DELETE FROM nodes WHERE id = ?'),
    dropUse: database.prepare<[number]>('UPDATE pieces SET uses = uses - 1 WHERE id = ?'),
    readPiece: database.prepare<[number], Location & { uses: number }>(
      'SELECT block, offset, length, uses FROM pieces WHERE id = ?'
    ),
    deletePiece: database.prepare<[number]>('DELETE FROM pieces WHERE id = ?'),
    readBlock: database.prepare<[number], { live: number; bytes: Buffer }>(
      'SELECT live, bytes FROM blocks WHERE id = ?'
    ),
    deleteBlock: database.prepare<[number]>('DELETE FROM blocks WHERE id = ?'),
    updateBlock: database.prepare<[number, Uint8Array, number]>(
      'UPDATE blocks SET live = ?, bytes = ? WHERE id = ?'
    ),
    addTotals: database.prepare<[number, number, number]>(
      'UPDATE totals SET requests = requests - ?, body_bytes = body_bytes - ?, stored_bytes = stored_bytes - ?'
    )
  }
}
