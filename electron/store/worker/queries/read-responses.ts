import type { Database } from 'better-sqlite3'
import {
  toLink,
  type ResponseContent,
  type ResponseLink,
  type ResponseName,
  type StoredResponse
} from '../../stored-response.ts'
import type { Location } from '../blocks.ts'
import { PieceReader, type UnpackedBlocks } from './read-pieces.ts'

/** Places of the nodes of a response; those below are of request bodies (`chains.ts`). */
export const RESPONSE_PLACES = { input: 3, output: 4, members: 5 } as const

interface Row {
  readonly id: string
  readonly token: string
  readonly time: number
  readonly account: string
  readonly model: string
  readonly key: string | null
  readonly previous: string | null
  readonly unfinished: number
  readonly node: number | null
}

const COLUMNS = ['id', 'token', 'time', 'account', 'model', 'key', 'previous', 'unfinished', 'node']
/** Longer conversations don't end: whoever had one would have to be stopped by something. */
const MOST_LINKS = 10_000

/** Reads responses and their conversations. */
export class ResponseReader {
  readonly #database: Database
  readonly #pieces: PieceReader
  readonly #row
  readonly #chain
  readonly #item

  constructor(database: Database) {
    this.#database = database
    this.#pieces = new PieceReader(database)
    this.#row = database.prepare<[string, string], Row>(
      `SELECT ${COLUMNS.join(', ')} FROM responses WHERE token = ? AND id = ?`
    )
    this.#chain = database.prepare<[string, string], Row>(
      `WITH RECURSIVE chain (depth, ${COLUMNS.join(', ')}) AS (
         SELECT 0, ${COLUMNS.join(', ')} FROM responses WHERE token = ? AND id = ?
         UNION ALL
         SELECT chain.depth + 1, ${COLUMNS.map((column) => `before.${column}`).join(', ')}
         FROM chain JOIN responses AS before ON before.token = chain.token AND before.id = chain.previous
         WHERE chain.depth < ${MOST_LINKS}
       )
       SELECT ${COLUMNS.join(', ')} FROM chain ORDER BY depth`
    )
    this.#item = database.prepare<[string, string], Location>(
      `SELECT pieces.block, pieces.offset, pieces.length
       FROM response_items JOIN pieces ON pieces.id = response_items.piece
       WHERE response_items.token = ? AND response_items.item = ?`
    )
  }

  read({ token, id }: ResponseName): StoredResponse | null {
    return this.#atOnce(() => {
      const row = this.#row.get(token, id)
      if (row === undefined) return null
      const { node, ...head } = row
      const content = node === null ? null : this.#content(node, new Map())
      return { ...head, unfinished: head.unfinished === 1, content }
    })
  }

  /** The response and those before it, newest first, as far back as they are here. */
  readChain({ token, id }: ResponseName): ResponseLink[] {
    return this.#atOnce(() => {
      const blocks: UnpackedBlocks = new Map()
      return this.#chain.all(token, id).map(({ node, ...head }) => {
        const content = node === null ? null : this.#content(node, blocks)
        return toLink({ ...head, unfinished: head.unfinished === 1, content })
      })
    })
  }

  /** The items of these ids, in this order; null for one that is not kept. */
  readItems(token: string, ids: readonly string[]): (string | null)[] {
    return this.#atOnce(() => {
      const blocks: UnpackedBlocks = new Map()
      return ids.map((id) => {
        const location = this.#item.get(token, id)
        return location === undefined ? null : this.#pieces.text(location, blocks)
      })
    })
  }

  #content(node: number, blocks: UnpackedBlocks): ResponseContent {
    const pieces = this.#pieces.chain(node)
    const at = (place: number): string[] =>
      pieces.filter((piece) => piece.place === place).map((piece) => this.#pieces.text(piece, blocks))
    return {
      input: at(RESPONSE_PLACES.input),
      output: at(RESPONSE_PLACES.output),
      members: at(RESPONSE_PLACES.members)
    }
  }

  /** Rows, nodes and blocks of the same moment, also while the writer deletes. */
  #atOnce<T>(read: () => T): T {
    return this.#database.transaction(read)()
  }
}
