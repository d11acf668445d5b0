import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { REAL_ELECTRON, ROOT } from './emulator/launch-desktop.ts'

/** For what a real Electron can't be asked: what a tray shows, which links it opened; or what starts it twice at once. */
export function needsEmulator({ skip }: TestContext): void {
  skip(REAL_ELECTRON !== undefined, 'needs the emulator: a real Electron does not tell what it shows')
}

export function needsLinux({ skip }: TestContext): void {
  skip(process.platform !== 'linux', 'about Linux')
}

export function needsNoElectron({ skip }: TestContext): void {
  skip(existsSync(join(ROOT, 'node_modules/electron/path.txt')), 'Electron was fetched already')
}
