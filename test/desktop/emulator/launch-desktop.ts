import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type * as electron from 'electron'
import { _electron, chromium, type Page } from 'playwright-core'
import { startChromium } from './chromium.ts'
import type { EmulatorState } from './emulator-state.ts'
import type { SideDoorCall, SideDoorReply } from './side-door.ts'

type ElectronModule = typeof electron

/** A real Electron binary to run the same specs on; none: the emulator over Chromium. */
export const REAL_ELECTRON = process.env['GATEHOUSE_ELECTRON']

export interface LaunchOptions {
  readonly dataDir: string
  /** What a person would type after the program's name. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** `webSocketDebuggerUrl` of a browser to share; without it the app gets one of its own. */
  readonly browserUrl?: string
  /** Folder with `out/`; without it, this checkout or the folder that GATEHOUSE_BUILT_ROOT names. */
  readonly root?: string
}

/** The built desktop host, running. Functions given to it run there: they can use nothing around them. */
export interface DesktopApp {
  readonly page: () => Promise<Page>
  readonly evaluate: <Result, Argument>(
    run: (electron: ElectronModule, argument: Argument) => Result | Promise<Result>,
    argument: Argument
  ) => Promise<Result>
  /** The same with what the emulator recorded; fails on a real Electron, which records nothing. */
  readonly emulated: <Result, Argument>(
    run: (electron: ElectronModule, argument: Argument, state: EmulatorState) => Result | Promise<Result>,
    argument: Argument
  ) => Promise<Result>
  readonly exited: Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => void
  /** What it wrote so far, on both outputs. */
  readonly output: () => { readonly stdout: string; readonly stderr: string }
  readonly stop: () => Promise<void>
}

export const ROOT = join(import.meta.dirname, '../../..')
/** Where `out/` is: this checkout, or an unpacked installation to run the same specs on. */
const BUILT_ROOT = process.env['GATEHOUSE_BUILT_ROOT'] ?? ROOT
const STOPS_WITHIN_MS = 15_000
const WINDOW_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 25

/** Starts the app of `out/main/main.js`. */
export function launchDesktop(options: LaunchOptions): Promise<DesktopApp> {
  return REAL_ELECTRON === undefined ? launchEmulated(options) : launchReal(options, REAL_ELECTRON)
}

async function launchEmulated(options: LaunchOptions): Promise<DesktopApp> {
  const own = options.browserUrl === undefined ? await startChromium() : null
  const browserUrl = own?.url ?? options.browserUrl ?? ''
  const child = forkEmulated({ ...options, browserUrl })
  const output = collect(child)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ask = sideDoor(child, exited)
  const view = await chromium.connectOverCDP(browserUrl)

  const page = async (): Promise<Page> => {
    for (let waited = 0; waited < WINDOW_WITHIN_MS; waited += LOOK_EVERY_MS) {
      const pages = view.contexts().flatMap((context) => context.pages())
      const found = pages.find((candidate) => candidate.url().includes('.app.localhost:'))
      if (found !== undefined) {
        await found.waitForLoadState('load')
        return found
      }
      await sleep(LOOK_EVERY_MS)
    }
    throw new Error(`no window opened\n${output().stderr}`)
  }

  return {
    page,
    evaluate: (run, argument) => ask(run.toString(), argument),
    emulated: (run, argument) => ask(run.toString(), argument),
    exited,
    kill: (signal) => void child.kill(signal),
    output,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS)
      await exited
      clearTimeout(late)
      await view.close()
      await own?.stop()
    }
  }
}

/** The built main process under plain Node, with the emulator in the place of `electron`. */
export function forkEmulated(options: LaunchOptions): ChildProcess {
  const root = options.root ?? BUILT_ROOT
  return fork(join(root, 'out/main/main.js'), ['--data-dir', options.dataDir, ...(options.args ?? [])], {
    cwd: root,
    execArgv: ['--import', join(import.meta.dirname, 'register.ts')],
    env: {
      ...process.env,
      ...options.env,
      ...(options.browserUrl === undefined ? {} : { EMULATOR_BROWSER: options.browserUrl })
    },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
}

/** Everything that a child writes, as it comes. */
export function collect(child: ChildProcess): DesktopApp['output'] {
  const written = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (written.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (written.stderr += text))
  return () => ({ ...written })
}

function sideDoor(
  child: ChildProcess,
  exited: Promise<number | null>
): <Result>(source: string, argument: unknown) => Promise<Result> {
  const waiting = new Map<number, (reply: SideDoorReply) => void>()
  let lastId = 0
  child.on('message', (reply: SideDoorReply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  const giveUp = async (): Promise<void> => {
    const code = await exited
    for (const [id, settle] of waiting) settle({ id, error: `the app exited with ${code}`, value: null })
  }
  void giveUp()
  return async <Result>(source: string, argument: unknown) => {
    const call: SideDoorCall = { id: ++lastId, source, argument }
    const reply = await new Promise<SideDoorReply>((resolve) => {
      waiting.set(call.id, resolve)
      child.send(call)
    })
    if (reply.error !== null) throw new Error(reply.error)
    // The edge: what the spec's own function returned.
    return reply.value as Result
  }
}

async function launchReal(options: LaunchOptions, executablePath: string): Promise<DesktopApp> {
  const app = await _electron.launch({
    executablePath,
    args: [options.root ?? BUILT_ROOT, '--data-dir', options.dataDir, ...(options.args ?? [])],
    env: { ...definedEnvironment(), ...options.env }
  })
  const child = app.process()
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    page: () => app.firstWindow(),
    // The edge: Playwright's own types of the argument are wider than a spec's.
    evaluate: (run, argument) => app.evaluate(run as never, argument),
    emulated: () => Promise.reject(new Error('only the emulator records what the app does to the system')),
    exited,
    kill: (signal) => void child.kill(signal),
    output: collect(child),
    stop: () => app.close()
  }
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
