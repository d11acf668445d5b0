import type { Account } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { AccountState } from '../../shared/contract/index.ts'
import { keyReferences } from '../config/references-of.ts'
import type { AccountRuntime } from '../config/snapshot.ts'
import type { OfferedModels } from '../store/store.ts'

export interface AccountFacts {
  /** undefined where nothing could be made of the account: its provider is not known. */
  readonly runtime: AccountRuntime | undefined
  readonly offered: OfferedModels | undefined
  /** Milliseconds since the epoch. */
  readonly lastUsed: number | undefined
}

/** An account as the window shows it: keys by reference only. */
export function describeAccount(
  account: Account,
  { runtime, offered, lastUsed }: AccountFacts
): AccountState {
  const { any, entries } = modelsOf(account)
  const present = new Set(runtime?.keys.map((key) => key.reference))
  return {
    account,
    provider_name: runtime?.provider.name ?? account.provider,
    base_url: runtime === undefined ? (account.base_url ?? '') : runtime.origin + runtime.basePath,
    state: runtime?.state ?? 'unavailable',
    notice:
      runtime === undefined
        ? `This version knows no provider "${account.provider}": choose another one for the account.`
        : runtime.notice,
    keys: keyReferences(account).map((reference) => ({ reference, present: present.has(reference) })),
    model_count: any ? Math.max(entries.length, offered?.models.length ?? 0) : entries.length,
    last_used: lastUsed === undefined ? null : new Date(lastUsed).toISOString()
  }
}
