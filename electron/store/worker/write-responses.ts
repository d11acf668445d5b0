import type { Database } from 'better-sqlite3'
import type { ResponseContent, ResponseEntry, ResponseName } from '../stored-response.ts'
import type { BodyWriter } from './body-writer.ts'
import type { Slice } from './chains.ts'
import { isPassing } from './database-error.ts'
import { RESPONSE_PLACES } from './queries/read-responses.ts'
import { BodyReleaser } from './release-bodies.ts'

/** Responses that one step of pruning looks at. */
const STEP_RESPONSES = 200

/** A place in the order of time: that of the response that was looked at last. */
export interface Cursor {
  readonly time: number
  readonly number: number
}

interface Row {
  readonly number: number
  readonly node: number | null
  readonly bytes: number
}

/** Writes and deletes responses; what it returns is durable. */
export class ResponseWriter {
  readonly #bodies: BodyWriter
  readonly #releaser: BodyReleaser
  readonly #statements
  readonly #database: Database

  constructor(database: Database, bodies: BodyWriter) {
    this.#database = database
    this.#bodies = bodies
    this.#releaser = new BodyReleaser(database)
    this.#statements = prepare(database)
  }

  /**
   * Writes responses as one; where SQLite refuses any of them, one by one, and returns why some could not be written.
   * Throws, with nothing written, where it should be tried again.
   */
  save(entries: readonly ResponseEntry[]): string[] {
    try {
      this.#commit(() => this.#saveAll(entries))
      return []
    } catch (error) {
      if (isPassing(error)) throw error
    }
    return entries.flatMap((entry) => {
      try {
        this.#commit(() => this.#saveAll([entry]))
        return []
      } catch (error) {
        if (isPassing(error)) throw error
        return [error instanceof Error ? error.message : String(error)]
      }
    })
  }

  /** Deletes a response with everything that only it needs; false where there is none. */
  delete({ token, id }: ResponseName): boolean {
    const row = this.#statements.find.get(token, id)
    if (row === undefined) return false
    this.#commit(() => this.#deleteAll([row]))
    this.#bodies.forget()
    return true
  }

  /**
   * Deletes responses that were made before `time`, from the newest of them down, and returns where it came to; null
   * where there are no more. One that a newer response goes on from stays: a conversation that goes on is kept whole.
   */
  deleteOld(time: number, from: Cursor | null): { readonly next: Cursor | null; readonly deleted: number } {
    const { old, isContinued } = this.#statements
    const start = from ?? { time, number: 0 }
    const rows = old.all(start.time, start.number)
    const last = rows.at(-1)
    if (last === undefined) return { next: null, deleted: 0 }
    let deleted = 0
    this.#commit(() => {
      for (const row of rows) {
        // Looked at one by one: the response that went on from this one may just have been deleted.
        if (isContinued.get(row.token, row.id) !== undefined) continue
        this.#deleteRow(row)
        deleted += 1
      }
      this.#finishRelease()
    })
    if (deleted > 0) this.#bodies.forget()
    return { next: { time: last.time, number: last.number }, deleted }
  }

  #commit(work: () => void): void {
    try {
      // Takes the lock first: one that begins by reading would be refused at once where another program holds it.
      this.#database.transaction(work).immediate()
    } catch (error) {
      this.#bodies.forget()
      this.#releaser.reset()
      throw error
    }
  }

  #saveAll(entries: readonly ResponseEntry[]): void {
    const replaced: number[] = []
    let bytes = 0
    for (const entry of entries) {
      const before = this.#statements.find.get(entry.response.token, entry.response.id)
      bytes += this.#saveOne(entry, before)
      if (before !== undefined && before.node !== null) replaced.push(before.node)
    }
    this.#statements.addTotals.run(bytes, this.#bodies.finish())
    if (replaced.length === 0) return
    for (const node of replaced) this.#releaser.releaseChain(node)
    this.#finishRelease()
    this.#bodies.forget()
  }

  /** Writes one, over what there was of it; returns by how many bytes its body grew. */
  #saveOne({ response, itemIds }: ResponseEntry, before: Row | undefined): number {
    const { insert, update } = this.#statements
    const { token, id, time, account, model, key, previous, unfinished, content } = response
    const { node, bytes } =
      content === null ? { node: null, bytes: 0 } : this.#addContent(token, content, itemIds)
    const values = [account, model, key, previous, unfinished ? 1 : 0, node, bytes] as const
    if (before === undefined) insert.run(token, id, time, ...values)
    else update.run(...values, before.number)
    return bytes - (before?.bytes ?? 0)
  }

  #addContent(
    token: string,
    { input, output, members }: ResponseContent,
    itemIds: ResponseEntry['itemIds']
  ): { node: number; bytes: number } {
    const items = [...slices(input, RESPONSE_PLACES.input), ...slices(output, RESPONSE_PLACES.output)]
    const all = [...items, ...slices(members, RESPONSE_PLACES.members)]
    const node = this.#bodies.chains.addInOrder(all)
    for (const [index, { bytes }] of items.entries()) {
      const id = itemIds[index] ?? null
      const piece = id === null ? undefined : this.#bodies.chains.pieceOf(bytes)
      if (piece !== undefined) this.#statements.insertItem.run(token, id, piece)
    }
    return { node, bytes: all.reduce((sum, { bytes }) => sum + bytes.length, 0) }
  }

  #deleteAll(rows: readonly Row[]): void {
    for (const row of rows) this.#deleteRow(row)
    this.#finishRelease()
  }

  #deleteRow({ number, node, bytes }: Row): void {
    this.#statements.delete.run(number)
    this.#statements.addTotals.run(-bytes, 0)
    if (node !== null) this.#releaser.releaseChain(node)
  }

  #finishRelease(): void {
    this.#statements.addTotals.run(0, -this.#releaser.finish())
  }
}

function slices(texts: readonly string[], place: number): Slice[] {
  return texts.map((text) => ({ bytes: Buffer.from(text), place }))
}

function prepare(database: Database) {
  return {
    find: database.prepare<[string, string], Row>(
      'SELECT number, node, bytes FROM responses WHERE token = ? AND id = ?'
    ),
    insert: database.prepare(
      `INSERT INTO responses (token, id, time, account, model, key, previous, unfinished, node, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    ),
    update: database.prepare(
      `UPDATE responses SET account = ?, model = ?, key = ?, previous = ?, unfinished = ?, node = ?, bytes = ?
       WHERE number = ?`
    ),
    delete: database.prepare<[number]>('DELETE FROM responses WHERE number = ?'),
    // The first one counts: it is as the model made it, later ones are what clients sent back.
    insertItem: database.prepare<[string, string | null, number]>(
      'INSERT OR IGNORE INTO response_items (token, item, piece) VALUES (?, ?, ?)'
    ),
    old: database.prepare<[number, number], Row & Cursor & ResponseName>(
      `SELECT number, token, id, time, node, bytes FROM responses
       WHERE (time, number) < (?, ?) ORDER BY time DESC, number DESC LIMIT ${STEP_RESPONSES}`
    ),
    isContinued: database.prepare<[string, string]>(
      'SELECT 1 FROM responses WHERE token = ? AND previous = ?'
    ),
    addTotals: database.prepare<[number, number]>(
      'UPDATE totals SET body_bytes = body_bytes + ?, stored_bytes = stored_bytes + ?'
    )
  }
}
