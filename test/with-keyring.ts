import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/**
 * A throw-away Secret Service: GNOME Keyring on a private session bus, with a fresh and unlocked "login" collection.
 * Tests start one in code; `node test/with-keyring.ts COMMAND ...` runs a command with one.
 */
export interface Keyring {
  /** For the processes that are to use it; nothing of the machine's own session is left in it. */
  readonly env: Record<string, string | undefined>
  /** Locks the collection; there is no display to ask for its password on, so it stays locked. */
  lock(): Promise<void>
  /** Lets the service hang (or go on): calls get no answer. */
  freeze(frozen: boolean): void
  /** Ends the bus, and with it every connection. */
  endBus(): Promise<void>
  stop(): Promise<void>
}

interface KeyringOptions {
  /** `none`: a service that was never set up, as on a fresh server. */
  readonly collection?: 'login' | 'none'
}

const PROGRAMS = { bus: 'dbus-daemon', send: 'dbus-send', keyring: 'gnome-keyring-daemon' } as const
const SERVICE = 'org.freedesktop.secrets'
const LOGIN = '/org/freedesktop/secrets/collection/login'
const run = promisify(execFile)

/** What this machine lacks for a Secret Service of its own, in words for a skipped test; null where it lacks nothing. */
export function missingForKeyring(): string | null {
  if (process.platform !== 'linux') return `the Secret Service is Linux only, this is ${process.platform}`
  const missing = Object.values(PROGRAMS).filter((program) => !isOnPath(program))
  return missing.length === 0 ? null : `${missing.join(', ')} not installed (packages dbus, gnome-keyring)`
}

export async function startKeyring(options: KeyringOptions = {}): Promise<Keyring> {
  // Short: a Unix socket's path may have 107 bytes.
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-keyring-'))
  const folder = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 })
    return join(home, name)
  }
  const env: Record<string, string | undefined> = {
    ...process.env,
    XDG_DATA_HOME: folder('data'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('run')
  }
  // A locked collection would ask for its password on the screen of whoever runs the tests.
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS']) delete env[name]

  const bus = spawn(PROGRAMS.bus, ['--session', '--nofork', '--print-address=1'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let daemon: ChildProcess | null = null
  // A test run that is cut off must not leave daemons behind.
  const killAll = (): void => {
    daemon?.kill('SIGKILL')
    bus.kill('SIGKILL')
  }
  process.once('exit', killAll)
  const stop = async (): Promise<void> => {
    // A frozen process does not act on a signal to end.
    daemon?.kill('SIGCONT')
    if (daemon) await end(daemon)
    await end(bus)
    process.off('exit', killAll)
    rmSync(home, { recursive: true, force: true })
  }
  try {
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(bus)
    const login = options.collection !== 'none'
    daemon = spawn(
      PROGRAMS.keyring,
      ['--foreground', '--components=secrets', ...(login ? ['--unlock'] : [])],
      { env, stdio: ['pipe', 'ignore', 'ignore'] }
    )
    // The password of the new collection.
    daemon.stdin?.end(login ? 'open sesame\n' : '')
    await serviceUp(env)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    env,
    async lock() {
      const path = '/org/freedesktop/secrets'
      await dbus(env, SERVICE, path, 'org.freedesktop.Secret.Service.Lock', `array:objpath:${LOGIN}`)
    },
    freeze(frozen) {
      daemon?.kill(frozen ? 'SIGSTOP' : 'SIGCONT')
    },
    endBus: () => end(bus),
    stop
  }
}

async function serviceUp(env: Keyring['env']): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const method = 'org.freedesktop.DBus.NameHasOwner'
    const answer = await dbus(env, 'org.freedesktop.DBus', '/', method, `string:${SERVICE}`)
    if (answer.includes('boolean true')) return
    await sleep(50)
  }
  throw new Error('gnome-keyring-daemon did not come up within five seconds')
}

async function dbus(
  env: Keyring['env'],
  destination: string,
  path: string,
  method: string,
  argument: string
): Promise<string> {
  const options = ['--session', '--print-reply', `--dest=${destination}`, path, method, argument]
  return (await run(PROGRAMS.send, options, { env, timeout: 5_000 })).stdout
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const part of child.stdout ?? []) {
    text += String(part)
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('dbus-daemon ended without an address')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** `node test/with-keyring.ts COMMAND ...`: exits as the command does. */
async function main([command, ...rest]: string[]): Promise<number> {
  const missing = missingForKeyring()
  if (missing !== null || command === undefined) {
    console.error(missing ?? 'usage: node test/with-keyring.ts COMMAND [ARGUMENT...]')
    return 2
  }
  const keyring = await startKeyring()
  try {
    const child = spawn(command, rest, { env: keyring.env, stdio: 'inherit' })
    const [code]: unknown[] = await once(child, 'exit')
    return typeof code === 'number' ? code : 1
  } finally {
    await keyring.stop()
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
