import { BrowserWindow, nativeTheme, screen } from 'electron'
import windowIcon from '../../build/icons/256x256.png?asset'
import type { SettingsPort } from '../app/ports.ts'
import { APP_ORIGIN } from './app-origin.ts'
import { MINIMUM_HEIGHT, MINIMUM_WIDTH, placeWindow } from './place-window.ts'

/** `--canvas` of renderer/palette.css in each theme, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f9fafb', dark: '#111315' }

/** Long enough not to write while the window is dragged, short enough to survive a crash soon after. */
const SAVE_AFTER_MS = 500

/** A page that crashes again so soon after a reload would crash for ever. */
const RELOAD_AGAIN_AFTER_MS = 10_000

/** The one window. It outlives its closing: that hides it, until the program quits. */
export interface MainWindow {
  /** Brings it to the front; makes it first where it never was. */
  show(): void
  /** From here on, closing closes. */
  letClose(): void
}

/**
 * Makes the window when it is first shown: a start in the tray spends no renderer. `preload` is an absolute path,
 * `devTools` whether a person may open the developer tools.
 */
export function createMainWindow(options: {
  readonly preload: string
  readonly devTools: boolean
  readonly settings: SettingsPort
}): MainWindow {
  let window: BrowserWindow | null = null
  let closing = false

  nativeTheme.on('updated', () => window?.setBackgroundColor(background()))

  function open(): BrowserWindow {
    const made = new BrowserWindow({
      ...placeWindow(
        options.settings.get().window,
        screen.getAllDisplays().map((display) => display.workArea)
      ),
      minWidth: MINIMUM_WIDTH,
      minHeight: MINIMUM_HEIGHT,
      title: 'Gatehouse',
      icon: windowIcon,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: background(),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: options.devTools,
        spellcheck: false
      }
    })
    rememberBounds(made, options.settings)
    reloadAfterCrash(made)
    made.once('ready-to-show', () => made.show())
    made.on('close', (event) => {
      if (closing) return
      event.preventDefault()
      made.hide()
    })
    made.on('closed', () => {
      window = null
    })
    // A refused load shows Chromium's own error page; there is nobody to hand the rejection to.
    made.loadURL(`${APP_ORIGIN}/`).catch(() => undefined)
    return made
  }

  return {
    show() {
      if (window === null) {
        window = open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    letClose() {
      closing = true
    }
  }
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}

function rememberBounds(window: BrowserWindow, settings: SettingsPort): void {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    settings.set({ window: window.getNormalBounds() })
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  // Also hiding and quitting come through here, while the bounds can still be read.
  window.on('close', () => {
    if (timer !== undefined) save()
  })
}

function reloadAfterCrash(window: BrowserWindow): void {
  let reloadedAt = -Infinity
  window.webContents.on('render-process-gone', (_event, details) => {
    const now = performance.now()
    if (details.reason === 'clean-exit' || now - reloadedAt < RELOAD_AGAIN_AFTER_MS) return
    reloadedAt = now
    window.webContents.reload()
  })
}
