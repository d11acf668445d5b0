import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ControlClient } from '../../shared/contract/index.ts'

/** The typed client of the contract over any `fetch`. The authority in the URL is only a name. */
export function createControlClient(fetch: (request: Request) => Promise<Response>): ControlClient {
  return createORPCClient(new RPCLink({ url: 'http://gatehouse/rpc', fetch }))
}
