import { randomBytes, scrypt } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { GatehouseError } from '../../shared/errors.ts'
import type { Keychain } from './keychain.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'
import { KEY_BYTES, seal, unseal } from './seal.ts'
import type { VaultKey, VaultKeySource } from './vault-document.ts'

/** What a vault's key can be made of or fetched from. */
export interface KeyMaterial {
  readonly dataDir: string
  /** GATEHOUSE_VAULT_PASSPHRASE; null where it is not set. */
  readonly passphrase: string | null
  readonly keychain: Keychain
  /** A line for the person running the program. */
  readonly notice: (line: string) => void
}

const KEYCHAIN_ENTRY = 'vault-key'
const CHECK_NAME = 'gatehouse:key-check'
const CHECK_TEXT = 'this key opens this vault'

// OWASP's first choice for scrypt: 128 MiB and some 0.35 s for each guess.
const SCRYPT = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const
const derive: (passphrase: string, salt: Buffer, length: number, options: typeof SCRYPT) => Promise<Buffer> =
  promisify(scrypt)

/** A new vault's key and what is written down about it. A key that is there already, from an earlier vault, is used again. */
export async function makeVaultKey(
  material: KeyMaterial
): Promise<{ readonly key: Buffer; readonly kept: VaultKey }> {
  const { passphrase } = material
  if (passphrase !== null) {
    const salt = randomBytes(16)
    const key = await deriveKey(passphrase, salt)
    const kept = {
      source: 'passphrase',
      kdf: 'scrypt',
      cost: SCRYPT.N,
      block_size: SCRYPT.r,
      parallelization: SCRYPT.p,
      salt: salt.toString('base64'),
      check: makeCheck(key)
    } as const
    return { key, kept }
  }
  const ready = (await material.keychain.state('use')).kind === 'ready'
  const key = ready ? await keychainKey(material.keychain) : await keyFileKey(material)
  return { key, kept: { source: ready ? 'keychain' : 'key-file', check: makeCheck(key) } }
}

/** The key of a vault that is there. Throws `secret_store_unavailable`, with what to do, where it isn't the recorded one. */
export async function fetchVaultKey(material: KeyMaterial, kept: VaultKey): Promise<Buffer> {
  const { passphrase } = material
  if (kept.source === 'passphrase') {
    if (passphrase === null) {
      throw refusal(
        'it is encrypted with a passphrase. Set GATEHOUSE_VAULT_PASSPHRASE to it and start again.'
      )
    }
    const key = await deriveKey(passphrase, Buffer.from(kept.salt, 'base64'))
    if (passes(key, kept)) return key
    throw refusal(
      'GATEHOUSE_VAULT_PASSPHRASE is not the passphrase that it was made with. Set the right one and start again.'
    )
  }
  // Taking the other key would leave the person believing that the passphrase protects these secrets.
  if (passphrase !== null) {
    throw refusal(
      `its key is ${WHERE[kept.source]}, but GATEHOUSE_VAULT_PASSPHRASE is set. Unset the variable and start again; to ` +
        'change over to the passphrase, delete the secrets in it before you set the variable, and store them again after.'
    )
  }
  if (kept.source === 'keychain') {
    const text = await material.keychain.read(KEYCHAIN_ENTRY)
    const key = text === null ? null : Buffer.from(text, 'base64')
    if (key && passes(key, kept)) return key
    throw refusal(
      `its key is not in ${material.keychain.name} any more. Restore the keychain; without it these secrets can't be read.`
    )
  }
  const key = await readKeyFile(keyFilePath(material))
  if (!key) {
    throw refusal('its key file vault.key is missing. Put it back from a backup, beside vault.json.')
  }
  if (passes(key, kept)) return key
  throw refusal('vault.key is not the key that it was made with. Put the right one back from a backup.')
}

const WHERE: Record<Exclude<VaultKeySource, 'passphrase'>, string> = {
  'key-file': 'in the file vault.key',
  keychain: 'in the OS keychain'
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  // One spelling for letters that systems type in two (NFC, NFD).
  return derive(passphrase.normalize('NFC'), salt, KEY_BYTES, SCRYPT)
}

async function keychainKey(keychain: Keychain): Promise<Buffer> {
  const text = await keychain.ensure(KEYCHAIN_ENTRY, () => randomBytes(KEY_BYTES).toString('base64'))
  return Buffer.from(text, 'base64')
}

async function keyFileKey(material: KeyMaterial): Promise<Buffer> {
  const path = keyFilePath(material)
  const there = await readKeyFile(path)
  if (there) return there
  const key = randomBytes(KEY_BYTES)
  await writePrivateFile(path, `${key.toString('base64')}\n`)
  material.notice(
    `warning: no OS keychain can be used here, so secrets are kept in vault.json, and the key to it in ${path}: whoever ` +
      'can read both files can read the secrets. Set GATEHOUSE_VAULT_PASSPHRASE before the first secret to avoid that.'
  )
  return key
}

function keyFilePath(material: KeyMaterial): string {
  return join(material.dataDir, 'vault.key')
}

async function readKeyFile(path: string): Promise<Buffer | null> {
  const bytes = await readPrivateFile(path)
  if (!bytes) return null
  const key = Buffer.from(bytes.toString('latin1'), 'base64')
  if (key.length === KEY_BYTES) return key
  throw refusal('vault.key is damaged. Put it back from a backup.')
}

function makeCheck(key: Buffer): string {
  return seal(key, CHECK_NAME, CHECK_TEXT)
}

function passes(key: Buffer, kept: VaultKey): boolean {
  return key.length === KEY_BYTES && unseal(key, CHECK_NAME, kept.check) === CHECK_TEXT
}

function refusal(reason: string): GatehouseError {
  return new GatehouseError(
    'secret_store_unavailable',
    `vault.json can't be opened: ${reason} Nothing in it was changed.`
  )
}
