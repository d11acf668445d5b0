import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How a launcher tells the emulator about the machine to pretend. */
export interface EmulatorEnvironment {
  /** `webSocketDebuggerUrl` of the Chromium that draws the windows; null: whoever opens one fails. */
  readonly browserUrl: string | null
  /** Whether the app believes that it was installed. */
  readonly packaged: boolean
  /** Where `userData` is until the app says otherwise; gone with the process. */
  readonly defaultProfile: string
  readonly appVersion: string
  readonly electronVersion: string
}

export const environment: EmulatorEnvironment = {
  browserUrl: process.env['EMULATOR_BROWSER'] ?? null,
  packaged: process.env['EMULATOR_PACKAGED'] === '1',
  defaultProfile: mkdtempSync(join(tmpdir(), 'gatehouse-emulator-')),
  appVersion: versionIn(join(process.cwd(), 'package.json')),
  electronVersion: versionIn(join(import.meta.dirname, '../../../node_modules/electron/package.json'))
}

process.on('exit', () => rmSync(environment.defaultProfile, { recursive: true, force: true }))

function versionIn(packageFile: string): string {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  return version
}
