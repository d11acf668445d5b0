import { basename } from 'node:path'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** `node (process 1234)`, or where to look where that can't be seen from here. */
export function describePortHolder(port: number): string {
  const ask = process.platform === 'win32' ? `netstat -ano | findstr :${port}` : `lsof -nP -i :${port}`
  const unknown = `another program (\`${ask}\` shows which)`
  if (process.platform !== 'linux') return unknown
  const inode = listenerInode(port)
  const pid = inode === null ? null : ownerOf(inode)
  if (pid === null) return unknown
  try {
    return `${programOf(pid)} (process ${pid})`
  } catch {
    return unknown
  }
}

/** Node names its thread, not its program, so the command's own words tell more. */
function programOf(pid: string): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  if (words.some((word) => word.endsWith('headless.js'))) return 'another Gatehouse'
  return words[0] === undefined || words[0] === ''
    ? readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    : basename(words[0])
}

/** The socket that listens on the port, from the kernel's table: local address is field 1, state 3, inode 9. */
function listenerInode(port: number): string | null {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readLines(table)) {
      const fields = line.trim().split(/\s+/)
      if (fields[1]?.endsWith(wanted) === true && fields[3] === '0A') return fields[9] ?? null
    }
  }
  return null
}

/** The process that has the socket open, among those that this user may look into. */
function ownerOf(inode: string): string | null {
  for (const pid of readNames('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    for (const file of readNames(`/proc/${pid}/fd`)) {
      if (linkOf(`/proc/${pid}/fd/${file}`) === `socket:[${inode}]`) return pid
    }
  }
  return null
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function readNames(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
