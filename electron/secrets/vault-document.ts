import { z } from 'zod'

const base64 = z.base64().max(1_000_000)

/** Where the vault's key comes from; `check` is a known text sealed with it, so that a wrong key is told from damage. */
const keySchema = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('passphrase'),
    // The parameters are written down for whoever has to open the file in ten years, and fixed: a file must not be able
    // to ask for a weaker key, or for all the memory there is.
    kdf: z.literal('scrypt'),
    cost: z.literal(131_072),
    block_size: z.literal(8),
    parallelization: z.literal(1),
    salt: base64,
    check: base64
  }),
  z.strictObject({ source: z.literal('key-file'), check: base64 }),
  z.strictObject({ source: z.literal('keychain'), check: base64 })
])

/** The form of `vault.json`. A later version that this one can't read has another number. */
export const vaultDocumentSchema = z.strictObject({
  version: z.literal(1),
  key: keySchema,
  /** Sealed values by name (`seal.ts`). */
  records: z.record(z.string(), base64)
})

export type VaultDocument = z.infer<typeof vaultDocumentSchema>
export type VaultKey = VaultDocument['key']
export type VaultKeySource = VaultKey['source']
