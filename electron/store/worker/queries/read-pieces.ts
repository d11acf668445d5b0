import type { Database } from 'better-sqlite3'
import { type Location, unpackBlock } from '../blocks.ts'

/** A piece of a chain, with the place of its node. */
export type ChainPiece = Location & { readonly place: number }

/** Blocks that were unpacked already, by id: neighbours in a chain are mostly neighbours in a block. */
export type UnpackedBlocks = Map<number, Uint8Array>

/** Reads chains of pieces. What it returns is of one moment only inside a transaction. */
export class PieceReader {
  readonly #chain
  readonly #block

  constructor(database: Database) {
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

  /** The pieces of a chain, the first node's first. */
  chain(end: number): readonly ChainPiece[] {
    return this.#chain.all(end)
  }

  bytes({ block, offset, length }: Location, blocks: UnpackedBlocks): Uint8Array {
    let raw = blocks.get(block)
    if (raw === undefined) {
      const stored = this.#block.get(block)
      if (stored === undefined) throw new Error(`block ${block} of the request log is missing`)
      raw = unpackBlock(stored)
      blocks.set(block, raw)
    }
    return raw.subarray(offset, offset + length)
  }

  text(location: Location, blocks: UnpackedBlocks): string {
    const bytes = this.bytes(location, blocks)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  }
}
