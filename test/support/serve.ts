import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { connectOwner } from '../../electron/headless/connect.ts'
import type { ControlClient } from '../../shared/contract/index.ts'

const CLI = resolve(import.meta.dirname, '../../out/main/headless.js')

/** The built program, serving on free ports from a data folder of its own. */
export interface Served {
  readonly child: ChildProcess
  readonly dataDir: string
  /** With `/v1`. */
  readonly gateway: string
  readonly dashboard: string
  readonly tokens: readonly { readonly name: string; readonly token: string }[]
  /** The control surface, over the socket that the command line uses. */
  readonly control: ControlClient
  /** What it said to the person, so far. */
  readonly said: () => string
  /** Ends it as a person would; resolves to the exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

export interface ServeOptions {
  readonly dataDir: string
  /** A configuration document to apply. */
  readonly apply?: object
  readonly env?: Readonly<Record<string, string>>
}

export async function serve(options: ServeOptions): Promise<Served> {
  const args = ['serve', '--json', '--port', '0', '--data-dir', options.dataDir]
  if (options.apply !== undefined) {
    const file = join(
      options.dataDir,
      '..',
      `apply-${process.pid}-${Math.random().toString(36).slice(2)}.json`
    )
    writeFileSync(file, JSON.stringify(options.apply))
    args.push('--apply', file)
  }
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: options.dataDir,
      XDG_RUNTIME_DIR: options.dataDir,
      ...options.env
    }
  })
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const line = await Promise.race([
    firstLine(child),
    exited.then((code) => Promise.reject(new Error(`serve ended with ${code}: ${said}`)))
  ])
  const ready = JSON.parse(line) as Pick<Served, 'gateway' | 'dashboard' | 'tokens'>
  const connection = await connectOwner(options.dataDir)
  if (connection === null) throw new Error('nobody owns the data folder')
  return {
    child,
    dataDir: options.dataDir,
    ...ready,
    control: connection.client,
    said: () => said,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    }
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout !== null) createInterface(child.stdout).once('line', resolve)
  })
}

/** A folder for a test, with a data folder in it; the function removes it. */
export function temporaryDataDir(): { readonly dataDir: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-'))
  return { dataDir: join(folder, 'data'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
