import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { GatehouseError } from '../../shared/errors.ts'
import { autostartEntry, HIDDEN_SWITCH } from './autostart-entry.ts'

/**
 * Makes the system start Gatehouse at login, or stop doing so. Electron knows how on macOS and Windows; on Linux it is a
 * file of the XDG autostart folder (https://specifications.freedesktop.org/autostart-spec/latest/).
 * A run from a checkout registers nothing: the entry would start a bare Electron. Throws in words where the file can't
 * be written.
 */
export function setLaunchAtLogin(enabled: boolean, env: Readonly<Record<string, string | undefined>>): void {
  if (!app.isPackaged) return
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: enabled, args: [HIDDEN_SWITCH] })
    return
  }
  const file = join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart', 'gatehouse.desktop')
  try {
    if (!enabled) {
      rmSync(file, { force: true })
      return
    }
    mkdirSync(dirname(file), { recursive: true })
    // An AppImage runs from a mount that is gone tomorrow; APPIMAGE names the file itself.
    writeFileSync(file, autostartEntry(env['APPIMAGE'] ?? app.getPath('exe')))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new GatehouseError(
      'internal',
      `Launch at login could not be changed (${reason}). Make ${dirname(file)} writable for you and try again.`,
      { cause: error }
    )
  }
}
