import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { KeychainState } from './keychain.ts'
import { describeFailure } from './keychain-failure.ts'
import type { KeychainFailure, KeychainThread } from './keychain-thread.ts'

/**
 * Sets, reads and deletes an entry: a locked keychain says null, as if there were no such entry, so that reading alone
 * proves nothing. The entry is this data folder's, since another Gatehouse may try the same keychain just then.
 */
export async function tryKeychain(
  thread: KeychainThread,
  dataDir: string,
  timeoutMs: number
): Promise<KeychainState> {
  const account = `probe:${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
  const value = randomBytes(16)
  const set = await thread.call({ operation: 'set', account, value })
  if (set.kind !== 'done') return explain(set, timeoutMs)
  const got = await thread.call({ operation: 'get', account })
  const deleted = await thread.call({ operation: 'delete', account })
  if (got.kind !== 'done') return explain(got, timeoutMs)
  if (deleted.kind !== 'done') return explain(deleted, timeoutMs)
  if (got.value instanceof Uint8Array && value.equals(got.value)) return { kind: 'ready' }
  return { kind: 'locked', reason: 'it does not give back what was put into it.' }
}

/** Why there can't be a keychain; null: try. Spares a server without a desktop the library and its thread. */
export function whyNoKeychain(env: Readonly<Record<string, string | undefined>>): string | null {
  if (process.platform === 'darwin' || process.platform === 'win32') return null
  if (env['DBUS_SESSION_BUS_ADDRESS']) return null
  const runtimeDir = env['XDG_RUNTIME_DIR']
  if (runtimeDir && existsSync(join(runtimeDir, 'bus'))) return null
  return 'there is no D-Bus session here (DBUS_SESSION_BUS_ADDRESS is not set).'
}

/** Keys must not move from a keychain to a file because of an error that nobody has seen before: it counts as locked. */
function explain(answer: KeychainFailure, timeoutMs: number): KeychainState {
  const known = describeFailure(answer, timeoutMs)
  if (known) return known
  const detail = answer.kind === 'failed' ? answer.message : 'no answer'
  return { kind: 'locked', reason: `it refused a test entry (${detail}).` }
}
