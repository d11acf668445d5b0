import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startChromium, type Chromium } from './emulator/chromium.ts'
import {
  collect,
  forkEmulated,
  launchDesktop,
  type DesktopApp,
  type LaunchOptions
} from './emulator/launch-desktop.ts'
import { makeDataDir } from './make-data-dir.ts'
import { needsEmulator, needsLinux } from './skip-reasons.ts'

let chromium: Chromium
let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let running: DesktopApp[]

beforeAll(async () => {
  chromium = await startChromium()
})
afterAll(async () => {
  await chromium?.stop()
})
beforeEach(async () => {
  dataDir = await makeDataDir()
  running = []
})
afterEach(async () => {
  for (const app of running) await app.stop()
  dataDir.remove()
})

async function start(options: Partial<LaunchOptions> = {}): Promise<DesktopApp> {
  const app = await launchDesktop({ dataDir: dataDir.path, browserUrl: chromium.url, ...options })
  running.push(app)
  return app
}

/** A start takes a second, and several on a busy machine. */
const WAIT = { timeout: 10_000 }

/** Started, with its window on the screen. */
async function startShown(options: Partial<LaunchOptions> = {}): Promise<DesktopApp> {
  const app = await start(options)
  await app.page()
  await expect.poll(() => isVisible(app), WAIT).toEqual([true])
  return app
}

const isVisible = (app: DesktopApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()), null)

const askGateway = async () => (await fetch(`http://127.0.0.1:${dataDir.port}/v1/models`)).status

const settingsFile = (): unknown => JSON.parse(readFileSync(join(dataDir.path, 'settings.json'), 'utf8'))

describe('closing the window', () => {
  test('hides it, and the gateway answers on', async () => {
    const app = await startShown()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null)
    expect(await isVisible(app)).toEqual([false])
    // Without a token: an answer, though not a welcome.
    expect(await askGateway()).toBe(401)
  })

  test('leaves the tray, which shows it again and knows the base URL', async (context) => {
    needsEmulator(context)
    const app = await startShown()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null)
    const tray = await app.emulated((_electron, _none, state) => {
      state.trays[0]?.click('copy-base-url')
      state.trays[0]?.click('open')
      return { labels: state.trays[0]?.labels(), copied: state.clipboard }
    }, null)
    expect(tray).toEqual({
      labels: ['Open Gatehouse', 'Copy base URL', '-', 'Quit'],
      copied: `http://127.0.0.1:${dataDir.port}/v1`
    })
    expect(await isVisible(app)).toEqual([true])
  })
})

describe('starting', () => {
  test('a second time shows the first window and ends with 0', async (context) => {
    needsEmulator(context)
    const app = await startShown()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null)

    const second = forkEmulated({ dataDir: dataDir.path, browserUrl: chromium.url })
    const [code] = await once(second, 'exit')

    expect(code).toBe(0)
    await expect.poll(() => isVisible(app), WAIT).toEqual([true])
  })

  test('at login stays in the tray until it is opened', async (context) => {
    needsEmulator(context)
    const app = await start({ args: ['--hidden'] })
    await expect.poll(() => app.emulated((_electron, _none, state) => state.trays.length, null), WAIT).toBe(1)
    expect(await isVisible(app)).toEqual([])
    expect(await askGateway()).toBe(401)

    await app.emulated((_electron, _none, state) => state.trays[0]?.click('open'), null)
    await expect.poll(() => isVisible(app), WAIT).toEqual([true])
  })

  test('with the port taken still opens the window, which says so', async (context) => {
    needsEmulator(context)
    await startShown()
    const other = await makeDataDir({ gateway_port: dataDir.port })
    const app = await start({ dataDir: other.path })
    await expect
      .poll(() => app.emulated((_electron, _none, state) => state.trays[0]?.labels()[1], null), WAIT)
      .toBe('The gateway is not running')
    expect(app.output().stderr).toContain(String(dataDir.port))
    await app.stop()
    other.remove()
  })

  test('names the process that has the data dir, and ends with 1', async (context) => {
    needsEmulator(context)
    const first = await startShown()
    // As if the first were a headless one: it has no window that a second start could show.
    await first.evaluate(({ app }) => app.releaseSingleInstanceLock(), null)
    const pid = await first.evaluate(() => process.pid, null)

    const second = await start()

    expect(await second.exited).toBe(1)
    expect(second.output().stderr).toContain(`process ${pid}`)
  })
})

describe('what is remembered', () => {
  test('bounds and theme survive a restart', async () => {
    const app = await start()
    const page = await app.page()
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 1001, height: 702 })
    }, null)
    await updateSettings(page, { theme: 'dark' })
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('dark')
    await app.stop()
    expect(settingsFile()).toMatchObject({
      theme: 'dark',
      window: { x: 60, y: 70, width: 1001, height: 702 }
    })

    const again = await start()
    const restored = await (
      await again.page()
    ).evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(restored).toBe(true)
    const bounds = await again.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(),
      null
    )
    expect(bounds).toEqual({ x: 60, y: 70, width: 1001, height: 702 })
  })

  test('a settings file that is no JSON is put aside, not thrown away', async () => {
    const broken = await makeDataDir()
    writeFileSync(join(broken.path, 'settings.json'), '{"theme": "dark",')
    const app = await startShown({ dataDir: broken.path })
    expect(readFileSync(join(broken.path, 'settings.json.broken'), 'utf8')).toBe('{"theme": "dark",')
    expect(app.output().stderr).toContain('settings.json.broken')
    await app.stop()
    broken.remove()
  })

  test('launch at login is an autostart entry, there while the setting is on', async (context) => {
    needsEmulator(context)
    needsLinux(context)
    const config = join(dataDir.path, 'config')
    const entry = join(config, 'autostart', 'gatehouse.desktop')
    const app = await start({ env: { EMULATOR_PACKAGED: '1', XDG_CONFIG_HOME: config } })
    const page = await app.page()
    await updateSettings(page, { launch_at_login: true })
    expect(readFileSync(entry, 'utf8')).toContain(`Exec="${process.execPath}" --hidden`)
    await updateSettings(page, { launch_at_login: false })
    expect(existsSync(entry)).toBe(false)
  })
})

describe('quitting', () => {
  test('from the tray drains and ends with 0; the log keeps the last request', async (context) => {
    needsEmulator(context)
    const app = await startShown()
    expect(await askGateway()).toBe(401)
    await app.emulated((_electron, _none, state) => {
      setImmediate(() => state.trays[0]?.click('quit'))
    }, null)
    expect(await app.exited).toBe(0)
    expect(existsSync(join(dataDir.path, 'lock'))).toBe(false)

    const logs = await runWords(['logs', '--json', '--limit', '1'])
    expect(logs.code).toBe(0)
    expect(JSON.parse(logs.stdout)).toMatchObject({ status: 401 })
  })

  test('a SIGTERM does the same', async () => {
    const app = await startShown()
    app.kill('SIGTERM')
    expect(await app.exited).toBe(0)
    expect(existsSync(join(dataDir.path, 'lock'))).toBe(false)
  })
})

test('a page that crashed is there again', async (context) => {
  needsEmulator(context)
  const app = await startShown()
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const back = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    return back
  }, null)
  expect(await isVisible(app)).toEqual([true])
})

describe('a command word', () => {
  test('runs without a window, beside a running one and alone, with one result', async (context) => {
    needsEmulator(context)
    const app = await startShown()
    const made = await runWords(['token', 'create', 'cline', '--json'])
    expect(made.code).toBe(0)
    expect(JSON.parse(made.stdout)).toMatchObject({ name: 'cline' })
    const beside = await runWords(['token', 'list', '--json'])
    await app.stop()

    const alone = await runWords(['token', 'list', '--json'])
    expect(alone).toMatchObject({ code: 0, stdout: beside.stdout })
    expect(beside.stdout).toContain('"cline"')
  })

  test('that does not exist is told so with exit code 2', async (context) => {
    needsEmulator(context)
    const { code, stdout, stderr } = await runWords(['sreve'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('serve')
  })
})

/** The command line of the desktop build; without a browser to open a window in, one that tried would fail. */
async function runWords(args: readonly string[]) {
  const child = forkEmulated({ dataDir: dataDir.path, args })
  const output = collect(child)
  const [code] = await once(child, 'close')
  return { code: code as number | null, ...output() }
}

/** As the Settings page does it: by the contract, from the page. */
async function updateSettings(
  page: Awaited<ReturnType<DesktopApp['page']>>,
  patch: Readonly<Record<string, unknown>>
): Promise<void> {
  const status = await page.evaluate(async (settings) => {
    const response = await fetch('/rpc/system/update_settings', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: settings })
    })
    return response.status
  }, patch)
  expect(status).toBe(200)
}
