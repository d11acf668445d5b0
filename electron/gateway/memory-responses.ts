import {
  namedItems,
  sizeOf,
  toLink,
  type ResponseEntry,
  type ResponseLink,
  type ResponseName,
  type StoredResponse
} from '../store/stored-response.ts'

/** How long the content of a response is kept that may not come to the disk, and where one is that a provider keeps. */
const CONTENT_MS = 3_600_000
const LOCATION_MS = 30 * 24 * 3_600_000
const MOST_RESPONSES = 5000
const MOST_BYTES = 64 * 1024 * 1024

interface Held extends ResponseEntry {
  readonly bytes: number
  /** Milliseconds since the epoch. */
  until: number
}

/**
 * Responses of tokens whose payloads may not be stored: nothing of them is ever written. Bounded; the one that was used
 * least recently goes first.
 */
export class MemoryResponses {
  readonly #now: () => number
  /** The least recently used one first. */
  readonly #held = new Map<string, Held>()
  readonly #items = new Map<string, { readonly text: string; readonly entry: Held }>()
  #bytes = 0
  #timer: NodeJS.Timeout | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  add(entry: ResponseEntry): void {
    const bytes = sizeOf(entry)
    const key = keyOf(entry.response)
    this.#drop(key)
    if (bytes > MOST_BYTES) return
    const held = { ...entry, bytes, until: this.#now() + lifeOf(entry) }
    this.#held.set(key, held)
    this.#bytes += bytes
    for (const [id, text] of namedItems(entry)) {
      // The first one counts: it is as the model made it, later ones are what clients sent back.
      const item = keyOf({ token: entry.response.token, id })
      if (!this.#items.has(item)) this.#items.set(item, { text, entry: held })
    }
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MOST_RESPONSES && this.#bytes <= MOST_BYTES) break
      this.#drop(oldest)
    }
    this.#watch()
  }

  find(name: ResponseName): StoredResponse | undefined {
    return this.#current(keyOf(name))?.response
  }

  /** The response as a link of a conversation that goes on: its hour begins anew. */
  useLink(name: ResponseName): ResponseLink | undefined {
    const key = keyOf(name)
    const held = this.#current(key)
    if (held === undefined) return undefined
    held.until = this.#now() + lifeOf(held)
    this.#held.delete(key)
    this.#held.set(key, held)
    return toLink(held.response)
  }

  findItem(name: ResponseName): string | undefined {
    const item = this.#items.get(keyOf(name))
    return item === undefined || item.entry.until <= this.#now() ? undefined : item.text
  }

  delete(name: ResponseName): boolean {
    return this.#drop(keyOf(name))
  }

  /** Forgets everything. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#held.clear()
    this.#items.clear()
    this.#bytes = 0
  }

  #current(key: string): Held | undefined {
    const held = this.#held.get(key)
    if (held === undefined || held.until > this.#now()) return held
    this.#drop(key)
    return undefined
  }

  #drop(key: string): boolean {
    const held = this.#held.get(key)
    if (held === undefined) return false
    this.#held.delete(key)
    this.#bytes -= held.bytes
    for (const [id] of namedItems(held)) {
      const item = keyOf({ token: held.response.token, id })
      if (this.#items.get(item)?.entry === held) this.#items.delete(item)
    }
    return true
  }

  /** What has had its time goes also where nobody asks for it. */
  #watch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      for (const key of this.#held.keys()) this.#current(key)
      if (this.#held.size > 0) this.#watch()
    }, CONTENT_MS / 60).unref()
  }
}

function keyOf({ token, id }: ResponseName): string {
  return `${token}\n${id}`
}

function lifeOf({ response }: ResponseEntry): number {
  return response.content === null ? LOCATION_MS : CONTENT_MS
}
