import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './emulator/launch-desktop.ts'
import { needsLinux, needsNoElectron } from './skip-reasons.ts'

function runScript(env: Record<string, string>) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  return spawnSync(process.execPath, [join(ROOT, 'scripts/desktop.mjs')], {
    env: { ...rest, ...env },
    encoding: 'utf8'
  })
}

test('without a display it says so, says what to do instead, and fetches nothing', (context) => {
  needsLinux(context)
  const { status, stderr } = runScript({})
  expect(status).toBe(1)
  expect(stderr).toContain('no display')
  expect(stderr).toContain('npm start')
  expect(stderr).not.toContain('Fetching')
})

test("where Electron can't be fetched it says so in words and exits with 1", (context) => {
  needsNoElectron(context)
  // Nothing listens on port 1: the network refuses at once.
  const { status, stderr } = runScript({ DISPLAY: ':99', ELECTRON_MIRROR: 'http://127.0.0.1:1/' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Fetching Electron \d+\.\d+\.\d+ /)
  expect(stderr).toContain('Electron could not be fetched: the place that it is downloaded from')
  expect(stderr).not.toMatch(/\n\s+at /)
})
