import { join } from 'node:path'
import { app, dialog, protocol, session, shell } from 'electron'
import { APP_SCHEME } from './app-origin.ts'
import { setApplicationMenu } from './application-menu.ts'
import { HIDDEN_SWITCH } from './autostart-entry.ts'
import { withDevelopmentPages } from './development-pages.ts'
import { followSettings } from './follow-settings.ts'
import { guardContents } from './guard-contents.ts'
import { guardSession } from './guard-session.ts'
import { createMainWindow, type MainWindow } from './main-window.ts'
import { mountControl } from './mount-control.ts'
import { notice, wordsOf } from './notice.ts'
import { openGatehouse, type Gatehouse } from './open-gatehouse.ts'
import { createLinkOpener } from './open-link.ts'
import { quitInOrder } from './quit-in-order.ts'
import { createTray } from './tray.ts'

/** Where the built parts and this person's data are; absolute paths. */
export interface DesktopPlaces {
  readonly preload: string
  readonly rendererDir: string
  readonly dataDir: string
}

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
  run(places).catch(async (error: unknown) => {
    // Before that, Linux has no box to show: whoever clicked an icon would see nothing.
    await app.whenReady()
    dialog.showErrorBox('Gatehouse could not start', wordsOf(error))
    app.exit(1)
  })
}

async function run({ preload, rendererDir, dataDir }: DesktopPlaces): Promise<void> {
  // Heard from the first moment on: a second start while the first is still starting wants the window too.
  let window: MainWindow | null = null
  let wanted = !process.argv.includes(HIDDEN_SWITCH)
  const show = (): void => {
    wanted = true
    window?.show()
  }
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => undefined)

  const gatehouse = await openGatehouse(dataDir, rendererDir)
  await app.whenReady()
  followSettings(gatehouse.settings)
  setApplicationMenu()
  openScheme(gatehouse)
  window = createMainWindow({ preload, devTools: !app.isPackaged, settings: gatehouse.settings })
  const tray = createTray({ baseUrl: gatehouse.baseUrl, open: show, quit: () => app.quit() })
  quitInOrder(window, tray, () => gatehouse.close())
  if (wanted) show()
}

/** Gives the window its pages and its calls, and nothing beside them. */
function openScheme({ control }: Gatehouse): void {
  const development = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)
  guardSession(session.defaultSession, development)
  protocol.handle(
    APP_SCHEME,
    mountControl(development === null ? control : withDevelopmentPages(control, development))
  )
  const openLink = createLinkOpener(control, (url) => shell.openExternal(url))
  app.on('web-contents-created', (_event, contents) =>
    guardContents(contents, (url) => {
      openLink(url).catch((error: unknown) => notice(`A link could not be opened: ${wordsOf(error)}`))
    })
  )
}
