import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const PROJECT = resolve(import.meta.dirname, '../..')

/** A checkout made of the built program and the scripts alone: no sources, so nothing is ever out of date. */
let root: string
const children: ChildProcess[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-start-'))
  mkdirSync(join(root, 'scripts'))
  for (const name of readdirSync(join(PROJECT, 'scripts')).filter((name) => name.endsWith('.mjs'))) {
    copyFileSync(join(PROJECT, 'scripts', name), join(root, 'scripts', name))
  }
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<number | null>
}

function start(env: Record<string, string> = {}, words = ['--port', '0']): Started {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: root,
      GATEHOUSE_DATA_DIR: join(root, 'data'),
      // A folder without an Electron, whether or not the real one has been fetched here.
      ELECTRON_OVERRIDE_DIST_PATH: join(root, 'no-electron'),
      ...env
    }
  })
  children.push(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  const ended = once(child, 'close').then(([code]: unknown[]) => (typeof code === 'number' ? code : null))
  return { child, stdout: () => stdout, stderr: () => stderr, ended }
}

function useBuilt(): void {
  symlinkSync(join(PROJECT, 'out'), join(root, 'out'))
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'))
}

const firstAddress = (text: string) => /https?:\S+/.exec(text)?.[0] ?? ''
const within = { timeout: 20_000 }

describe('npm start', () => {
  it('serves where there is no Electron: one line says so, and the first address is the dashboard', async () => {
    useBuilt()
    const started = start()
    await expect.poll(started.stdout, within).toContain('Ctrl-C')
    expect(started.stderr().trim().split('\n')).toEqual([
      'Electron is not here, so there is no window: open the dashboard in your browser with this link.'
    ])
    const link = firstAddress(started.stdout())
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#login=/)
    expect(await (await fetch(link)).text()).toContain('<div id="root"')

    const second = start()
    expect(await second.ended).toBe(0)
    expect(firstAddress(second.stdout())).toMatch(/#login=/)
    expect(firstAddress(second.stdout())).not.toBe(link)

    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
  })

  it('opens the window where there are an Electron and a display, and ends as it ends', async () => {
    useBuilt()
    const electron = join(root, 'fake-electron')
    writeFileSync(electron, '#!/bin/sh\necho "window of $1 $2"\nexit 0\n')
    chmodSync(electron, 0o755)
    const started = start({ GATEHOUSE_ELECTRON: electron, DISPLAY: ':99' }, ['--hidden'])
    expect(await started.ended).toBe(0)
    expect(started.stdout()).toBe(`window of ${root} --hidden\n`)
  })

  it('serves where the window does not come up, or there is no display', async () => {
    useBuilt()
    const electron = join(root, 'fake-electron')
    writeFileSync(electron, '#!/bin/sh\nexit 127\n')
    chmodSync(electron, 0o755)
    for (const [env, words] of [
      [{ DISPLAY: ':99' }, 'could not be opened'],
      [{}, 'no display']
    ] as const) {
      const started = start({ GATEHOUSE_ELECTRON: electron, ...env })
      await expect.poll(started.stdout, within).toContain('#login=')
      expect(started.stderr()).toContain(words)
      started.child.kill('SIGTERM')
      expect(await started.ended).toBe(0)
    }
  })

  it('says what to do where nothing is installed', async () => {
    const started = start()
    expect(await started.ended).toBe(1)
    expect(started.stderr()).toBe('Nothing is installed yet: run "npm ci" first.\n')
  })
})

describe('building what is needed', () => {
  const BUILT = [
    'out/main/main.js',
    'out/main/headless.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html'
  ]

  /** A project whose build notes each of its runs, or fails. */
  function project(build: string): void {
    mkdirSync(join(root, 'electron'))
    writeFileSync(join(root, 'electron/main.ts'), '')
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { build: 'node build.mjs' } }))
    writeFileSync(join(root, 'build.mjs'), build)
  }

  const GOOD = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
    import { dirname } from 'node:path'
    appendFileSync('runs', 'x')
    for (const file of ${JSON.stringify(BUILT)}) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, '')
    }`

  async function buildIfNeeded(): Promise<{ readonly done: boolean; readonly said: string }> {
    const said: string[] = []
    const script = (await import(join(root, 'scripts/build-if-needed.mjs'))) as {
      buildIfNeeded: (root: string, say: (line: string) => void) => boolean
    }
    return { done: script.buildIfNeeded(root, (line) => void said.push(line)), said: said.join('\n') }
  }

  it('builds once, and again only after a source changed', async () => {
    project(GOOD)
    expect((await buildIfNeeded()).done).toBe(true)
    expect(await buildIfNeeded()).toEqual({ done: true, said: '' })
    expect(readFileSync(join(root, 'runs'), 'utf8')).toBe('x')
    const later = new Date(Date.now() + 10_000)
    utimesSync(join(root, 'electron/main.ts'), later, later)
    expect((await buildIfNeeded()).done).toBe(true)
    expect(readFileSync(join(root, 'runs'), 'utf8')).toBe('xx')
  })

  it('shows what a failed build said', async () => {
    project(`console.log('see https://example.com'); console.error('it broke'); process.exit(3)`)
    const { done, said } = await buildIfNeeded()
    expect(done).toBe(false)
    expect(said).toContain('it broke')
    expect(said).toContain('The build failed')
  })
})
