import type { Database } from 'better-sqlite3'
import { BlockWriter } from './blocks.ts'
import { ChainWriter } from './chains.ts'

/**
 * Blocks and chains of the log, for all who write bodies into them. There is one of each: both remember what the file
 * holds, and whoever rolls back or deletes makes them forget it.
 */
export class BodyWriter {
  readonly blocks: BlockWriter
  readonly chains: ChainWriter

  constructor(database: Database) {
    this.blocks = new BlockWriter(database)
    this.chains = new ChainWriter(database, this.blocks)
  }

  /** Writes what was gathered; returns by how many bytes the stored blocks grew since the last time. */
  finish(): number {
    this.chains.finish()
    return this.blocks.finish()
  }

  /** Forgets what was remembered of pieces, nodes and the open block: they were changed or rolled back. */
  forget(): void {
    this.chains.reset()
    this.blocks.reset()
  }
}
