import { GatehouseError } from '../../shared/errors.ts'
import {
  namedItems,
  sizeOf,
  type ResponseEntry,
  type ResponseName,
  type StoredResponse
} from './stored-response.ts'

/** Responses wait at most this long for others to come along: well within the half second that a crash may cost. */
const LONGEST_WAIT_MS = 150
/** So many bytes don't wait. */
const BATCH_BYTES = 4 * 1024 * 1024
/** Responses that are not on disk yet take at most this much memory; beyond it new ones are not kept. */
const MOST_BYTES = 64 * 1024 * 1024
/** A write that failed is tried again after this. */
const RETRY_MS = 1000

interface Waiting extends ResponseEntry {
  readonly bytes: number
}

/**
 * Responses on their way to the writer. Until one is on disk it is found here: a client's next turn may follow within a
 * millisecond.
 */
export class ResponseQueue {
  readonly #write: (entries: readonly ResponseEntry[]) => Promise<readonly string[]>
  readonly #notice: (line: string) => void
  #waiting = new Map<string, Waiting>()
  #writing = new Map<string, Waiting>()
  /** Items of all that wait and are being written, by token and id. */
  readonly #items = new Map<string, { readonly text: string; readonly entry: Waiting }>()
  #bytes = 0
  #timer: NodeJS.Timeout | null = null
  /** Settles when what is being written is written or has failed; null while nothing is. */
  #written: Promise<GatehouseError | null> | null = null
  #stuck = false
  #ended: GatehouseError | null = null

  constructor(options: {
    /** Rejects where it should be tried again; answers why some could never be written. */
    write: (entries: readonly ResponseEntry[]) => Promise<readonly string[]>
    notice: (line: string) => void
  }) {
    this.#write = options.write
    this.#notice = options.notice
  }

  /** Queues a response, in place of what waits under its name. */
  add(entry: ResponseEntry): void {
    if (this.#ended !== null) return
    const bytes = sizeOf(entry)
    const name = keyOf(entry.response)
    this.#forget(this.#waiting, name)
    if (this.#bytes + bytes > MOST_BYTES) {
      this.#notice('A response was not kept for its client: too many wait to be written to the disk.')
      return
    }
    const waiting = { ...entry, bytes }
    this.#waiting.set(name, waiting)
    this.#bytes += bytes
    for (const [id, text] of namedItems(entry)) {
      this.#items.set(keyOf({ token: entry.response.token, id }), { text, entry: waiting })
    }
    if (this.#bytes >= BATCH_BYTES) this.#post()
    else this.#schedule(LONGEST_WAIT_MS)
  }

  find(name: ResponseName): StoredResponse | undefined {
    const key = keyOf(name)
    return (this.#waiting.get(key) ?? this.#writing.get(key))?.response
  }

  findItem(name: ResponseName): string | undefined {
    return this.#items.get(keyOf(name))?.text
  }

  /**
   * Takes a response out, and waits where it is just being written: afterwards nothing of it comes to the disk any
   * more, though some may be there. Returns whether there was one.
   */
  async remove(name: ResponseName): Promise<boolean> {
    const key = keyOf(name)
    const found = this.find(name) !== undefined
    this.#forget(this.#waiting, key)
    if (this.#writing.has(key)) await this.#written
    // What could not be written waits again.
    this.#forget(this.#waiting, key)
    return found
  }

  /** Resolves when everything added so far is on disk; rejects where the disk refuses it. */
  async flush(): Promise<void> {
    // The first round may find a batch on its way, the second one writes what waited behind it.
    for (let round = 0; round < 2; round += 1) {
      if (this.#ended !== null) throw this.#ended
      this.#post()
      const error = (await this.#written) ?? null
      if (error !== null) throw error
    }
  }

  /** The writer is gone: nothing more can be written. */
  end(error: GatehouseError): void {
    this.#ended = error
    this.#stopTimer()
    this.#waiting.clear()
    this.#items.clear()
  }

  #schedule(ms: number): void {
    if (this.#timer === null && !this.#stuck) this.#timer = setTimeout(() => this.#post(), ms)
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Sends what waits, unless a batch is on its way: then it goes when that one is written. */
  #post(): void {
    this.#stopTimer()
    if (this.#written !== null || this.#waiting.size === 0 || this.#ended !== null) return
    const batch = this.#waiting
    this.#writing = batch
    this.#waiting = new Map()
    this.#written = this.#write([...batch.values()]).then(
      (refused) => this.#settle(refused),
      (error: unknown) => this.#retry(error)
    )
  }

  #settle(refused: readonly string[]): null {
    for (const key of this.#writing.keys()) this.#forget(this.#writing, key)
    this.#written = null
    if (this.#stuck) this.#notice('Responses are kept again.')
    this.#stuck = false
    for (const reason of refused) this.#notice(`A response could not be kept for its client: ${reason}`)
    if (this.#waiting.size > 0) this.#schedule(0)
    return null
  }

  #retry(cause: unknown): GatehouseError {
    const error =
      cause instanceof GatehouseError ? cause : new GatehouseError('internal', String(cause), { cause })
    const later = this.#waiting
    this.#waiting = this.#writing
    this.#writing = new Map()
    this.#written = null
    for (const [key, entry] of later) {
      this.#forget(this.#waiting, key)
      this.#waiting.set(key, entry)
    }
    if (this.#ended !== null) return error
    if (!this.#stuck) this.#notice(`Responses can't be written to the disk: ${error.message}`)
    this.#stuck = true
    this.#stopTimer()
    this.#timer = setTimeout(() => this.#post(), RETRY_MS)
    return error
  }

  #forget(from: Map<string, Waiting>, key: string): void {
    const entry = from.get(key)
    if (entry === undefined) return
    from.delete(key)
    this.#bytes -= entry.bytes
    for (const [id] of namedItems(entry)) {
      const item = keyOf({ token: entry.response.token, id })
      if (this.#items.get(item)?.entry === entry) this.#items.delete(item)
    }
  }
}

function keyOf({ token, id }: ResponseName): string {
  return `${token}\n${id}`
}
