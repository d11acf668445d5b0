import type { QueryClient } from '@tanstack/react-query'
import { assertNever } from '../../shared/assert-never.ts'
import type { GatehouseEvent } from '../../shared/contract/index.ts'
import { api } from './api.ts'
import { onLiveEvent } from './live-events.ts'

/** Under load rows settle many times a second; figures made of them are asked for again at most this often. */
const FIGURES_EVERY_MS = 2000

/** Asks again for everything that a change of the configuration can show in; resolves when what is on the page is new. */
export async function refreshConfiguration(queryClient: QueryClient): Promise<void> {
  const parts = [
    api.accounts.list,
    api.models.list,
    api.tokens.list,
    api.system.status,
    api.config,
    api.secrets
  ]
  await Promise.all(parts.map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))
}

/**
 * Keeps the cache true by what the server says: which queries are stale after which event. The list of log rows is not
 * among them: its page adds the rows itself, so that nothing jumps under the reader.
 */
export function keepFresh(queryClient: QueryClient): () => void {
  let subscribedBefore = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const refreshFigures = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void queryClient.invalidateQueries({ queryKey: api.spend.key() })
      void queryClient.invalidateQueries({ queryKey: api.logs.facets.key() })
      void queryClient.invalidateQueries({ queryKey: api.system.storage.key() })
      void queryClient.invalidateQueries({ queryKey: api.tokens.list.key() })
      void queryClient.invalidateQueries({ queryKey: api.accounts.list.key() })
    }, FIGURES_EVERY_MS)
  }

  const onEvent = (event: GatehouseEvent): void => {
    switch (event.type) {
      case 'subscribed':
        // After a loss anything may have changed unheard.
        if (subscribedBefore) void queryClient.invalidateQueries()
        subscribedBefore = true
        return
      case 'requests.settled':
        queryClient.setQueryData(api.system.status.queryKey(), (status) =>
          status === undefined || status.any_request ? status : { ...status, any_request: true }
        )
        refreshFigures()
        return
      case 'config.changed':
        queryClient.setQueryData(api.system.status.queryKey(), (status) =>
          status === undefined ? status : { ...status, revision: Math.max(status.revision, event.revision) }
        )
        void refreshConfiguration(queryClient)
        return
      case 'models.fetched':
        void queryClient.invalidateQueries({ queryKey: api.models.list.key() })
        void queryClient.invalidateQueries({ queryKey: api.accounts.list.key() })
        return
      case 'settings.changed':
        void queryClient.invalidateQueries({ queryKey: api.system.settings.key() })
        void queryClient.invalidateQueries({ queryKey: api.system.status.key() })
        return
      default:
        assertNever(event)
    }
  }

  const stop = onLiveEvent(onEvent)
  return () => {
    clearTimeout(timer)
    stop()
  }
}
