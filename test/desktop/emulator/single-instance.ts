import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a second start hands to the first. */
export interface SecondInstance {
  readonly argv: readonly string[]
  readonly workingDirectory: string
}

/**
 * Electron's single instance: one holder for each profile folder, found synchronously. Chromium uses a socket there;
 * with files the answer can be had without waiting. Null: another process holds it, and was told of this start.
 */
export function takeSingleInstance(
  profile: string,
  onSecond: (second: SecondInstance) => void
): { release(): void } | null {
  const lock = join(profile, 'emulated-instance')
  const inbox = join(profile, 'emulated-inbox')
  mkdirSync(inbox, { recursive: true })
  if (!claim(lock)) {
    const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd() }
    // Renamed into place, so that the holder never reads half of it.
    const draft = join(profile, randomUUID())
    writeFileSync(draft, JSON.stringify(second))
    renameSync(draft, join(inbox, randomUUID()))
    return null
  }
  const watcher = watch(inbox, () => {
    for (const name of readdirSync(inbox)) {
      const file = join(inbox, name)
      const second = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance
      rmSync(file)
      onSecond(second)
    }
  })
  watcher.unref()
  const release = (): void => {
    watcher.close()
    rmSync(lock, { force: true })
  }
  process.on('exit', release)
  return { release }
}

function claim(lock: string): boolean {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return true
    } catch {
      if (isAlive(Number(readFileSync(lock, 'utf8')))) return false
      rmSync(lock, { force: true })
    }
  }
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
