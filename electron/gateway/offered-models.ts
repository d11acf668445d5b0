import { GatehouseError } from '../../shared/errors.ts'
import type { Snapshot } from '../config/snapshot.ts'
import type { OfferedModels } from '../store/store.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { fetchModels } from './fetch-models.ts'

/** What providers offer: what was last fetched, and fetching anew. */
export interface OfferedModelsList {
  /** What is known without asking; undefined where the account was never asked. */
  known(account: string): OfferedModels | undefined
  /** Known ones while they are fresh, else fetched; several callers share one fetch. */
  get(account: string): Promise<OfferedModels>
  /** Asks the provider now. Throws `upstream_failed` in words, `not_found` for an unknown account. */
  fetch(account: string): Promise<OfferedModels>
}

const FRESH_MS = 10 * 60_000
const TIMEOUT_MS = 15_000

export function createOfferedModels(options: {
  initial: readonly OfferedModels[]
  snapshot: () => Snapshot
  upstream: Upstream
  now: () => number
  save: (offered: OfferedModels) => Promise<void>
}): OfferedModelsList {
  const known = new Map(options.initial.map((offered) => [offered.account, offered]))
  const running = new Map<string, Promise<OfferedModels>>()

  const ask = async (name: string): Promise<OfferedModels> => {
    const account = options.snapshot().accounts.get(name)
    if (account === undefined) throw new GatehouseError('not_found', `There is no account "${name}".`)
    if (account.state === 'unavailable') {
      throw new GatehouseError(
        'account_unavailable',
        `The account "${name}" can't be used: ${account.notice ?? 'it has no key'}`
      )
    }
    const fetched = await fetchModels(options.upstream, account, TIMEOUT_MS)
    if (fetched.kind === 'failed')
      throw new GatehouseError(
        'upstream_failed',
        `The models of "${name}" can't be listed: ${fetched.message}`
      )
    const offered = { account: name, fetchedAt: options.now(), models: fetched.models }
    known.set(name, offered)
    await options.save(offered)
    return offered
  }

  const fetch = (name: string): Promise<OfferedModels> => {
    let promise = running.get(name)
    if (promise === undefined) {
      promise = ask(name).finally(() => running.delete(name))
      running.set(name, promise)
    }
    return promise
  }

  return {
    known: (name) => known.get(name),
    fetch,
    get: async (name) => {
      const offered = known.get(name)
      if (offered !== undefined && options.now() - offered.fetchedAt < FRESH_MS) return offered
      try {
        return await fetch(name)
      } catch (error) {
        // An old list is better than none while the provider can't be asked.
        if (offered !== undefined) return offered
        throw error
      }
    }
  }
}
