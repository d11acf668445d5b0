import { CdpConnection, type CdpSession } from './cdp.ts'
import { environment } from './environment.ts'
import { SchemeServer } from './scheme-server.ts'

/** The Chromium behind all windows of this process, and the server of its custom schemes. */
export class EmulatedBrowser {
  readonly schemes = new SchemeServer()
  readonly #sessions = new Map<string, string>()
  readonly #ownTargets = new Set<string>()
  #connection: CdpConnection | null = null

  /** Connects, and takes hold of every target before it runs: a denied window must not load anything. */
  async start(): Promise<void> {
    await this.schemes.start()
    if (environment.browserUrl === null) return
    const connection = await CdpConnection.connect(environment.browserUrl)
    this.#connection = connection
    connection.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      this.#sessions.set(targetInfo.targetId, sessionId)
      const popup = targetInfo.openerId !== undefined && this.#ownTargets.has(targetInfo.openerId)
      // Held at its first instruction until it is closed. Others are of other programs on this browser: let go.
      if (popup) ignore(connection.send('Target.closeTarget', { targetId: targetInfo.targetId }))
      else ignore(connection.send('Runtime.runIfWaitingForDebugger', undefined, sessionId))
    })
    await connection.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }]
    })
  }

  /** A fresh blank page. */
  async newPage(): Promise<{ readonly targetId: string; readonly session: CdpSession }> {
    const connection = this.connection()
    const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' })
    this.#ownTargets.add(targetId)
    // The protocol reports the attachment before it answers the command.
    const sessionId = this.#sessions.get(targetId)
    if (sessionId === undefined) throw new Error('the browser did not attach the page it made')
    return { targetId, session: connection.session(sessionId) }
  }

  async closePage(targetId: string): Promise<void> {
    await this.connection().send('Target.closeTarget', { targetId })
  }

  onPageClosed(listener: (targetId: string) => void): void {
    this.connection().on('Target.detachedFromTarget', ({ sessionId }) => {
      for (const [targetId, session] of this.#sessions) if (session === sessionId) listener(targetId)
    })
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
