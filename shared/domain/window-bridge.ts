/**
 * What the preload hands to the page of the desktop window: facts that a page can't find out by itself, and nothing
 * that can be called. Everything else goes through the contract, as in a browser tab, where this is absent.
 */
export interface WindowBridge {
  readonly host: 'desktop'
  /** Decides how shortcuts are written (⌘ or Ctrl). */
  readonly platform: 'darwin' | 'linux' | 'win32'
}

declare global {
  interface Window {
    readonly gatehouse?: WindowBridge
  }
}
