import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { browser } from './browser.ts'
import { emulatorState } from './emulator-state.ts'
import { environment } from './environment.ts'
import { takeSingleInstance } from './single-instance.ts'

/** What the app needs to know of a window to close it. */
export interface ClosableWindow {
  close(): void
  destroy(): void
  isDestroyed(): boolean
}

/** Electron's `app`. The order of its quitting is that of shell/browser/browser.cc. */
export class EmulatedApp extends EventEmitter {
  readonly isPackaged = environment.packaged
  readonly commandLine = { appendSwitch: (): void => undefined, hasSwitch: (): boolean => false }
  /** Only macOS has one. */
  readonly dock = undefined
  readonly windows = new Set<ClosableWindow>()
  readonly #paths = new Map<string, string>()
  readonly #readiness: Promise<void>
  #name = 'gatehouse'
  #ready = false
  #quitting = false
  #instance: { release(): void } | null = null

  constructor() {
    super()
    this.#readiness = this.#start()
  }

  whenReady(): Promise<void> {
    return this.#readiness
  }

  isReady(): boolean {
    return this.#ready
  }

  getVersion(): string {
    return environment.appVersion
  }

  getName(): string {
    return this.#name
  }

  setName(name: string): void {
    this.#name = name
  }

  getLocale(): string {
    return 'en-US'
  }

  getPath(name: string): string {
    const userData = this.#paths.get('userData') ?? environment.defaultProfile
    const known: Record<string, string> = {
      userData,
      sessionData: userData,
      temp: tmpdir(),
      home: homedir(),
      appData: dirname(userData),
      logs: join(userData, 'logs'),
      exe: process.execPath
    }
    const path = this.#paths.get(name) ?? known[name]
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  disableHardwareAcceleration(): void {
    if (this.#ready)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  }

  requestSingleInstanceLock(): boolean {
    this.#instance = takeSingleInstance(this.getPath('userData'), ({ argv, workingDirectory }) =>
      this.emit('second-instance', {}, argv, workingDirectory, null)
    )
    return this.#instance !== null
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance !== null
  }

  releaseSingleInstanceLock(): void {
    this.#instance?.release()
    this.#instance = null
  }

  setLoginItemSettings(settings: { openAtLogin?: boolean; args?: string[] }): void {
    emulatorState.loginItem = { openAtLogin: settings.openAtLogin ?? false, args: settings.args ?? [] }
  }

  setAppUserModelId(): void {}

  /** Asks `before-quit`, closes every window, asks `will-quit`; whoever prevents one of them stops it there. */
  quit(): void {
    if (!this.#ready) process.exit(0)
    if (this.#quitting) return
    this.#quitting = !this.#prevented('before-quit')
    if (!this.#quitting) return
    for (const window of this.windows) window.close()
    if (this.windows.size === 0) this.#shutDown()
    else this.#quitting = false
  }

  /** Ends without asking. */
  exit(code = 0): void {
    for (const window of this.windows) window.destroy()
    this.emit('quit', {}, code)
    process.exit(code)
  }

  /** Told by each window when it is gone. */
  windowClosed(window: ClosableWindow): void {
    this.windows.delete(window)
    if (this.windows.size > 0 || this.#quitting) return
    // With no listener, Electron quits.
    if (!this.emit('window-all-closed')) this.quit()
  }

  #shutDown(): void {
    if (this.#prevented('will-quit')) {
      this.#quitting = false
      return
    }
    this.emit('quit', {}, 0)
    process.exit(0)
  }

  #prevented(name: 'before-quit' | 'will-quit'): boolean {
    let prevented = false
    this.emit(name, {
      preventDefault: () => {
        prevented = true
      }
    })
    return prevented
  }

  async #start(): Promise<void> {
    await browser.start()
    this.#ready = true
    this.emit('ready', {}, {})
  }
}

export const emulatedApp = new EmulatedApp()
