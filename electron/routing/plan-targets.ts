import type { AccountKey, AccountRuntime, ModelRuntime } from '../config/snapshot.ts'

/** One place where a request may be sent. */
export interface Target {
  readonly account: AccountRuntime
  readonly model: ModelRuntime
  /** null for servers that need none. */
  readonly key: AccountKey | null
}

/** Ordered targets and, in words, why this order. */
export interface Plan {
  readonly targets: readonly Target[]
  readonly reason: string
}

/** The targets of one model of one account: each of its keys, in the order of the configuration. */
export function planTargets(account: AccountRuntime, model: ModelRuntime): Plan {
  if (account.keys.length === 0) {
    return { targets: [{ account, model, key: null }], reason: `${model.name} was named and needs no key` }
  }
  const targets = account.keys.map((key) => ({ account, model, key }))
  const keys = targets.length === 1 ? 'its key' : `its ${targets.length} keys in order`
  return { targets, reason: `${model.name} was named; ${keys}` }
}
