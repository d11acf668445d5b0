/** How long a client may wait for the first output before it is told that the connection lives. */
const QUIET_MS = 5000

interface Waiting {
  last: number
  readonly tick: () => void
}

/** Calls `tick` for each waiting call after every five seconds of silence. */
export interface WaitingTicker {
  /** Returns the function that ends the waiting. */
  wait(tick: () => void): () => void
}

/** One timer for all waiting calls, armed only while there are any: a timer a request would cost 5 % of its CPU. */
export function createWaitingTicker(now: () => number): WaitingTicker {
  const waiting = new Set<Waiting>()
  let timer: NodeJS.Timeout | null = null
  const sweep = (): void => {
    const time = now()
    for (const entry of waiting) {
      if (time - entry.last < QUIET_MS) continue
      entry.last = time
      entry.tick()
    }
    timer = waiting.size > 0 ? setTimeout(sweep, 1000).unref() : null
  }
  return {
    wait(tick) {
      const entry = { last: now(), tick }
      waiting.add(entry)
      timer ??= setTimeout(sweep, 1000).unref()
      return () => waiting.delete(entry)
    }
  }
}
