import type { Session } from 'electron'
import { isAppUrl } from './app-origin.ts'

/** The one thing a page asks the system for: the copy buttons. Reading the clipboard is not among it. */
const GRANTED = 'clipboard-sanitized-write'

/** Everything that could fetch from a network or a disk; the window needs its own scheme alone. */
const FOREIGN = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']

/**
 * Shuts what a page could ask of the session: permissions, devices, the network. The content security policy says the
 * same to the page; this holds where a page is fooled into ignoring it. `developmentOrigin` is that of Vite's server,
 * whose socket tells a page under work of its updates; null in an installation.
 */
export function guardSession(session: Session, developmentOrigin: string | null): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === GRANTED && isAppUrl(contents.getURL()))
  )
  session.setPermissionCheckHandler(
    (contents, permission) => permission === GRANTED && contents !== null && isAppUrl(contents.getURL())
  )
  session.setDevicePermissionHandler(() => false)
  const updates = developmentOrigin?.replace(/^http/, 'ws')
  session.webRequest.onBeforeRequest({ urls: FOREIGN }, ({ url }, decide) =>
    decide({ cancel: updates === undefined || !url.startsWith(`${updates}/`) })
  )
}
