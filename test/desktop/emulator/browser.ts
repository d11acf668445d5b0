import { CdpConnection, type CdpSession } from './cdp.ts'
import { environment } from './environment.ts'
import { SchemeServer } from './scheme-server.ts'

/** A page of the browser, and the way to talk to it. */
export interface BrowserPage {
  readonly targetId: string
  readonly session: CdpSession
}

/** The Chromium behind all windows of this process, and the server of its custom schemes. */
class EmulatedBrowser {
  readonly schemes = new SchemeServer()
  #connection: CdpConnection | null = null

  async start(): Promise<void> {
    await this.schemes.start()
    if (environment.browserUrl === null) return
    this.#connection = await CdpConnection.connect(environment.browserUrl)
  }

  /** A fresh blank page; `onGone` is called when it is closed, by whoever it was. */
  async newPage(onGone: () => void): Promise<BrowserPage> {
    const connection = this.connection()
    const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true })
    connection.on('Target.detachedFromTarget', (event) => {
      if (event.sessionId === sessionId) onGone()
    })
    return { targetId, session: connection.session(sessionId) }
  }

  async closePage(targetId: string): Promise<void> {
    await this.connection().send('Target.closeTarget', { targetId })
  }

  connection(): CdpConnection {
    if (this.#connection === null)
      throw new Error('The Electron emulator has no browser to open a window in.')
    return this.#connection
  }
}

/** The one of this process. */
export const browser = new EmulatedBrowser()

/** For commands to a page that may be gone by now. */
export function ignore(call: Promise<unknown>): void {
  call.catch(() => undefined)
}
