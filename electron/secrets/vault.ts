import { join } from 'node:path'
import { GatehouseError } from '../../shared/errors.ts'
import { seal, unseal } from './seal.ts'
import type { VaultDocument, VaultKey, VaultKeySource } from './vault-document.ts'
import { deleteVaultFile, readVaultFile, writeVaultFile } from './vault-file.ts'
import { fetchVaultKey, type KeyMaterial, makeVaultKey } from './vault-key.ts'

export type VaultState =
  | { readonly kind: 'none' }
  | { readonly kind: 'usable'; readonly source: VaultKeySource; readonly count: number }
  /** It is there and does not open: `reason` is a whole sentence that says what to do. */
  | { readonly kind: 'refused'; readonly reason: string }

/** The encrypted file `vault.json`. Calls that write must not overlap; the caller queues them. */
export interface Vault {
  state(): Promise<VaultState>
  /** null where the vault has no such record. Throws `secret_store_unavailable` where that can't be told. */
  read(name: string): Promise<string | null>
  /** Resolves once the record is on disk and was read back from there. Makes the vault where there is none. */
  write(name: string, value: string): Promise<void>
  /** Whether there was one; needs no key. With the last record the file goes, and a new one may have another key. */
  remove(name: string): Promise<boolean>
}

export function openVault(material: KeyMaterial): Vault {
  const path = join(material.dataDir, 'vault.json')
  // A key is derived once, however many accounts ask at the same time: each derivation takes 128 MiB.
  let open: { readonly check: string; readonly key: Promise<Buffer> } | null = null

  function keyOf(kept: VaultKey): Promise<Buffer> {
    if (open?.check === kept.check) return open.key
    const mine = { check: kept.check, key: fetchVaultKey(material, kept) }
    open = mine
    mine.key.catch(() => {
      // The next call tries again: the person may have put the key back.
      if (open === mine) open = null
    })
    return mine.key
  }

  async function openRecord(document: VaultDocument, name: string): Promise<string | null> {
    const sealed = Object.hasOwn(document.records, name) ? document.records[name] : undefined
    if (sealed === undefined) return null
    const value = unseal(await keyOf(document.key), recordName(name), sealed)
    if (value !== null) return value
    throw new GatehouseError(
      'secret_store_unavailable',
      `The secret "${name}" in vault.json is refused: it was changed or damaged since it was stored. ` +
        'Store it again, or put back a backup of the file.'
    )
  }

  return {
    async state() {
      try {
        const document = await readVaultFile(path)
        if (!document) return { kind: 'none' }
        await keyOf(document.key)
        return {
          kind: 'usable',
          source: document.key.source,
          count: Object.keys(document.records).length
        }
      } catch (error) {
        if (error instanceof GatehouseError) return { kind: 'refused', reason: error.message }
        throw error
      }
    },

    async read(name) {
      const document = await readVaultFile(path)
      if (document) return openRecord(document, name)
      throw new GatehouseError(
        'secret_store_unavailable',
        `The secret "${name}" was stored in ${path}, and that file is missing. Put it back from a backup, or store the secret again.`
      )
    },

    async write(name, value) {
      const there = await readVaultFile(path)
      const { key, kept } = there
        ? { key: await keyOf(there.key), kept: there.key }
        : await makeVaultKey(material)
      const records = { ...there?.records, [name]: seal(key, recordName(name), value) }
      await writeVaultFile(path, { version: 1, key: kept, records })
      const written = await readVaultFile(path)
      if (written && (await openRecord(written, name)) === value) return
      throw new GatehouseError(
        'secret_store_unavailable',
        `${path} does not hold what was just written to it. Check the disk, then store the secret again.`
      )
    },

    async remove(name) {
      const document = await readVaultFile(path)
      if (!document || !Object.hasOwn(document.records, name)) return false
      const { [name]: _removed, ...records } = document.records
      if (Object.keys(records).length === 0) await deleteVaultFile(path)
      else await writeVaultFile(path, { ...document, records })
      return true
    }
  }
}

/** Apart from the key check, which is sealed with the same key. */
function recordName(name: string): string {
  return `secret:${name}`
}
