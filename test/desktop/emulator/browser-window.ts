import { EventEmitter } from 'node:events'
import { emulatedApp } from './emulated-app.ts'
import { strict } from './strict.ts'
import { EmulatedWebContents } from './web-contents.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean
  readonly title?: string
  readonly backgroundColor?: string
  readonly webPreferences?: {
    readonly preload?: string
    readonly sandbox?: boolean
    readonly contextIsolation?: boolean
    readonly nodeIntegration?: boolean
    readonly webviewTag?: boolean
  }
}

/** Electron's `BrowserWindow`: the page is real, the frame around it a record. */
export class EmulatedWindow extends EventEmitter {
  readonly webContents: EmulatedWebContents
  #visible: boolean
  #minimized = false
  #focused = false
  #destroyed = false
  #shownOnce = false
  #bounds: Bounds
  #background: string

  constructor(options: WindowOptions = {}) {
    super()
    if (!emulatedApp.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { preload, sandbox, contextIsolation, nodeIntegration, webviewTag } = options.webPreferences ?? {}
    const isolated = sandbox !== false && contextIsolation !== false
    if (!isolated || nodeIntegration === true || webviewTag === true || preload === undefined) {
      throw new Error('The Electron emulator has sandboxed, isolated windows with a preload, and no others.')
    }
    this.#visible = options.show !== false
    this.#bounds = {
      x: options.x ?? 100,
      y: options.y ?? 100,
      width: options.width ?? 800,
      height: options.height ?? 600
    }
    this.#background = options.backgroundColor ?? '#FFFFFF'
    const contents = new EmulatedWebContents(preload)
    this.webContents = strict('webContents', contents)
    contents.setViewport(this.#bounds.width, this.#bounds.height)
    contents.on('did-finish-load', () => {
      if (this.#shownOnce) return
      this.#shownOnce = true
      this.emit('ready-to-show')
    })
    contents.on('destroyed', () => this.#gone())
    emulatedApp.windows.add(this)
    // A window is seen by the app as every other module is: with absent members throwing.
    const seen = strict('BrowserWindow', this)
    emulatedApp.emit('web-contents-created', {}, this.webContents)
    emulatedApp.emit('browser-window-created', {}, seen)
    return seen
  }

  static getAllWindows(): EmulatedWindow[] {
    return [...emulatedApp.windows].filter((window) => window instanceof EmulatedWindow)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.load(url)
  }

  show(): void {
    this.#minimized = false
    this.#focused = true
    if (this.#visible) return
    this.#visible = true
    this.emit('show')
  }

  hide(): void {
    this.#focused = false
    if (!this.#visible) return
    this.#visible = false
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.#visible
  }

  focus(): void {
    this.#focused = true
    this.emit('focus')
  }

  isFocused(): boolean {
    return this.#focused
  }

  minimize(): void {
    this.#minimized = true
    this.#focused = false
    this.emit('minimize')
  }

  restore(): void {
    this.#minimized = false
    this.emit('restore')
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  getBounds(): Bounds {
    return { ...this.#bounds }
  }

  /** No window here is ever maximised. */
  getNormalBounds(): Bounds {
    return this.getBounds()
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds
    this.#bounds = { ...before, ...bounds }
    this.webContents.setViewport(this.#bounds.width, this.#bounds.height)
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move')
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) this.emit('resize')
  }

  setBackgroundColor(colour: string): void {
    this.#background = colour
  }

  getBackgroundColor(): string {
    return this.#background
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  close(): void {
    if (this.#destroyed) return
    let prevented = false
    this.emit('close', {
      preventDefault: () => {
        prevented = true
      }
    })
    if (!prevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.webContents.close()
    this.#gone()
  }

  #gone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.emit('closed')
    emulatedApp.windowClosed(this)
  }
}
