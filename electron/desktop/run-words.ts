import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/**
 * Runs the command line inside Electron: no window, no icon in the dock, and the exit code that `run` resolves to.
 * Chromium wants a profile of its own even so; it gets one that is thrown away, since the one in the data dir may be in
 * use by the window.
 */
export function runWords(run: () => Promise<number>): void {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-command-'))
  app.setPath('userData', profile)
  app.disableHardwareAcceleration()
  app.dock?.hide()
  process.on('exit', () => rmSync(profile, { recursive: true, force: true }))
  run().then(
    (code) => app.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      app.exit(1)
    }
  )
}
