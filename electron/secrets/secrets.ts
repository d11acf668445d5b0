import type { KeyStore } from '../../shared/contract/secrets.ts'
import type { SecretRecord } from '../store/store.ts'

/** Provider keys: in the OS keychain, or in an encrypted vault file where there is none. */
export interface Secrets {
  /** Which store is in use and what the person should know about it. The first call probes the keychain. */
  keyStore(): Promise<KeyStore>
  /** Names only; values are never listed. */
  list(): readonly SecretRecord[]
  /** The value, or null where no secret of that name is there. Throws `secret_store_unavailable` where it can't tell. */
  read(name: string): Promise<string | null>
  write(name: string, value: string): Promise<SecretRecord>
  /** Whether there was one to delete. */
  remove(name: string): Promise<boolean>
}
