import { zstdCompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { type Location, unpackBlock } from './blocks.ts'
import { ROOT } from './chains.ts'

/**
 * Takes bodies out of the file: nodes and pieces that nothing needs any more, and the bytes behind them. Works inside
 * its caller's transaction; `finish` comes last, and afterwards whoever writes bodies must forget what it remembers.
 */
export class BodyReleaser {
  readonly #statements
  #dead = new Map<number, Location[]>()

  constructor(database: Database) {
    this.#statements = prepare(database)
  }

  /** Deletes a chain from its end back to the first node that a row, a response or another chain still needs. */
  releaseChain(end: number): void {
    const { nodeIsUsed, readNode, deleteNode, dropUse, readPiece, deletePiece, deleteItems } =
      this.#statements
    let id = end
    while (id !== ROOT && nodeIsUsed.get(id, id, id) === undefined) {
      const node = readNode.get(id)
      // Already deleted with another row that had the same end.
      if (node === undefined) return
      deleteNode.run(id)
      dropUse.run(node.piece)
      const piece = readPiece.get(node.piece)
      if (piece !== undefined && piece.uses <= 0) {
        deletePiece.run(node.piece)
        deleteItems.run(node.piece)
        this.releaseBytes(piece)
      }
      id = node.parent
    }
  }

  /** Bytes that nothing needs any more. */
  releaseBytes({ block, offset, length }: Location): void {
    const locations = this.#dead.get(block)
    if (locations === undefined) this.#dead.set(block, [{ block, offset, length }])
    else locations.push({ block, offset, length })
  }

  /** Wipes what was released; returns by how many bytes the stored blocks shrank. */
  finish(): number {
    let shrunk = 0
    for (const [block, locations] of this.#dead) shrunk += this.#wipe(block, locations)
    this.#dead.clear()
    return shrunk
  }

  /** Forgets what was released: its transaction was rolled back. */
  reset(): void {
    this.#dead.clear()
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

function prepare(database: Database) {
  return {
    nodeIsUsed: database.prepare<[number, number, number]>(
      `SELECT 1 FROM requests WHERE request_node = ? UNION ALL SELECT 1 FROM nodes WHERE parent = ?
       UNION ALL SELECT 1 FROM responses WHERE node = ? LIMIT 1`
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
    deleteItems: database.prepare<[number]>('DELETE FROM response_items WHERE piece = ?'),
    readBlock: database.prepare<[number], { live: number; bytes: Buffer }>(
      'SELECT live, bytes FROM blocks WHERE id = ?'
    ),
    deleteBlock: database.prepare<[number]>('DELETE FROM blocks WHERE id = ?'),
    updateBlock: database.prepare<[number, Uint8Array, number]>(
      'UPDATE blocks SET live = ?, bytes = ? WHERE id = ?'
    )
  }
}
