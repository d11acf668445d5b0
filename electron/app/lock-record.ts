import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from './process-identity.ts'

/** What the owner is doing: commands hold the folder for moments, hosts for good. */
export type LockPurpose = 'serve' | 'window' | 'command'

export interface LockRecord extends ProcessIdentity {
  readonly purpose: LockPurpose
  /** ISO 8601. */
  readonly since: string
  readonly nonce: string
  /** Where the owner's control socket is (or will be in a moment); commands have none. */
  readonly socket: string
}

/** What one file of the lock says. */
export interface Claim {
  readonly nonce: string
  /** null: the file can't be read as a claim (cut off by a crash), so nobody holds it. */
  readonly record: LockRecord | null
}

/** Longer than any chain that crashes could leave: each link is a process that died within a millisecond. */
const CHAIN_LIMIT = 50

/** The claims from `lock` on, each one made by whoever found the one before it abandoned. */
export function readChain(dataDir: string): readonly Claim[] {
  const chain: Claim[] = []
  let path = join(dataDir, 'lock')
  for (let length = 0; length < CHAIN_LIMIT; length++) {
    const next = readClaim(path)
    if (next === null) break
    chain.push(next)
    path = join(dataDir, `lock.after-${next.nonce}`)
  }
  return chain
}

/** null: there is no such file. */
export function readClaim(path: string): Claim | null {
  try {
    const record = parseRecord(readFileSync(path, 'utf8'))
    if (record !== null) return { nonce: record.nonce, record }
    const { ino, mtimeMs } = statSync(path)
    return { nonce: `unreadable-${ino}-${Math.round(mtimeMs)}`, record: null }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

function parseRecord(text: string): LockRecord | null {
  try {
    const value: Partial<LockRecord> | null = JSON.parse(text)
    if (typeof value?.pid !== 'number' || typeof value.nonce !== 'string') return null
    if (!/^[0-9a-f-]{36}$/.test(value.nonce)) return null
    return {
      pid: value.pid,
      nonce: value.nonce,
      start: typeof value.start === 'number' ? value.start : null,
      boot: typeof value.boot === 'string' ? value.boot : null,
      namespace: typeof value.namespace === 'string' ? value.namespace : null,
      purpose: value.purpose === 'serve' || value.purpose === 'window' ? value.purpose : 'command',
      since: typeof value.since === 'string' ? value.since : '',
      socket: typeof value.socket === 'string' ? value.socket : ''
    }
  } catch {
    return null
  }
}
