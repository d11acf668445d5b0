import type { GatehouseEvent } from '../../shared/contract/index.ts'

type Settled = Extract<GatehouseEvent, { type: 'requests.settled' }>

/** Rows that wait for one slow window; more would only be scrolled past. */
const MOST_WAITING_ROWS = 1000

/** Carries what happens to whoever listens: the windows that are open. */
export interface EventHub {
  publish(event: GatehouseEvent): void
  /** Begins with `subscribed`; ends when the signal fires, the iterator is returned or the hub closes. */
  subscribe(signal?: AbortSignal): AsyncIteratorObject<GatehouseEvent, undefined>
  /** How many subscriptions stand. */
  readonly size: number
  /** Ends every subscription. */
  close(): void
}

/** `onWatched` hears when the first subscription begins and when the last one ends: unwatched, nothing need be made. */
export function createEventHub(onWatched: (watched: boolean) => void = () => undefined): EventHub {
  const subscriptions = new Set<Subscription>()
  const remove = (subscription: Subscription): void => {
    if (subscriptions.delete(subscription) && subscriptions.size === 0) onWatched(false)
  }
  return {
    publish(event) {
      for (const subscription of subscriptions) subscription.push(event)
    },
    subscribe(signal) {
      const subscription = new Subscription(() => remove(subscription), signal)
      subscriptions.add(subscription)
      if (subscriptions.size === 1) onWatched(true)
      if (signal?.aborted === true) subscription.end()
      return subscription
    },
    get size() {
      return subscriptions.size
    },
    close() {
      for (const subscription of subscriptions) subscription.end()
    }
  }
}

/**
 * One listener's queue. It never grows without end: events of a kind are joined while they wait, and of rows only the
 * newest are kept, with the number of those left out. Written out rather than as a generator, since a generator that
 * waits can't be ended until its next event.
 */
class Subscription implements AsyncIteratorObject<GatehouseEvent, undefined> {
  readonly #queue: GatehouseEvent[] = [{ type: 'subscribed' }]
  readonly #onEnd: () => void
  readonly #signal: AbortSignal | undefined
  #waiting: ((result: IteratorResult<GatehouseEvent, undefined>) => void) | null = null
  #ended = false

  constructor(onEnd: () => void, signal: AbortSignal | undefined) {
    this.#onEnd = onEnd
    this.#signal = signal
    signal?.addEventListener('abort', this.end, { once: true })
  }

  push(event: GatehouseEvent): void {
    if (this.#ended) return
    if (this.#waiting !== null) {
      const resolve = this.#waiting
      this.#waiting = null
      resolve({ done: false, value: event })
      return
    }
    const index = this.#queue.findIndex((waiting) => canJoin(waiting, event))
    const waiting = this.#queue[index]
    if (waiting === undefined) this.#queue.push(event)
    else this.#queue[index] = join(waiting, event)
  }

  readonly end = (): void => {
    if (this.#ended) return
    this.#ended = true
    this.#queue.length = 0
    this.#signal?.removeEventListener('abort', this.end)
    this.#waiting?.({ done: true, value: undefined })
    this.#waiting = null
    this.#onEnd()
  }

  next(): Promise<IteratorResult<GatehouseEvent, undefined>> {
    const event = this.#queue.shift()
    if (event !== undefined) return Promise.resolve({ done: false, value: event })
    if (this.#ended) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  return(): Promise<IteratorResult<GatehouseEvent, undefined>> {
    this.end()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.end()
    return Promise.resolve()
  }
}

function canJoin(waiting: GatehouseEvent, event: GatehouseEvent): boolean {
  if (waiting.type !== event.type) return false
  return waiting.type !== 'models.fetched' || event.type !== waiting.type || waiting.account === event.account
}

function join(waiting: GatehouseEvent, event: GatehouseEvent): GatehouseEvent {
  if (waiting.type !== 'requests.settled' || event.type !== 'requests.settled') return event
  return joinRows(waiting, event)
}

function joinRows(waiting: Settled, event: Settled): Settled {
  const rows = [...waiting.rows, ...event.rows]
  const tooMany = Math.max(0, rows.length - MOST_WAITING_ROWS)
  const missed = (waiting.missed ?? 0) + (event.missed ?? 0) + tooMany
  return { type: 'requests.settled', rows: rows.slice(tooMany), ...(missed === 0 ? {} : { missed }) }
}
