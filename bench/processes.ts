import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus } from 'node:os'

/** With two cores, what is measured has one of them and the load and the provider share the other. */
const PINNED = process.platform === 'linux' && cpus().length >= 2 && existsSync('/usr/bin/taskset')

export function startPinned(
  core: 0 | 1,
  args: readonly string[],
  env: Record<string, string> = {}
): ChildProcess {
  const command = PINNED
    ? ['taskset', '-c', String(core), process.execPath, ...args]
    : [process.execPath, ...args]
  const [name = '', ...rest] = command
  return spawn(name, rest, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env }
  })
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(timer)
}

/** Whether something accepts connections on the port, asked until it does or 20 seconds are over. */
export async function untilOpen(port: number): Promise<void> {
  const end = performance.now() + 20_000
  while (performance.now() < end) {
    if (await isOpen(port)) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`nothing listens on port ${port}`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** CPU seconds (user and system) of a process and all its threads so far; null where the system does not tell. */
export function cpuSeconds(child: ChildProcess): number | null {
  if (process.platform !== 'linux' || child.pid === undefined) return null
  let nanos = 0
  for (const task of readdirSync(`/proc/${child.pid}/task`)) {
    try {
      nanos += Number(readFileSync(`/proc/${child.pid}/task/${task}/schedstat`, 'latin1').split(' ')[0])
    } catch {
      // A thread that ended between the listing and the reading.
    }
  }
  return nanos / 1e9
}

/** Resident memory in MB; null where the system does not tell. */
export function residentMb(child: ChildProcess): number | null {
  if (process.platform !== 'linux' || child.pid === undefined) return null
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1024
}
