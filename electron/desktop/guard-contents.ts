import type { WebContents } from 'electron'
import { isAppUrl } from './app-origin.ts'

/**
 * Keeps a page where it is: it can't leave its origin, embed another, or open a window. A link that asks for a new
 * window is handed to `openLink`, which decides whether the system's browser may have it.
 */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAppUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
}
