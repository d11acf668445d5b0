import type { Database } from 'better-sqlite3'
import type { StoredPayload } from '../../store.ts'
import { PLACES } from '../chains.ts'
import { decodeReply } from '../reply-codec.ts'
import { PieceReader, type UnpackedBlocks } from './read-pieces.ts'

interface BodiesRow {
  readonly request_node: number | null
  readonly reply_block: number | null
  readonly reply_offset: number | null
  readonly reply_length: number | null
}

/** Puts the bodies of a request together again, byte for byte. */
export class PayloadReader {
  readonly #database: Database
  readonly #row
  readonly #pieces: PieceReader

  constructor(database: Database) {
    this.#database = database
    this.#row = database.prepare<[number], BodiesRow>(
      'SELECT request_node, reply_block, reply_offset, reply_length FROM requests WHERE id = ?'
    )
    this.#pieces = new PieceReader(database)
  }

  /** Both bodies; null for one that was not stored, or is no longer there. */
  read(id: number): StoredPayload {
    // In one transaction: rows, nodes and blocks of the same moment, also while the writer prunes.
    return this.#database.transaction(() => this.#read(id))()
  }

  #read(id: number): StoredPayload {
    const row = this.#row.get(id)
    if (row === undefined) return { request: null, reply: null }
    const blocks: UnpackedBlocks = new Map()
    const request = row.request_node === null ? null : this.#readChain(row.request_node, blocks)
    if (row.reply_block === null) return { request, reply: null }
    const location = {
      block: row.reply_block,
      offset: row.reply_offset ?? 0,
      length: row.reply_length ?? 0
    }
    return { request, reply: decodeReply(this.#pieces.bytes(location, blocks)) }
  }

  #readChain(end: number, blocks: UnpackedBlocks): Uint8Array {
    const pieces = this.#pieces.chain(end)
    const body = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    // A chain begins with the messages; in the body they stand between what is before and after them.
    for (const place of PLACES.keys()) {
      for (const piece of pieces) {
        if (piece.place !== place) continue
        body.set(this.#pieces.bytes(piece, blocks), at)
        at += piece.length
      }
    }
    return body
  }
}
