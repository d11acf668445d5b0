import type { Database } from 'better-sqlite3'
import type { StoredPayload } from '../../store.ts'
import { type Location, unpackBlock } from '../blocks.ts'
import { PLACES } from '../chains.ts'
import { decodeReply } from '../reply-codec.ts'

interface BodiesRow {
  readonly request_node: number | null
  readonly reply_block: number | null
  readonly reply_offset: number | null
  readonly reply_length: number | null
}

type ChainPiece = Location & { readonly place: number }

/** Puts the bodies of a request together again, byte for byte. */
export class PayloadReader {
  readonly #database: Database
  readonly #row
  readonly #chain
  readonly #block

  constructor(database: Database) {
    this.#database = database
    this.#row = database.prepare<[number], BodiesRow>(
      'SELECT request_node, reply_block, reply_offset, reply_length FROM requests WHERE id = ?'
    )
    this.#chain = database.prepare<[number], ChainPiece>(
      `WITH RECURSIVE chain (depth, parent, piece, place) AS (
         SELECT 0, parent, piece, place FROM nodes WHERE id = ?
         UNION ALL
         SELECT chain.depth + 1, nodes.parent, nodes.piece, nodes.place
         FROM chain JOIN nodes ON nodes.id = chain.parent
       )
       SELECT chain.place, pieces.block, pieces.offset, pieces.length
       FROM chain JOIN pieces ON pieces.id = chain.piece ORDER BY chain.depth DESC`
    )
    this.#block = database.prepare<[number], Uint8Array>('SELECT bytes FROM blocks WHERE id = ?').pluck()
  }

  /** Both bodies; null for one that was not stored, or is no longer there. */
  read(id: number): StoredPayload {
    // In one transaction: rows, nodes and blocks of the same moment, also while the writer prunes.
    return this.#database.transaction(() => this.#read(id))()
  }

  #read(id: number): StoredPayload {
    const row = this.#row.get(id)
    if (row === undefined) return { request: null, reply: null }
    const blocks = new Map<number, Uint8Array>()
    const request = row.request_node === null ? null : this.#readChain(row.request_node, blocks)
    if (row.reply_block === null) return { request, reply: null }
    const location = {
      block: row.reply_block,
      offset: row.reply_offset ?? 0,
      length: row.reply_length ?? 0
    }
    return { request, reply: decodeReply(this.#bytes(location, blocks)) }
  }

  #readChain(end: number, blocks: Map<number, Uint8Array>): Uint8Array {
    const pieces = this.#chain.all(end)
    const body = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    // A chain begins with the messages; in the body they stand between what is before and after them.
    for (const place of PLACES.keys()) {
      for (const piece of pieces) {
        if (piece.place !== place) continue
        body.set(this.#bytes(piece, blocks), at)
        at += piece.length
      }
    }
    return body
  }

  #bytes({ block, offset, length }: Location, blocks: Map<number, Uint8Array>): Uint8Array {
    let raw = blocks.get(block)
    if (raw === undefined) {
      const stored = this.#block.get(block)
      if (stored === undefined) throw new Error(`block ${block} of the request log is missing`)
      raw = unpackBlock(stored)
      blocks.set(block, raw)
    }
    return raw.subarray(offset, offset + length)
  }
}
