import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

/**
 * What tells the keychain entries of this data folder from those of others on the same machine. Kept in the folder, so
 * that moving or renaming it loses no key; a copy of the folder shares the entries of the original.
 */
export interface InstanceId {
  /** null where none was made yet, or its file is gone. */
  read(): Promise<string | null>
  make(): Promise<string>
}

export function openInstanceId(dataDir: string): InstanceId {
  const path = join(dataDir, 'instance-id')
  let id: string | null = null

  async function read(): Promise<string | null> {
    id ??= (await readPrivateFile(path))?.toString('utf8').trim() || null
    return id
  }

  return {
    read,
    async make() {
      const there = await read()
      if (there) return there
      const made = randomBytes(8).toString('hex')
      await writePrivateFile(path, `${made}\n`)
      id = made
      return made
    }
  }
}
