import type { KeyStore } from '../../shared/contract/secrets.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { SecretRecord } from '../store/store.ts'
import type { Keychain } from './keychain.ts'
import { describeKeyStore, type Place } from './key-store.ts'
import { openOsKeychain } from './os-keychain.ts'
import type { Secrets } from './secrets.ts'
import { openVault } from './vault.ts'

export interface OpenSecretsOptions {
  /** Exists, mode 0700, and is owned by this process. */
  readonly dataDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The names that were recorded before. */
  readonly initial: readonly SecretRecord[]
  /** Records a name, durably, once its value is stored. */
  readonly save: (record: SecretRecord) => Promise<void>
  readonly drop: (name: string) => Promise<void>
  /** A line for the person running the program; never a value. */
  readonly notice: (line: string) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Called when the keychain can be used after it could not: what was unavailable may be read now. */
  readonly onRecovered?: () => void
  /** What entries are filed under in the keychain. */
  readonly service?: string
  /** Another keychain than this platform's. */
  readonly keychain?: Keychain
}

/** Provider keys, in the OS keychain or in `vault.json`. Touches neither before the first call that needs it. */
export function openSecrets(options: OpenSecretsOptions): Secrets {
  const { dataDir, env, notice, now } = options
  const keychain =
    options.keychain ??
    openOsKeychain({
      service: options.service ?? 'dev.gatehouse.app',
      dataDir,
      env,
      now,
      onRecovered: () => options.onRecovered?.()
    })
  // An empty variable is how a shell says "not set".
  const passphrase = env['GATEHOUSE_VAULT_PASSPHRASE'] || null
  const vault = openVault({ dataDir, passphrase, keychain, notice })
  const records = new Map(options.initial.map((record) => [record.name, record]))
  let lastWrite: Promise<unknown> = Promise.resolve()

  /** One write at a time: each reads, changes and replaces the whole vault. */
  function queued<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = lastWrite.then(write)
    lastWrite = result.catch(() => undefined)
    return result
  }

  function countIn(store: SecretRecord['store']): number {
    return [...records.values()].filter((record) => record.store === store).length
  }

  /** Where a secret goes now. A keychain that is there but refuses is no reason to move keys into a file. */
  async function findPlace(purpose: 'report' | 'use'): Promise<Place> {
    const state = await keychain.state(purpose)
    if (state.kind === 'ready') return { kind: 'keychain' }
    const there = await vault.state()
    if (there.kind === 'usable') return { kind: 'vault', source: there.source, without: state }
    if (there.kind === 'refused') return { kind: 'locked', store: 'vault', reason: there.reason }
    if (passphrase !== null) return { kind: 'vault', source: 'passphrase', without: state }
    if (state.kind === 'absent' && countIn('keychain') === 0) {
      return { kind: 'vault', source: 'key-file', without: state }
    }
    return { kind: 'locked', store: 'keychain', reason: state.reason }
  }

  async function chooseStore(value: string): Promise<SecretRecord['store']> {
    const place = await findPlace('use')
    if (place.kind === 'vault') return 'vault'
    if (place.kind === 'keychain') {
      return Buffer.byteLength(value, 'utf8') > keychain.maxBytes ? 'vault' : 'keychain'
    }
    const why = place.store === 'vault' ? place.reason : `${keychain.name} can't be used now: ${place.reason}`
    const instead =
      place.store === 'vault'
        ? ''
        : ' Or set GATEHOUSE_VAULT_PASSPHRASE and start again: secrets then go to an encrypted file.'
    throw new GatehouseError('secret_store_unavailable', `The secret was not stored. ${why}${instead}`)
  }

  async function removeFrom(store: SecretRecord['store'], name: string): Promise<void> {
    if (store === 'keychain') await keychain.remove(entryOf(name))
    else await vault.remove(name)
  }

  /** An earlier value must not stay behind where nobody would look for it. */
  async function sweep(store: SecretRecord['store'], name: string): Promise<void> {
    try {
      await removeFrom(store, name)
    } catch (error) {
      const place = store === 'keychain' ? keychain.name : 'vault.json'
      const why = error instanceof GatehouseError ? error.message : 'unexpected error'
      notice(
        `warning: the earlier value of the secret "${name}" is still in ${place}. ${why} It goes when the secret is deleted.`
      )
    }
  }

  async function store(name: string, value: string): Promise<SecretRecord> {
    if (value === '') {
      throw new GatehouseError(
        'invalid_request',
        `The secret "${name}" has no value: pass one, or delete the secret.`
      )
    }
    const before = records.get(name)
    const record: SecretRecord = { name, store: await chooseStore(value), created: now() }
    if (record.store === 'keychain') await keychain.write(entryOf(name), value)
    else await vault.write(name, value)
    try {
      await options.save(record)
    } catch (error) {
      // Nothing would ever list or delete a value without a name; one that replaced another keeps that one's name.
      if (!before) await sweep(record.store, name)
      throw error
    }
    records.set(name, record)
    if (before && before.store !== record.store) await sweep(before.store, name)
    return record
  }

  async function remove(name: string): Promise<boolean> {
    const record = records.get(name)
    if (!record) return false
    await removeFrom(record.store, name)
    // A copy that could not be swept when the secret moved.
    if (record.store === 'keychain') await sweep('vault', name)
    else if ((await keychain.state('report')).kind === 'ready') await sweep('keychain', name)
    await options.drop(name)
    records.delete(name)
    return true
  }

  return {
    async keyStore(): Promise<KeyStore> {
      const place = await findPlace('report')
      return describeKeyStore(place, {
        keychainName: keychain.name,
        inKeychain: countIn('keychain'),
        inVault: countIn('vault'),
        vault: place.kind === 'keychain' ? await vault.state() : null
      })
    },
    list: () => [...records.values()].sort((a, b) => a.name.localeCompare(b.name)),
    async read(name) {
      const record = records.get(name)
      if (!record) return null
      return record.store === 'keychain' ? keychain.read(entryOf(name)) : vault.read(name)
    },
    write: (name, value) => queued(() => store(name, value)),
    remove: (name) => queued(() => remove(name))
  }
}

function entryOf(name: string): string {
  return `secret:${name}`
}
