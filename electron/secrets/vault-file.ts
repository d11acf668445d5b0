import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GatehouseError } from '../../shared/errors.ts'
import { readPrivateFile, syncFolder, writePrivateFile } from './private-file.ts'
import type { VaultDocument } from './vault-document.ts'

/** The vault on disk, or null where there is none. Read anew each time: a file put back from a backup works at once. */
export async function readVaultFile(path: string): Promise<VaultDocument | null> {
  const bytes = await readPrivateFile(path)
  if (!bytes) return null
  // zod is loaded for this alone: an installation without a vault does not pay for it.
  const { vaultDocumentSchema } = await import('./vault-document.ts')
  const parsed = vaultDocumentSchema.safeParse(parseJson(bytes))
  if (parsed.success) return parsed.data
  // What zod found is left out on purpose: it may repeat what it read.
  throw new GatehouseError(
    'secret_store_unavailable',
    `${path} is damaged, or was made by a newer version of Gatehouse; it is left as it is. ` +
      'Put back a backup of it, or update Gatehouse. To start over, move the file away and store the secrets again.'
  )
}

export async function writeVaultFile(path: string, document: VaultDocument): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(document, null, 2)}\n`)
}

export async function deleteVaultFile(path: string): Promise<void> {
  await rm(path, { force: true })
  await syncFolder(dirname(path))
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
