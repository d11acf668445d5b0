import { setTimeout as sleep } from 'node:timers/promises'
import { GatehouseError } from '../../shared/errors.ts'
import { serveControlSocket, type ControlSocket } from '../app/control-socket.ts'
import type { App } from '../app/create-app.ts'
import { prepareDataDir } from '../app/data-dir.ts'
import { heldBy, lockDataDir, type DataDirLock } from '../app/data-dir-lock.ts'
import { systemClock } from '../app/system-clock.ts'
import { openDashboardDoor, type DashboardDoor } from './dashboard-door.ts'
import { openApp } from './open-app.ts'

export interface HostOptions {
  readonly dataDir: string
  /** 0: any free port, for the dashboard too; null: the one of the settings. */
  readonly port: number | null
  /** A configuration file to apply before anything listens. */
  readonly applyFile: string | null
  readonly notice: (line: string) => void
}

export interface RunningHost {
  /** Base URL for apps, ending in `/v1`. */
  readonly gatewayUrl: string
  /** Values of the tokens that the applied file made. */
  readonly tokens: readonly { readonly name: string; readonly token: string }[]
  loginLink(): string
  /** Lets requests under way finish, writes everything out, gives the data folder free. */
  close(): Promise<void>
}

/** A command that happens to hold the folder is done by then. */
const COMMAND_PATIENCE_MS = 10_000

/** Runs the whole app on plain Node: gateway, dashboard on loopback, socket for the command line. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { dataDir, notice } = options
  prepareDataDir(dataDir, notice)
  const lock = await takeLock(dataDir)
  let door: DashboardDoor | null = null
  try {
    const { app, settings } = await openApp({ dataDir, notice, loginLink: () => door?.loginLink() ?? null })
    let socket: ControlSocket | null = null
    const close = async (): Promise<void> => {
      // The gateway first stops taking requests and drains; whoever only looks on is cut off at once.
      await Promise.all([door?.close(), socket?.close(), app.close()])
      lock.release()
    }
    try {
      const port = options.port ?? settings.get().gateway_port
      const gateway = await listen(app, port)
      const opened = await Promise.all([
        openDashboardDoor({
          port: options.port === 0 ? 0 : settings.get().dashboard_port,
          control: (request) => app.control(request, { door: 'http' }),
          sessions: app.sessions,
          clock: systemClock,
          onError: (error) => notice(`A request to the dashboard failed: ${String(error)}`)
        }),
        serveControlSocket({
          path: lock.record.socket,
          dataDir,
          control: (request) => app.control(request, { door: 'socket' }),
          onError: (error) => notice(`A call of the command line failed: ${String(error)}`)
        })
      ])
      const dashboard = (door = opened[0])
      socket = opened[1]
      // Last, when nothing else can fail: a token's value is made once, and must be told to whoever asked for it.
      const tokens = options.applyFile === null ? [] : await applyFile(app, options.applyFile)
      return { gatewayUrl: gateway.url, tokens, loginLink: () => dashboard.loginLink(), close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function takeLock(dataDir: string): Promise<DataDirLock> {
  const deadline = Date.now() + COMMAND_PATIENCE_MS
  for (;;) {
    const claim = await lockDataDir(dataDir, 'serve')
    if (claim.held) return claim.lock
    if (claim.holder.purpose !== 'command' || Date.now() > deadline) throw heldBy(claim.holder, dataDir)
    await sleep(50)
  }
}

async function applyFile(app: App, path: string): Promise<RunningHost['tokens']> {
  const { readConfigFile } = await import('./read-config-file.ts')
  const text = await readConfigFile(path)
  // What the person should know about the new configuration reaches them as notices of the app itself.
  const { tokens } = await app.configuration.apply({ text, dryRun: false, prune: false, by: 'apply' })
  return tokens
}

async function listen(app: App, port: number): Promise<{ readonly url: string }> {
  try {
    return await app.listen({ port })
  } catch (error) {
    const code = systemCodeOf(error)
    if (code === 'EACCES') {
      throw new GatehouseError(
        'conflict',
        `This user may not listen on port ${port}. Choose one above 1023: gatehouse serve --port 6480`,
        { cause: error }
      )
    }
    if (code !== 'EADDRINUSE') throw error
    const { describePortHolder } = await import('./describe-port-holder.ts')
    throw new GatehouseError(
      'conflict',
      `Port ${port} on 127.0.0.1 is taken by ${describePortHolder(port)}. End that, or choose another port: gatehouse serve --port 0 picks a free one.`,
      { cause: error }
    )
  }
}

/** The operating system's code of an error, or of what caused it. */
function systemCodeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined
  const cause = systemCodeOf(error.cause)
  return cause ?? ('code' in error ? error.code : undefined)
}
