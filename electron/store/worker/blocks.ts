import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'

/** Raw bytes that are compressed together: a call of zstd costs tens of microseconds, and neighbours are alike. */
const BLOCK_BYTES = 64 * 1024

/** Where bytes lie: so many from an offset of a block's raw bytes. */
export interface Location {
  readonly block: number
  readonly offset: number
  readonly length: number
}

/**
 * Writes bytes into blocks. The last block stays open: what the next batch brings is added to it and all of it is
 * compressed anew, so that single requests, minutes apart, still share one block with the turn before.
 */
export class BlockWriter {
  readonly #database: Database
  readonly #insert
  readonly #update
  readonly #raw = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  #nextId = 0
  /** The open block: raw bytes taken, how many of them its row holds, and the size of that row's compressed bytes. */
  #open = { id: 0, length: 0, written: 0, storedBytes: 0 }
  /** Compressed bytes that came to the file since the last `finish`. */
  #grown = 0

  constructor(database: Database) {
    this.#database = database
    this.#insert = database.prepare<[number, number, number, Uint8Array]>(
      'INSERT INTO blocks (id, length, live, bytes) VALUES (?, ?, ?, ?)'
    )
    this.#update = database.prepare<[number, number, Uint8Array, number]>(
      'UPDATE blocks SET length = ?, live = live + ?, bytes = ? WHERE id = ?'
    )
    this.reset()
  }

  /** Takes bytes; they are on their way to the file, and there after `finish`. */
  add(bytes: Uint8Array): Location {
    if (bytes.length > BLOCK_BYTES) return this.#addAlone(bytes)
    if (this.#open.length + bytes.length > BLOCK_BYTES) this.seal()
    const location = { block: this.#open.id, offset: this.#open.length, length: bytes.length }
    this.#raw.set(bytes, location.offset)
    this.#open.length += bytes.length
    return location
  }

  /** Writes the open block too; returns by how many bytes the stored blocks grew since the last time. */
  finish(): number {
    this.#write()
    const grown = this.#grown
    this.#grown = 0
    return grown
  }

  /** Closes the open block: the next bytes begin a new one. */
  seal(): void {
    this.#write()
    this.#begin()
  }

  /** Forgets what was not committed: the transaction around it was rolled back, or others changed the blocks. */
  reset(): void {
    const last = this.#database.prepare('SELECT max(id) FROM blocks').pluck().get()
    this.#nextId = Number(last ?? 0) + 1
    this.#grown = 0
    this.#begin()
  }

  #begin(): void {
    this.#open = { id: this.#nextId, length: 0, written: 0, storedBytes: 0 }
    this.#nextId += 1
  }

  #write(): void {
    const open = this.#open
    if (open.length === open.written) return
    const bytes = zstdCompressSync(this.#raw.subarray(0, open.length))
    if (open.written > 0) this.#update.run(open.length, open.length - open.written, bytes, open.id)
    else this.#insert.run(open.id, open.length, open.length, bytes)
    this.#grown += bytes.length - open.storedBytes
    open.written = open.length
    open.storedBytes = bytes.length
  }

  /** A piece larger than a block is a block of its own. */
  #addAlone(bytes: Uint8Array): Location {
    const id = this.#nextId
    this.#nextId += 1
    const compressed = zstdCompressSync(bytes)
    this.#insert.run(id, bytes.length, bytes.length, compressed)
    this.#grown += compressed.length
    return { block: id, offset: 0, length: bytes.length }
  }
}

/** The raw bytes of a stored block. */
export function unpackBlock(bytes: Uint8Array): Buffer {
  return zstdDecompressSync(bytes)
}
