import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { GatehouseEvent } from '../../shared/contract/index.ts'
import { client } from './control-client.ts'

/**
 * One subscription to `system.events` for the whole window. It comes back by itself after a loss; `connected` listeners
 * then know that they may have missed something.
 */

export type Connection = 'connecting' | 'live' | 'lost'

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 10_000

type Listener = (event: GatehouseEvent) => void
const eventListeners = new Set<Listener>()
const connectionListeners = new Set<() => void>()
let connection: Connection = 'connecting'

function setConnection(next: Connection): void {
  if (connection === next) return
  connection = next
  for (const listener of connectionListeners) listener()
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

/** Subscribes until the signal fires, and again after every loss, waiting longer each time nothing came. */
async function run(signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS
  while (!signal.aborted) {
    try {
      const events = await client.system.events(undefined, { signal })
      for await (const event of events) {
        retryMs = FIRST_RETRY_MS
        setConnection('live')
        for (const listener of eventListeners) listener(event)
      }
    } catch {
      // Whatever ended it, the answer is the same: say so and try again.
    }
    if (signal.aborted) return
    setConnection('lost')
    await wait(retryMs, signal)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }
}

/** Starts the subscription; the returned function ends it. */
export function startLiveEvents(): () => void {
  const controller = new AbortController()
  void run(controller.signal)
  return () => {
    controller.abort()
  }
}

/** Adds a listener for every event; the returned function takes it off. */
export function onLiveEvent(listener: Listener): () => void {
  eventListeners.add(listener)
  return () => {
    eventListeners.delete(listener)
  }
}

/** Calls `handler` with each event of one type while the component is on the page; it may close over fresh state. */
export function useLiveEvent<Type extends GatehouseEvent['type']>(
  type: Type,
  handler: (event: Extract<GatehouseEvent, { type: Type }>) => void
): void {
  const onEvent = useEffectEvent(handler)
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (isOfType(event, type)) onEvent(event)
      }),
    [type]
  )
}

function isOfType<Type extends GatehouseEvent['type']>(
  event: GatehouseEvent,
  type: Type
): event is Extract<GatehouseEvent, { type: Type }> {
  return event.type === type
}

/** Whether live events arrive now. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      connectionListeners.add(listener)
      return () => connectionListeners.delete(listener)
    },
    () => connection
  )
}
