import { z } from 'zod'
import { okSchema, procedure } from './common.ts'

/** Where secrets are kept now, and why there. */
export const keyStoreSchema = z.object({
  kind: z.enum(['keychain', 'vault-passphrase', 'vault-key-file', 'locked']),
  /** Such as "GNOME Keyring over Secret Service" or "encrypted file vault.json". */
  name: z.string(),
  /** What the person should know or do; null where all is well. */
  warning: z.string().nullable()
})
export type KeyStore = z.infer<typeof keyStoreSchema>

const secretSchema = z.object({
  name: z.string(),
  /** Which store holds it. */
  store: z.enum(['keychain', 'vault']),
  created: z.string(),
  /** Accounts that refer to it. */
  used_by: z.array(z.string())
})
export type SecretInfo = z.infer<typeof secretSchema>

const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/)

/** There is no procedure that reads a value: secrets never leave the main side. */
export const secretsContract = {
  list: procedure.output(z.array(secretSchema)),
  set: procedure
    .input(z.object({ name: nameSchema, value: z.string().min(1).max(65_536) }))
    .output(secretSchema),
  remove: procedure.input(z.object({ name: nameSchema })).output(okSchema)
}
