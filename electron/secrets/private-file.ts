import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { GatehouseError } from '../../shared/errors.ts'

/** All but reading and writing by the owner. */
const FORBIDDEN_MODE = 0o777 & ~0o600

/**
 * The bytes of a file that only its owner may read, or null where there is none. Throws `secret_store_unavailable` for
 * one that others may read or change: whatever is in it may be known or chosen by them.
 */
export async function readPrivateFile(path: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY).catch((cause: unknown) => {
    if (isMissing(cause)) return null
    throw new GatehouseError(
      'secret_store_unavailable',
      `${path} could not be opened (${reasonOf(cause)}). Check that it belongs to the user that runs Gatehouse.`,
      { cause }
    )
  })
  if (!file) return null
  try {
    // The open file is asked, not the path: the path may name another file by then.
    const status = await file.stat()
    // Windows has no mode bits; its files inherit the access list of the user's profile.
    if (process.platform !== 'win32' && (status.mode & FORBIDDEN_MODE) !== 0) {
      const mode = (status.mode & 0o777).toString(8).padStart(4, '0')
      throw new GatehouseError(
        'secret_store_unavailable',
        `${basename(path)} is refused because its mode is ${mode}: other users may read or change it. ` +
          `Make it yours alone with: chmod 600 "${path}"`
      )
    }
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/**
 * Replaces a file whole, mode 0600: after a crash it is either the old or the new one. A left-over temporary file of an
 * earlier crash is replaced; one process owns the data folder, so the fixed name can't be in use by another.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`
  try {
    await rm(temporary, { force: true })
    // `wx` never follows a link that somebody put there.
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (cause) {
    // What could not be written may not be removable either; the first failure is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new GatehouseError(
      'secret_store_unavailable',
      `${path} could not be written (${reasonOf(cause)}); what was in it before is unchanged. ` +
        'Check the free space and the permissions of the data folder.',
      { cause }
    )
  }
}

/** Makes creations, renames and deletions in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows can't open a folder as a file.
  if (process.platform === 'win32') return
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

/** Such as `EACCES`: the code alone, since messages of the file system repeat whole paths. */
function reasonOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'unknown error'
}
