import type { KeyStore } from '../../shared/contract/secrets.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { KeychainState } from './keychain.ts'
import type { VaultState } from './vault.ts'
import type { VaultKeySource } from './vault-document.ts'

/** Where the next secret goes. */
export type Place =
  | { readonly kind: 'keychain' }
  | {
      readonly kind: 'vault'
      readonly source: VaultKeySource
      /** Why it isn't the keychain. */
      readonly without: Exclude<KeychainState, { kind: 'ready' }>
    }
  /** Nowhere: the store that it belongs into does not open. */
  | { readonly kind: 'locked'; readonly store: 'keychain' | 'vault'; readonly reason: string }

interface Known {
  readonly keychainName: string
  /** Secrets recorded in each store. */
  readonly inKeychain: number
  readonly inVault: number
  /** The vault beside a keychain that works; null elsewhere. */
  readonly vault: VaultState | null
}

const FILE_NAME = 'encrypted file'

/** The place of the next secret in words for the window and `doctor`. */
export function describeKeyStore(place: Place, known: Known): KeyStore {
  switch (place.kind) {
    case 'keychain':
      return { kind: 'keychain', name: known.keychainName, warning: warnOfVault(known) }
    case 'locked':
      return place.store === 'vault'
        ? { kind: 'locked', name: FILE_NAME, warning: sentences(place.reason, warnOfKeychain(known, null)) }
        : {
            kind: 'locked',
            name: known.keychainName,
            warning: sentences(
              `${known.keychainName} can't be used now: ${place.reason}`,
              known.inKeychain > 0 ? `${secrets(known.inKeychain)} in it can't be read until then.` : null,
              'To do without it, set GATEHOUSE_VAULT_PASSPHRASE and start again: new secrets then go to an encrypted file.'
            )
          }
    case 'vault': {
      const missed = warnOfKeychain(known, place.without.reason)
      if (place.source !== 'key-file') {
        return { kind: 'vault-passphrase', name: FILE_NAME, warning: missed }
      }
      const change =
        known.inVault > 0
          ? 'To change to a passphrase, delete the secrets, set GATEHOUSE_VAULT_PASSPHRASE, start again and store them again.'
          : 'Set GATEHOUSE_VAULT_PASSPHRASE and start again to avoid that.'
      return {
        kind: 'vault-key-file',
        name: FILE_NAME,
        warning: sentences(
          `No OS keychain is used: ${place.without.reason}`,
          'Secrets are kept in vault.json, and its key beside it in vault.key: whoever can read both can read them.',
          change,
          missed
        )
      }
    }
    default:
      return assertNever(place)
  }
}

function warnOfVault({ vault, inVault }: Known): string | null {
  if (!vault || vault.kind === 'none') {
    return inVault > 0
      ? `vault.json is missing: ${secrets(inVault)} in it can't be read. Put it back from a backup.`
      : null
  }
  if (vault.kind === 'refused') return `${secrets(inVault)} in vault.json can't be read. ${vault.reason}`
  if (vault.source !== 'key-file' || vault.count === 0) return null
  return (
    `${secrets(vault.count)} still in vault.json, whose key lies beside it in vault.key. ` +
    'Store them again to move them into the keychain.'
  )
}

function warnOfKeychain({ inKeychain, keychainName }: Known, reason: string | null): string | null {
  if (inKeychain === 0) return null
  const why = reason ? `: ${reason}` : '.'
  return `${secrets(inKeychain)} in ${keychainName} can't be read now${why}`
}

function secrets(count: number): string {
  return count === 1 ? '1 secret' : `${count} secrets`
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ')
}
