import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { MutationCache, QueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { client } from './control-client.ts'
import { decodeError } from './control-error.ts'

/** Query and mutation options by procedure: `useQuery(api.accounts.list.queryOptions())`. */
export const api = createTanstackQueryUtils(client)

/** The one cache of the window. Live events keep it fresh, so little is asked twice. */
export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    // A form shows the refusal at its fields (`meta: { inline: true }`); whatever has no such place says it in a toast.
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.inline !== true) toast.error(decodeError(error).message)
    }
  }),
  defaultOptions: {
    queries: {
      // Loopback answers while the machine is offline.
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && decodeError(error).code === 'unreachable',
      retryDelay: 500
    },
    mutations: { networkMode: 'always' }
  }
})
