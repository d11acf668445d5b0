import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Enough to tell a process from a later one that was given the same pid. */
export interface ProcessIdentity {
  readonly pid: number
  /** Linux: clock ticks since boot at its start. Elsewhere: milliseconds since the epoch. null: not known. */
  readonly start: number | null
  /** Linux: the kernel's id of this boot; null elsewhere. */
  readonly boot: string | null
  /** Linux: the pid namespace (a container has its own); null elsewhere. */
  readonly namespace: string | null
}

/** How far `ps` and this process may disagree about a start: the wall clock can be set in between. */
const START_TOLERANCE_MS = 60_000

export function ownIdentity(): ProcessIdentity {
  if (process.platform !== 'linux') {
    return {
      pid: process.pid,
      start: Math.round(Date.now() - process.uptime() * 1000),
      boot: null,
      namespace: null
    }
  }
  return {
    pid: process.pid,
    start: linuxProcess('self')?.start ?? null,
    boot: bootId(),
    namespace: pidNamespace()
  }
}

/**
 * Whether the process is still there. `elsewhere`: it lives in another pid namespace of this boot, so its pid says
 * nothing here.
 */
export function processState(identity: ProcessIdentity): 'alive' | 'gone' | 'elsewhere' {
  if (process.platform === 'linux') {
    if (identity.boot !== null && identity.boot !== bootId()) return 'gone'
    if (identity.namespace !== null && identity.namespace !== pidNamespace()) return 'elsewhere'
  }
  if (!exists(identity.pid)) return 'gone'
  if (identity.start === null) return 'alive'
  if (process.platform === 'linux') {
    const found = linuxProcess(String(identity.pid))
    // Hidden by hidepid: it exists, and nothing says that it is another one.
    if (found === null) return 'alive'
    return found.start === identity.start && !found.ended ? 'alive' : 'gone'
  }
  // Windows has no cheap way to ask: there a recycled pid counts as alive, and the message says how to go on.
  if (process.platform === 'win32') return 'alive'
  const start = startOfPs(identity.pid)
  return start === null || Math.abs(start - identity.start) < START_TOLERANCE_MS ? 'alive' : 'gone'
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function linuxProcess(pid: string): { readonly start: number; readonly ended: boolean } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may itself hold spaces and parentheses: fields count from the last one. State is field
    // 3 of proc_pid_stat(5), start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { start: Number(fields[19]), ended: fields[0] === 'Z' || fields[0] === 'X' }
  } catch {
    return null
  }
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return null
  }
}

function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return null
  }
}

function startOfPs(pid: number): number | null {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      timeout: 2000
    })
    const start = Date.parse(text.trim())
    return Number.isNaN(start) ? null : start
  } catch {
    return null
  }
}
