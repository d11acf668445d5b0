import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ControlClient } from '../../shared/contract/index.ts'
import type { App } from '../app/create-app.ts'
import { APP_ORIGIN } from './app-origin.ts'

/**
 * Opens a link of the window in the system's browser, where Gatehouse itself names its site: those are the pages on
 * which the providers of the catalogue make keys. Any other link is dropped, since a page that was taken over could
 * carry out what it read in the address of a link. `open` is Electron's `shell.openExternal`.
 */
export function createLinkOpener(
  control: App['control'],
  open: (url: string) => Promise<void>
): (url: string) => Promise<void> {
  const link = new RPCLink({
    url: `${APP_ORIGIN}/rpc`,
    fetch: async (request) => await control(request, { door: 'window' })
  })
  const client: ControlClient = createORPCClient(link)

  return async (url) => {
    const providers = await client.accounts.providers()
    const known = providers.flatMap((provider) => (provider.key_url === null ? [] : [provider.key_url]))
    if (mayOpen(url, known)) await open(url)
  }
}

/** Whether `url` is a plain https link to a site that one of `known` is on. */
export function mayOpen(url: string, known: readonly string[]): boolean {
  const parsed = URL.parse(url)
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return false
  return known.some((address) => URL.parse(address)?.origin === parsed.origin)
}
