import { connect as connectSocket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { GatehouseError } from '../../shared/errors.ts'
import type { ControlClient } from '../../shared/contract/index.ts'
import { prepareDataDir } from '../app/data-dir.ts'
import { lockDataDir, readHolder, type DataDirLock } from '../app/data-dir-lock.ts'
import type { LockRecord } from '../app/lock-record.ts'
import { openApp } from './open-app.ts'

export interface ControlConnection {
  readonly client: ControlClient
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly dataDir: string
  readonly notice: (line: string) => void
}

/** An owner that has just started does not listen yet, one that ends drains first: both within this time. */
const PATIENCE_MS = 15_000
const RETRY_MS = 50

/**
 * The control surface of the data folder: of the process that owns it, through its socket; without one, this process
 * takes the lock and answers itself.
 */
export async function connectControl(options: ConnectOptions): Promise<ControlConnection> {
  prepareDataDir(options.dataDir, options.notice)
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const claim = await lockDataDir(options.dataDir, 'command')
    if (claim.held) return await answerHere(options, claim.lock)
    if (await listens(claim.holder)) return await connectTo(claim.holder)
    if (Date.now() > deadline) throw silent(claim.holder)
    await sleep(RETRY_MS)
  }
}

/** The control surface of the process that owns the data folder; null where none does. */
export async function connectOwner(dataDir: string): Promise<ControlConnection | null> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const holder = await readHolder(dataDir)
    if (holder === null) return null
    if (await listens(holder)) return await connectTo(holder)
    if (Date.now() > deadline) throw silent(holder)
    await sleep(RETRY_MS)
  }
}

async function connectTo(holder: LockRecord): Promise<ControlConnection> {
  const [{ createControlClient }, { createSocketFetch }] = await Promise.all([
    import('./control-client.ts'),
    import('./socket-fetch.ts')
  ])
  return { client: createControlClient(createSocketFetch(holder.socket)), close: () => Promise.resolve() }
}

async function answerHere(options: ConnectOptions, lock: DataDirLock): Promise<ControlConnection> {
  // While it opens, the app speaks of what a serving process would lack (an environment variable, say); that is not
  // about this call.
  let opened = false
  const notice = (line: string): void => {
    if (opened) options.notice(line)
  }
  try {
    const [{ createControlClient }, { app }] = await Promise.all([
      import('./control-client.ts'),
      openApp({ dataDir: options.dataDir, notice, loginLink: () => null })
    ])
    opened = true
    return {
      client: createControlClient((request) => app.control(request, { door: 'socket' })),
      close: async () => {
        await app.close()
        lock.release()
      }
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Commands own a folder for moments and have no socket; theirs is waited out. */
function listens(holder: LockRecord): Promise<boolean> {
  if (holder.purpose === 'command') return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = connectSocket(holder.socket)
    const settle = (answered: boolean): void => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

function silent(holder: LockRecord): GatehouseError {
  return new GatehouseError(
    'conflict',
    `Gatehouse (process ${holder.pid}) owns this data folder but does not answer. ` +
      `Try again in a moment; if it stays so, end that process, or delete the file "lock" if it is another program.`
  )
}
