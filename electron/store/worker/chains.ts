import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Place } from '../store.ts'
import type { BlockWriter } from './blocks.ts'
import { RecentMap } from './recent-map.ts'

/** The node before a chain's first one; also the chain of an empty body. */
export const ROOT = 0

/** Numbers of the places, as nodes hold them. */
export const PLACES = ['before', 'message', 'after'] as const satisfies readonly Place[]
const MESSAGE = 1

/** A coding agent's history is some hundred messages; several agents at once still fit. */
const REMEMBERED = 8192
/** SHA-256 is cut to this: enough that two pieces never meet by chance or on purpose. */
const HASH_BYTES = 16

/** A slice of a body with its place, an index of `PLACES`. */
export interface Slice {
  readonly bytes: Uint8Array
  readonly place: number
}

/**
 * Stores request bodies as chains of nodes. The messages come first in a chain and the rest of the body after them, so
 * a turn that appends messages walks the nodes of the turn before and adds its own, even when the envelope changed.
 */
export class ChainWriter {
  readonly #database: Database
  readonly #blocks: BlockWriter
  readonly #statements
  readonly #pieces = new RecentMap<number>(REMEMBERED)
  readonly #nodes = new RecentMap<number>(REMEMBERED)
  /** Nodes that came to point to a piece that was there before, by piece: written once a batch. */
  readonly #uses = new Map<number, number>()
  #nextPiece = 0
  #nextNode = 0

  constructor(database: Database, blocks: BlockWriter) {
    this.#database = database
    this.#blocks = blocks
    this.#statements = prepare(database)
    this.reset()
  }

  /** Stores a body; returns its last node. */
  add(slices: readonly Slice[]): number {
    const newest = this.#nextNode
    let node = ROOT
    for (const slice of slices) if (slice.place === MESSAGE) node = this.#step(node, slice, newest)
    for (const slice of slices) if (slice.place !== MESSAGE) node = this.#step(node, slice, newest)
    return node
  }

  /** Stores slices in the order in which they are given; returns the last node. */
  addInOrder(slices: readonly Slice[]): number {
    const newest = this.#nextNode
    return slices.reduce((node, slice) => this.#step(node, slice, newest), ROOT)
  }

  /** The piece of these bytes, where they are stored. */
  pieceOf(bytes: Uint8Array): number | undefined {
    return this.#findPiece(hash('sha256', bytes, 'binary'))
  }

  /** Writes what was gathered over the batch. */
  finish(): void {
    for (const [piece, uses] of this.#uses) this.#statements.addUses.run(uses, piece)
    this.#uses.clear()
  }

  /** Forgets everything that is not in the file: a transaction was rolled back, or pieces and nodes were deleted. */
  reset(): void {
    this.#pieces.clear()
    this.#nodes.clear()
    this.#uses.clear()
    this.#nextPiece = Number(this.#database.prepare('SELECT max(id) FROM pieces').pluck().get() ?? 0) + 1
    this.#nextNode = Number(this.#database.prepare('SELECT max(id) FROM nodes').pluck().get() ?? 0) + 1
  }

  /** The node that comes after `parent`; nodes from `newest` on were made for this body. */
  #step(parent: number, { bytes, place }: Slice, newest: number): number {
    if (bytes.length === 0) return parent
    const digest = hash('sha256', bytes, 'binary')
    const known = this.#findPiece(digest)
    const piece = known ?? this.#addPiece(digest, bytes)
    const key = `${parent},${piece},${place}`
    // Nothing comes after a node that was just made, and nothing points to a piece that was.
    const isNew = known === undefined || parent >= newest
    const node = isNew ? undefined : this.#findNode(key, parent, piece, place)
    if (node !== undefined) return node
    if (known !== undefined) this.#uses.set(piece, (this.#uses.get(piece) ?? 0) + 1)
    const added = this.#nextNode
    this.#nextNode += 1
    this.#statements.insertNode.run(added, parent, piece, place)
    this.#nodes.set(key, added)
    return added
  }

  #findPiece(digest: string): number | undefined {
    const recent = this.#pieces.get(digest)
    if (recent !== undefined) return recent
    const stored = this.#statements.findPiece.get(hashBytes(digest))
    if (stored !== undefined) this.#pieces.set(digest, stored)
    return stored
  }

  #findNode(key: string, parent: number, piece: number, place: number): number | undefined {
    const recent = this.#nodes.get(key)
    if (recent !== undefined) return recent
    const stored = this.#statements.findNode.get(parent, piece, place)
    if (stored !== undefined) this.#nodes.set(key, stored)
    return stored
  }

  #addPiece(digest: string, bytes: Uint8Array): number {
    const { block, offset, length } = this.#blocks.add(bytes)
    const piece = this.#nextPiece
    this.#nextPiece += 1
    this.#statements.insertPiece.run(piece, hashBytes(digest), block, offset, length)
    this.#pieces.set(digest, piece)
    return piece
  }
}

function prepare(database: Database) {
  return {
    findPiece: database.prepare<[Uint8Array], number>('SELECT id FROM pieces WHERE hash = ?').pluck(),
    insertPiece: database.prepare<[number, Uint8Array, number, number, number]>(
      'INSERT INTO pieces (id, hash, block, offset, length, uses) VALUES (?, ?, ?, ?, ?, 1)'
    ),
    addUses: database.prepare<[number, number]>('UPDATE pieces SET uses = uses + ? WHERE id = ?'),
    findNode: database
      .prepare<[number, number, number], number>(
        'SELECT id FROM nodes WHERE parent = ? AND piece = ? AND place = ?'
      )
      .pluck(),
    insertNode: database.prepare<[number, number, number, number]>(
      'INSERT INTO nodes (id, parent, piece, place) VALUES (?, ?, ?, ?)'
    )
  }
}

function hashBytes(digest: string): Buffer {
  return Buffer.from(digest, 'latin1').subarray(0, HASH_BYTES)
}
