import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { GatehouseError } from '../../shared/errors.ts'

/** Names that Gatehouse itself gives to files in its data folder; anything else there is left alone. */
const OWN_FILES = /^(?:(?:gatehouse|log|cache)\.db|settings\.json)/

/** What decides where the data folder is. */
export interface DataDirChoice {
  /** Value of `--data-dir`. */
  readonly flag: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
}

/** The data folder's absolute path: the flag, else GATEHOUSE_DATA_DIR, else where the platform keeps such data. */
export function chooseDataDir(choice: DataDirChoice): string {
  // An empty variable means "not set", as the XDG rules have it.
  const given = choice.flag ?? (choice.env['GATEHOUSE_DATA_DIR'] || undefined)
  if (given !== undefined) return resolve(given)
  const home = choice.env['HOME'] || homedir()
  if (choice.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Gatehouse')
  if (choice.platform === 'win32') {
    return join(choice.env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), 'Gatehouse')
  }
  // A relative XDG path is invalid by its specification and must be ignored.
  const xdg = choice.env['XDG_DATA_HOME']
  return join(xdg?.startsWith('/') === true ? xdg : join(home, '.local', 'share'), 'gatehouse')
}

/**
 * Makes the data folder, or narrows one that others can read, and lets this process create nothing that others can
 * read from now on. Throws in words where the folder can't be had.
 */
export function prepareDataDir(dataDir: string, notice: (line: string) => void): void {
  if (process.platform !== 'win32') process.umask(0o077)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (!statSync(dataDir).isDirectory()) throw new Error('it is a file')
    if (process.platform !== 'win32') narrow(dataDir, notice)
  } catch (error) {
    throw new GatehouseError(
      'internal',
      `The data folder ${dataDir} can't be used: ${reasonOf(error)}. Choose another one with --data-dir or GATEHOUSE_DATA_DIR.`,
      { cause: error }
    )
  }
}

function narrow(dataDir: string, notice: (line: string) => void): void {
  const mode = statSync(dataDir).mode & 0o777
  if ((mode & 0o077) !== 0 || (mode & 0o700) !== 0o700) {
    chmodSync(dataDir, 0o700)
    notice(`The data folder ${dataDir} was open to other users (mode ${mode.toString(8)}); it is 700 now.`)
  }
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (!entry.isFile() || !OWN_FILES.test(entry.name)) continue
    const path = join(dataDir, entry.name)
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not write there'
  if (code === 'EROFS') return 'the file system is read-only'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of its path is a file'
  if (code === 'ENOSPC') return 'the disk is full'
  return error instanceof Error ? error.message : String(error)
}
