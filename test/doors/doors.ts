import type { Control } from '../../electron/control/create-control.ts'
import { mountControl } from '../../electron/desktop/mount-control.ts'
import { openDashboardDoor } from '../../electron/headless/dashboard-door.ts'
import { SchemeServer } from '../desktop/emulator/scheme-server.ts'

/** A way into one control surface, as a page finds it. */
export interface Door {
  /** Where a browser opens the dashboard; a new address each time, since a login link works once. */
  address(): string
  close(): Promise<void>
}

/** Opens a door in front of a control surface. */
export type OpenDoor = (control: Control) => Promise<Door>

/** The desktop host's: the app scheme, streamed to a real page as Electron does it. */
export async function openWindowDoor(control: Control): Promise<Door> {
  const schemes = new SchemeServer()
  await schemes.start()
  schemes.handle('app', mountControl(control))
  return {
    address: () => schemes.toBrowser('app://gatehouse/'),
    close: () => schemes.stop()
  }
}

/** The headless host's: a page on loopback, with a session. */
export async function openHttpDoor(control: Control): Promise<Door> {
  const sessions = new Set<string>()
  const door = await openDashboardDoor({
    port: 0,
    control: (request) => control(request, { door: 'http' }),
    sessions: {
      save: async (hash) => void sessions.add(hash),
      has: async (hash) => sessions.has(hash)
    },
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    onError: (error) => console.error(error)
  })
  return { address: () => door.loginLink(), close: () => door.close() }
}
