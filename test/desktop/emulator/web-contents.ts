import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { browser, ignore, type BrowserPage } from './browser.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { environment } from './environment.ts'
import { ISOLATED_WORLD, preloadScripts } from './preload-world.ts'
import { emulatedSession } from './session.ts'
import { windowOpenScript } from './window-open-world.ts'

type WindowOpenHandler = (details: { url: string; frameName: string; disposition: string }) => {
  action: 'deny' | 'allow'
}

/** Electron's `webContents` over one page of a real Chromium. */
export class EmulatedWebContents extends EventEmitter {
  readonly session = emulatedSession
  readonly #preload: string
  /** Addresses that the app itself loads: those are not asked about. */
  readonly #ownLoads = new Set<string>()
  readonly #page: Promise<BrowserPage>
  #mainFrame = ''
  #url = ''
  #windowOpenHandler: WindowOpenHandler | null = null

  constructor(preload: string) {
    super()
    this.#preload = preload
    this.#page = this.#open()
    // Whoever loads a URL hears of a failure; nobody else has to.
    ignore(this.#page)
  }

  getURL(): string {
    return this.#url
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
  }

  /** Resolves when the page has loaded. */
  async load(url: string): Promise<void> {
    const { session } = await this.#page
    const address = browser.schemes.toBrowser(url)
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', resolve))
    this.#ownLoads.add(address)
    const { errorText } = await session.send('Page.navigate', { url: address })
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
    await loaded
  }

  reload(): void {
    this.#ownLoads.add(browser.schemes.toBrowser(this.#url))
    this.#run((session) => session.send('Page.reload'))
  }

  forcefullyCrashRenderer(): void {
    this.#run((session) => session.send('Page.crash'))
  }

  /** Also tells the page at once, as a change of the system's colours does. */
  setColourScheme(scheme: '' | 'light' | 'dark'): void {
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    this.#run((session) => session.send('Emulation.setEmulatedMedia', { features }))
  }

  setViewport(width: number, height: number): void {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false }
    this.#run((session) => session.send('Emulation.setDeviceMetricsOverride', metrics))
  }

  close(): void {
    ignore(this.#page.then(({ targetId }) => browser.closePage(targetId)))
  }

  #run(command: (session: CdpSession) => Promise<unknown>): void {
    ignore(this.#page.then(({ session }) => command(session)))
  }

  async #open(): Promise<BrowserPage> {
    const page = await browser.newPage(() => this.emit('destroyed'))
    const { session } = page
    session.on('Page.frameNavigated', ({ frame }) => this.#navigated(frame))
    session.on('Page.loadEventFired', () => this.emit('did-finish-load'))
    session.on('Fetch.requestPaused', (event) => this.#requested(session, event))
    session.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    )
    const { frameTree } = await session.send('Page.getFrameTree')
    this.#mainFrame = frameTree.frame.id
    await session.send('Page.enable')
    await session.send('Inspector.enable')
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] })
    await this.#addScripts(session)
    return page
  }

  async #addScripts(session: CdpSession): Promise<void> {
    const askPath = `/emulator-${randomUUID()}`
    browser.schemes.answerPrivately(askPath, (body) => {
      const { url, frameName } = JSON.parse(body) as { url: string; frameName: string }
      return this.#mayOpenWindow(url, frameName)
    })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: windowOpenScript(askPath) })
    if (!isAbsolute(this.#preload)) throw new Error(`preload must be an absolute path: ${this.#preload}`)
    const { page, isolated } = preloadScripts({
      event: `preload-${randomUUID()}`,
      source: readFileSync(this.#preload, 'utf8'),
      process: {
        platform: process.platform,
        arch: process.arch,
        versions: { ...process.versions, electron: environment.electronVersion },
        type: 'renderer',
        sandboxed: true,
        contextIsolated: true
      }
    })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: page })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolated,
      worldName: ISOLATED_WORLD
    })
  }

  #navigated(frame: Protocol.Page.Frame): void {
    if (frame.parentId !== undefined) return
    this.#mainFrame = frame.id
    this.#url = browser.schemes.toApp(frame.url + (frame.urlFragment ?? ''))
    emulatedSession.applyPermissions(this)
    this.emit('did-navigate', {}, this.#url)
  }

  /** With no handler, Electron allows. */
  #mayOpenWindow(url: string, frameName: string): 'allow' | 'deny' {
    const details = { url: browser.schemes.toApp(url), frameName, disposition: 'foreground-tab' }
    return this.#windowOpenHandler?.(details).action ?? 'allow'
  }

  #requested(session: CdpSession, event: Protocol.Fetch.requestPausedPayload): void {
    const { requestId } = event
    if (event.resourceType === 'Document' && this.#staysAway(event))
      ignore(session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }))
    else if (emulatedSession.cancels(browser.schemes.toApp(event.request.url)))
      ignore(session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }))
    else ignore(session.send('Fetch.continueRequest', { requestId }))
  }

  /** Whether the app prevents a navigation that the page wants. */
  #staysAway(event: Protocol.Fetch.requestPausedPayload): boolean {
    const isMainFrame = event.frameId === this.#mainFrame
    const redirected = event.redirectedRequestId !== undefined
    if (isMainFrame && this.#ownLoads.delete(event.request.url)) return false
    let prevented = false
    const details = {
      url: browser.schemes.toApp(event.request.url),
      isMainFrame,
      isSameDocument: false,
      preventDefault: () => {
        prevented = true
      }
    }
    if (redirected) {
      this.emit('will-redirect', details)
      return prevented
    }
    this.emit('will-frame-navigate', details)
    if (isMainFrame && !prevented) this.emit('will-navigate', details)
    return prevented
  }
}
