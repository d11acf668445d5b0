import { EventEmitter } from 'node:events'
import { browser } from './browser.ts'
import { EmulatedWindow } from './browser-window.ts'
import { emulatedApp } from './emulated-app.ts'
import { environment } from './environment.ts'
import type { SchemeHandler } from './scheme-server.ts'
import { emulatedSession } from './session.ts'
import {
  clipboard,
  dialog,
  EmulatedMenu,
  EmulatedTray,
  nativeImage,
  nativeTheme,
  screen,
  shell
} from './shell-parts.ts'
import { openSideDoor } from './side-door.ts'
import { strict } from './strict.ts'

/*
 * Stands for the module `electron` in the main process: the built app imports it unchanged. What it lacks throws. It can't
 * show the sandbox, the fuses, native drawing or reading from an asar: those need a real Electron.
 */

Object.defineProperty(process.versions, 'electron', { value: environment.electronVersion })
Object.assign(process, { type: 'browser', defaultApp: !environment.packaged })
// An installed program is not given the path of its app.
if (environment.packaged) process.argv.splice(1, 1)

interface Privileges {
  readonly standard?: boolean
  readonly secure?: boolean
  readonly supportFetchAPI?: boolean
  readonly stream?: boolean
}

export const app = strict('app', emulatedApp)
export const session = strict('session', { defaultSession: strict('session', emulatedSession) })
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges?: Privileges }[]): void {
    if (emulatedApp.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    for (const { scheme, privileges } of schemes) {
      // A page served over loopback HTTP has all of these; one that Electron would serve without them would not.
      const complete = privileges?.standard && privileges.secure && privileges.supportFetchAPI
      if (complete !== true) throw new Error(`${scheme}: must be standard, secure and open to fetch`)
    }
  },
  handle: (scheme: string, handler: SchemeHandler): void => {
    if (!emulatedApp.isReady()) throw new Error('protocol.handle needs a ready app')
    browser.schemes.handle(scheme, handler)
  },
  unhandle: (scheme: string): void => browser.schemes.unhandle(scheme),
  isProtocolHandled: (scheme: string): boolean => browser.schemes.isHandled(scheme)
})
/** electron-store listens here; the app has no channel of its own, and gets no `handle`. */
export const ipcMain = strict('ipcMain', new EventEmitter())

emulatedApp.on('browser-window-created', (_event: object, window: EmulatedWindow) =>
  nativeTheme.applyTo(window)
)

export {
  clipboard,
  dialog,
  EmulatedMenu as Menu,
  EmulatedTray as Tray,
  EmulatedWindow as BrowserWindow,
  nativeImage,
  nativeTheme,
  screen,
  shell
}

const electron = {
  app,
  BrowserWindow: EmulatedWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu: EmulatedMenu,
  nativeImage,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  Tray: EmulatedTray
}
openSideDoor(electron)

// oxlint-disable-next-line import/no-default-export -- electron-store imports the module's default
export default electron
