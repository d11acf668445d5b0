import { join } from 'node:path'
import { app, dialog, nativeTheme, protocol, session, shell, type Tray } from 'electron'
import { serveControlSocket } from '../app/control-socket.ts'
import { createApp, type App } from '../app/create-app.ts'
import { heldBy, lockDataDir } from '../app/data-dir-lock.ts'
import { prepareDataDir } from '../app/data-dir.ts'
import { systemClock } from '../app/system-clock.ts'
import { VERSION } from '../app/version.ts'
import { APP_SCHEME } from './app-origin.ts'
import { setApplicationMenu } from './application-menu.ts'
import { HIDDEN_SWITCH } from './autostart-entry.ts'
import { guardContents } from './guard-contents.ts'
import { guardSession } from './guard-session.ts'
import { setLaunchAtLogin } from './launch-at-login.ts'
import { createMainWindow, type MainWindow } from './main-window.ts'
import { mountControl } from './mount-control.ts'
import { createLinkOpener } from './open-link.ts'
import { openSettings, type DesktopSettings } from './open-settings.ts'
import { createTray } from './tray.ts'

/** Where the built parts and this person's data are. */
export interface DesktopPlaces {
  readonly preload: string
  readonly rendererDir: string
  readonly dataDir: string
}

/** Draining waits for streams that are under way; a stuck one must not keep the program from ending. */
const QUIT_WITHIN_MS = 20_000

/**
 * The desktop host. Must be called before Electron is ready: schemes can't be registered later. A second start on the
 * same data dir shows the window of the first and ends.
 */
export function startDesktop(places: DesktopPlaces): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }
  ])
  app.enableSandbox()
  app.setName('Gatehouse')
  // Chromium's own files stay out of the data dir's top, and Electron's single instance becomes one per data dir.
  app.setPath('userData', join(places.dataDir, 'chromium'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  run(places).catch((error: unknown) => {
    dialog.showErrorBox('Gatehouse could not start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  })
}

async function run({ preload, rendererDir, dataDir }: DesktopPlaces): Promise<void> {
  // Heard from the first moment on, also while the rest still starts.
  let window: MainWindow | null = null
  app.on('second-instance', () => window?.show())
  app.on('activate', () => window?.show())
  app.on('window-all-closed', () => undefined)

  prepareDataDir(dataDir, notice)
  const claim = await lockDataDir(dataDir, 'window')
  if (!claim.held) throw heldBy(claim.holder, dataDir)
  const settings = openSettings(dataDir, notice)
  const gatehouse = await createApp({
    host: 'desktop',
    version: VERSION,
    dataDir,
    rendererDir,
    env: process.env,
    clock: systemClock,
    settings,
    loginLink: () => null,
    notice
  })
  const gateway = await listen(gatehouse, settings.get().gateway_port)
  const socket = await serveControlSocket({
    path: claim.lock.record.socket,
    dataDir,
    control: (request) => gatehouse.control(request, { door: 'socket' }),
    onError: (error) => notice(`The command line could not be answered: ${String(error)}`)
  })

  await app.whenReady()
  followSettings(settings)
  setApplicationMenu()
  guardSession(session.defaultSession)
  protocol.handle(APP_SCHEME, mountControl(gatehouse.control))
  const openLink = createLinkOpener(gatehouse.control, (url) => shell.openExternal(url))
  app.on('web-contents-created', (_event, contents) =>
    guardContents(contents, (url) => {
      openLink(url).catch((error: unknown) => notice(`A link could not be opened: ${String(error)}`))
    })
  )
  const shown = createMainWindow({ preload, devTools: !app.isPackaged, settings })
  window = shown
  const tray = createTray({
    baseUrl: gateway,
    open: () => shown.show(),
    quit: () => app.quit()
  })

  quitInOrder(shown, tray, async () => {
    await gatehouse.close()
    await socket.close()
    claim.lock.release()
  })
  if (!process.argv.includes(HIDDEN_SWITCH)) shown.show()
}

/** The base URL; null where the port can't be had: the window then says so, and what can be done. */
async function listen(gatehouse: App, port: number): Promise<string | null> {
  try {
    return (await gatehouse.listen({ port })).url
  } catch (error) {
    notice(`The gateway is not running: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** The theme also rules what Chromium draws: scroll bars, menus, the window before its first paint. */
function followSettings(settings: DesktopSettings): void {
  const { theme, launch_at_login: atLogin } = settings.get()
  nativeTheme.themeSource = theme
  setLaunchAtLogin(atLogin, process.env)
  settings.onChange((after, before) => {
    if (after.theme !== before.theme) nativeTheme.themeSource = after.theme
    if (after.launch_at_login !== before.launch_at_login) setLaunchAtLogin(after.launch_at_login, process.env)
  })
}

/** Quitting closes the window, then waits for what is under way, then ends with code 0. */
function quitInOrder(window: MainWindow, tray: Tray, close: App['close']): void {
  let closing = false
  app.on('before-quit', () => window.letClose())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    tray.destroy()
    const late = setTimeout(() => {
      notice(`Gatehouse did not finish within ${QUIT_WITHIN_MS / 1000} s and was ended.`)
      app.exit(1)
    }, QUIT_WITHIN_MS)
    close()
      .finally(() => clearTimeout(late))
      .then(
        () => app.exit(0),
        (error: unknown) => {
          notice(`Gatehouse did not close cleanly: ${String(error)}`)
          app.exit(1)
        }
      )
  })
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
}

function notice(line: string): void {
  process.stderr.write(`${line}\n`)
}
