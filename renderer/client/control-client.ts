import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ControlClient } from '../../shared/contract/index.ts'
import { markSignedOut, readSession, SESSION_HEADER } from './session.ts'

const link = new RPCLink({
  url: () => new URL('/rpc', location.href).href,
  headers: () => {
    const session = readSession()
    return session === null ? {} : { [SESSION_HEADER]: session }
  },
  fetch: async (request, init) => {
    const response = await fetch(request, init)
    // The control surface refuses with 401 for one reason only: nobody is signed in.
    if (response.status === 401) markSignedOut(request.headers.get(SESSION_HEADER))
    return response
  }
})

/** The typed client of the contract: `await client.accounts.list()`. Same origin, in the window and in a tab. */
export const client: ControlClient = createORPCClient(link)
