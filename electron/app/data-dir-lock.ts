import { randomUUID } from 'node:crypto'
import { linkSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GatehouseError } from '../../shared/errors.ts'
import { controlSocketPath } from './control-socket-path.ts'
import { readChain, readClaim, type LockPurpose, type LockRecord } from './lock-record.ts'
import { ownIdentity, processState } from './process-identity.ts'

/*
 * One process owns a data folder. The file `lock` names the owner; it appears whole, by a hard link to a finished
 * draft, so two can't both make it.
 *
 * A lock whose process is gone must be replaced by exactly one of the processes that notice it. Whoever wants to
 * replace the lock with nonce X first links `lock.after-X`, which only one can; then looks whether `lock` is still X;
 * then renames its draft over `lock`. A nonce is never used twice, so a slow process that still believes in X either
 * fails to link, or sees that X is no longer there and steps back. Where a process dies in the middle, its
 * `lock.after-X` is itself a claim with a nonce, and the chain goes on from there.
 */

export interface DataDirLock {
  readonly record: LockRecord
  /** Gives the folder free; safe to call twice. Also happens when the process exits. */
  release(): void
}

export type LockResult =
  | { readonly held: true; readonly lock: DataDirLock }
  | { readonly held: false; readonly holder: LockRecord }

/** Rounds before giving up; each one that isn't the last waits for another process to move. */
const ROUNDS = 50
const ROUND_WAIT_MS = 20
const DRAFT_LEFTOVER_MS = 60_000

/** Takes the folder, or says who has it. Throws in words where the file system can't hold a lock. */
export async function lockDataDir(dataDir: string, purpose: LockPurpose): Promise<LockResult> {
  const nonce = randomUUID()
  const record: LockRecord = {
    ...ownIdentity(),
    purpose,
    since: new Date().toISOString(),
    nonce,
    socket: controlSocketPath({ dataDir, nonce, platform: process.platform, env: process.env })
  }
  const draft = join(dataDir, `lock.draft-${nonce}`)
  writeFileSync(draft, `${JSON.stringify(record)}\n`, { flag: 'wx', mode: 0o600 })
  try {
    const holder = await claim(dataDir, draft)
    if (holder !== null) return { held: false, holder }
  } finally {
    rmSync(draft, { force: true })
  }
  removeLeftovers(dataDir, nonce)
  return { held: true, lock: holdLock(dataDir, record) }
}

/** The record of the process that owns the folder now; null where none does. */
export async function readHolder(dataDir: string): Promise<LockRecord | null> {
  const last = readChain(dataDir).at(-1)
  return last?.record !== null && last !== undefined && (await isHeld(last.record)) ? last.record : null
}

/** Refuses a start because another process owns the folder, in words that name it. */
export function heldBy(holder: LockRecord, dataDir: string): GatehouseError {
  const since = new Date(holder.since).toLocaleString()
  const way = holder.purpose === 'window' ? 'its icon in the tray' : '`gatehouse dashboard`'
  return new GatehouseError(
    'conflict',
    `Gatehouse already runs on this data folder: process ${holder.pid}, since ${since} (${dataDir}). ` +
      `Use that one (${way} opens it), end it, or choose another folder with --data-dir.`
  )
}

async function claim(dataDir: string, draft: string): Promise<LockRecord | null> {
  const lock = join(dataDir, 'lock')
  let lastSeen: LockRecord | undefined
  for (let round = 0; round < ROUNDS; round++) {
    if (tryLink(draft, lock)) return null
    const chain = readChain(dataDir)
    const [first, last] = [chain[0], chain.at(-1)]
    if (first === undefined || last === undefined) continue // given free in between
    if (last.record !== null && (await isHeld(last.record))) {
      if (chain.length === 1) return last.record
      lastSeen = last.record
      await sleep(ROUND_WAIT_MS) // it is just taking over: in a moment its record is the lock
      continue
    }
    const step = join(dataDir, `lock.after-${last.nonce}`)
    if (!tryLink(draft, step)) continue
    if (readClaim(lock)?.nonce === first.nonce) {
      renameSync(draft, lock)
      return null
    }
    rmSync(step, { force: true })
  }
  if (lastSeen !== undefined) return lastSeen
  throw new GatehouseError('conflict', `The lock of ${dataDir} keeps changing hands. Try again in a moment.`)
}

async function isHeld(record: LockRecord): Promise<boolean> {
  const state = processState(record)
  if (state !== 'elsewhere') return state === 'alive'
  // Another container on the same folder: its pid means nothing here, but its socket answers if it lives.
  return await answers(record.socket)
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: socketPath, timeout: 1000 })
    const settle = (answered: boolean): void => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw new GatehouseError(
      'internal',
      `The file system of ${to} can't hold a lock (hard links are refused there). Choose a folder on another disk with --data-dir.`,
      { cause: error }
    )
  }
}

function holdLock(dataDir: string, record: LockRecord): DataDirLock {
  const path = join(dataDir, 'lock')
  const release = (): void => {
    process.off('exit', release)
    // Only our own: the folder may have been removed and made anew under us.
    if (readClaim(path)?.nonce === record.nonce) rmSync(path, { force: true })
  }
  process.on('exit', release)
  return { record, release }
}

/** Steps of old take-overs, which no nonce in use leads to any more, and drafts of processes that died early. */
function removeLeftovers(dataDir: string, ownNonce: string): void {
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name)
    if (name.startsWith('lock.after-') && name !== `lock.after-${ownNonce}`) rmSync(path, { force: true })
    if (!name.startsWith('lock.draft-')) continue
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
    if (Date.now() - mtimeMs > DRAFT_LEFTOVER_MS) rmSync(path, { force: true })
  }
}
