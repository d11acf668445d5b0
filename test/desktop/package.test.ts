import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchDesktop, ROOT } from './emulator/launch-desktop.ts'
import { makeDataDir } from './make-data-dir.ts'
import { readFuses, writeStubElectron } from './stub-electron.ts'

// electron-builder takes a while and packs what `npm run build` left, so this runs only when it is asked for:
//   npm run build && GATEHOUSE_PACKAGE=1 npx vitest run test/desktop/package.test.ts
const asked = process.env['GATEHOUSE_PACKAGE'] === '1'
const PACKS_WITHIN_MS = 120_000

const run = promisify(execFile)
let folder: string
let installed: string

beforeAll(async () => {
  if (!asked) return
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-package-'))
  installed = join(folder, 'release/linux-unpacked')
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string
  }
  writeStubElectron(join(folder, 'electron'), version)
  await run(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      '--linux',
      'dir',
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.directories.output=${join(folder, 'release')}`
    ],
    { cwd: ROOT }
  )
}, PACKS_WITHIN_MS)

afterAll(() => {
  if (asked) rmSync(folder, { recursive: true, force: true })
})

beforeEach(({ skip }) => skip(!asked, 'packs an installation; ask for it with GATEHOUSE_PACKAGE=1'))

const asar = (...args: string[]) =>
  run(process.execPath, [join(ROOT, 'node_modules/@electron/asar/bin/asar.js'), ...args])

test('an installation carries the build, its natives for this machine, and nothing else', async () => {
  const { stdout } = await asar('list', join(installed, 'resources/app.asar'))
  const files = stdout.trim().split('\n')
  const tops = new Set(files.map((file) => file.split('/')[1]))
  expect(tops).toEqual(new Set(['node_modules', 'out', 'package.json']))
  const modules = files.filter((file) => file.startsWith('/node_modules/')).map((file) => file.split('/')[2])
  expect(new Set(modules.filter((name) => name !== undefined))).toEqual(
    new Set(['@napi-rs', 'better-sqlite3'])
  )
  expect(files.filter((file) => /\.(ts|tsx|map|md)$/.test(file))).toEqual([])
  const natives = files.filter((file) => file.endsWith('.node'))
  expect(natives).toHaveLength(2)
  for (const native of natives) {
    expect(existsSync(join(installed, 'resources/app.asar.unpacked', native))).toBe(true)
  }
})

test('its binary has the fuses that shut Electron as a bare Node', () => {
  expect(readFuses(join(installed, 'gatehouse-window'))).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false
  })
})

test('its launcher can be run by anyone', () => {
  expect(statSync(join(installed, 'gatehouse')).mode & 0o111).toBe(0o111)
})

test('what is in the archive opens the window', async () => {
  const unpacked = join(folder, 'unpacked')
  await asar('extract', join(installed, 'resources/app.asar'), unpacked)
  cpSync(join(installed, 'resources/app.asar.unpacked'), unpacked, { recursive: true })
  const dataDir = await makeDataDir()
  const app = await launchDesktop({ dataDir: dataDir.path, root: unpacked })
  const page = await app.page()
  await page.getByText(`http://127.0.0.1:${dataDir.port}/v1`).first().waitFor()
  await app.stop()
  dataDir.remove()
  expect(await app.exited).toBe(0)
})
