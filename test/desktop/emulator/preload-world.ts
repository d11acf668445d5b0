/** Chromium's name for the world in which Electron runs a preload. */
export const ISOLATED_WORLD = 'Electron Isolated Context'

/** What a sandboxed preload finds as `process`. */
export interface PreloadProcess {
  readonly platform: string
  readonly arch: string
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly type: 'renderer'
  readonly sandboxed: true
  readonly contextIsolated: true
}

/**
 * The two scripts that stand for a sandboxed, context-isolated preload, each evaluated at the start of every document:
 * one in the page's own world, where it waits for what is exposed, one in an isolated world, where the preload runs.
 * The worlds share no object; they pass text by an event with a random name, once.
 *
 * Only plain data crosses. Electron's bridge also carries functions and promises: what Gatehouse exposes has none, and
 * a preload that grows one fails here with the reason.
 */
export function preloadScripts(options: {
  readonly event: string
  readonly source: string
  readonly process: PreloadProcess
}): { readonly page: string; readonly isolated: string } {
  const event = JSON.stringify(options.event)
  const environment = JSON.stringify(options.process)
  return {
    page: `(${waitInPage.toString()})(${event})`,
    // A function of its own: the preload's CommonJS names must not meet those around it.
    isolated: `(${runPreload.toString()})(${event}, ${environment}, function (require, module, exports, process) {${options.source}\n})`
  }
}

/** Runs in the page's world: its source is all that gets there. */
function waitInPage(eventName: string): void {
  // Frames have no preload (nodeIntegrationInSubFrames is off).
  if (window.top !== window) return
  const deepFreeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    for (const inner of Object.values(value)) deepFreeze(inner)
    return Object.freeze(value)
  }
  window.addEventListener(eventName, (event) => {
    if (!(event instanceof CustomEvent)) return
    const { name, value } = JSON.parse(String(event.detail)) as { name: string; value: unknown }
    Object.defineProperty(window, name, { value: deepFreeze(value), enumerable: true })
  })
}

type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: PreloadProcess
) => void

/** Runs in the isolated world: its source is all that gets there. */
function runPreload(eventName: string, process: PreloadProcess, preload: Preload): void {
  if (window.top !== window) return
  const checkPlain = (value: unknown, path: string): void => {
    if (typeof value === 'function' || typeof value === 'symbol' || value instanceof Promise) {
      throw new TypeError(`The Electron emulator can't carry ${path} over the bridge: it is no plain data.`)
    }
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) checkPlain(inner, `${path}.${key}`)
  }
  const contextBridge = {
    exposeInMainWorld(name: string, value: unknown): void {
      checkPlain(value, name)
      window.dispatchEvent(new CustomEvent(eventName, { detail: JSON.stringify({ name, value }) }))
    }
  }
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, Object.freeze(process))
  } catch (error) {
    // Found by the emulator in the console, as Electron reports a preload that fails.
    console.error(`Unable to load preload script: ${String(error)}`)
  }
}
