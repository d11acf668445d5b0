import { GatehouseError } from '../../shared/errors.ts'
import { openInstanceId } from './instance-id.ts'
import type { Keychain, KeychainState } from './keychain.ts'
import { describeFailure } from './keychain-failure.ts'
import { type KeychainFailure, openKeychainThread } from './keychain-thread.ts'
import { tryKeychain, whyNoKeychain } from './try-keychain.ts'

interface OsKeychainOptions {
  readonly service: string
  readonly dataDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Called when the keychain can be used after a time in which it could not. */
  readonly onRecovered: () => void
}

const TIMEOUT_MS = 5_000
/** A keychain that failed is asked again after this long at the earliest. */
const RETRY_MS = 15_000

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager'
}

/**
 * UTF-8 bytes. Windows: `CRED_MAX_CREDENTIAL_BLOB_SIZE`. The others name no limit, but are made for passwords: GNOME
 * Keyring holds what is unlocked in locked memory, of which a user has as little as 64 KiB.
 */
const MAX_BYTES = process.platform === 'win32' ? 2_560 : 16_384

/** The keychain of this platform, by @napi-rs/keyring in a thread of its own. Nothing is loaded before the first call. */
export function openOsKeychain(options: OsKeychainOptions): Keychain {
  const name = NAMES[process.platform] ?? 'GNOME Keyring / Secret Service'
  const thread = openKeychainThread({ service: options.service, timeoutMs: TIMEOUT_MS, onLate: askAgain })
  const instanceId = openInstanceId(options.dataDir)
  let known: { readonly state: KeychainState; readonly at: number } | null = null
  let asking: Promise<KeychainState> | null = null
  let last: Promise<unknown> = Promise.resolve()

  async function tryOut(): Promise<KeychainState> {
    const absent = whyNoKeychain(options.env)
    return absent ? { kind: 'absent', reason: absent } : tryKeychain(thread, options.dataDir, TIMEOUT_MS)
  }

  function ask(): Promise<KeychainState> {
    asking ??= tryOut()
      .then((state) => {
        const recovered = known !== null && known.state.kind !== 'ready' && state.kind === 'ready'
        known = { state, at: options.now() }
        if (recovered) options.onRecovered()
        return state
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  function askAgain(): void {
    void ask()
  }

  async function state(purpose: 'report' | 'use'): Promise<KeychainState> {
    if (asking) return asking
    if (!known) return ask()
    if (known.state.kind === 'ready') return known.state
    const early = options.now() - known.at < RETRY_MS
    // Asking a locked keychain opens its dialog: only for a person who needs it now.
    if (early || (purpose === 'report' && known.state.kind === 'locked')) return known.state
    return ask()
  }

  function unavailable(reason: string): GatehouseError {
    return new GatehouseError('secret_store_unavailable', `${name} can't be used now: ${reason}`)
  }

  async function requireReady(now: Promise<KeychainState>): Promise<void> {
    const current = await now
    if (current.kind !== 'ready') throw unavailable(current.reason)
  }

  /** Where the cause is not known, a test entry is tried: what the library says of that may be shown, of a secret not. */
  async function failed(answer: KeychainFailure, doing: string): Promise<never> {
    const state = describeFailure(answer, TIMEOUT_MS)
    if (state) {
      known = { state, at: options.now() }
      throw unavailable(state.reason)
    }
    await requireReady(ask())
    throw unavailable(`it works, but refused to ${doing}. Try again; a shorter value may pass.`)
  }

  async function get(account: string): Promise<string | null> {
    const answer = await thread.call({ operation: 'get', account })
    if (answer.kind !== 'done') return failed(answer, 'read this entry')
    return answer.value instanceof Uint8Array ? Buffer.from(answer.value).toString('utf8') : null
  }

  async function put(account: string, value: string): Promise<void> {
    const answer = await thread.call({ operation: 'set', account, value: Buffer.from(value, 'utf8') })
    if (answer.kind !== 'done') await failed(answer, 'store this secret')
    if ((await get(account)) !== value)
      throw unavailable('it did not give back what was just stored. Try again.')
  }

  /** The value, or null where there is none: after null it is tried out, since it may have been locked meanwhile. */
  async function getSurely(account: string): Promise<string | null> {
    const value = await get(account)
    if (value === null) await requireReady(ask())
    return value
  }

  async function read(entry: string): Promise<string | null> {
    // A value that comes back needs no trial first, which would write to the keychain at every start of the program.
    if (known || whyNoKeychain(options.env)) await requireReady(state('use'))
    const instance = await instanceId.read()
    if (instance) return getSurely(`${instance}:${entry}`)
    throw unavailable(
      'the file instance-id, which tells the entries of this data folder from others, is missing. ' +
        'Put it back from a backup, or store the secret again.'
    )
  }

  async function write(entry: string, value: string): Promise<void> {
    await requireReady(state('use'))
    await put(`${await instanceId.make()}:${entry}`, value)
  }

  async function ensure(entry: string, make: () => string): Promise<string> {
    await requireReady(state('use'))
    const account = `${await instanceId.make()}:${entry}`
    const there = await getSurely(account)
    if (there !== null) return there
    const made = make()
    await put(account, made)
    return made
  }

  async function remove(entry: string): Promise<boolean> {
    await requireReady(state('use'))
    const instance = await instanceId.read()
    if (!instance) return false
    const answer = await thread.call({ operation: 'delete', account: `${instance}:${entry}` })
    if (answer.kind !== 'done') return failed(answer, 'delete this entry')
    // "Nothing to delete" is also what a keychain says that was locked meanwhile.
    if (answer.value !== true) await requireReady(ask())
    return answer.value === true
  }

  /** One after the other: where the first of twenty finds it locked, nineteen more must not open its dialog again. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  return {
    name,
    maxBytes: MAX_BYTES,
    state,
    read: (entry) => inTurn(() => read(entry)),
    write: (entry, value) => inTurn(() => write(entry, value)),
    ensure: (entry, make) => inTurn(() => ensure(entry, make)),
    remove: (entry) => inTurn(() => remove(entry))
  }
}
