import { GatehouseError } from '../../shared/errors.ts'
import type { AccountRuntime, Snapshot } from '../config/snapshot.ts'
import type { OfferedModels } from '../store/store.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { fetchModels } from './fetch-models.ts'

/** What providers offer: what was last fetched, and fetching anew. */
export interface OfferedModelsList {
  /** What is known without asking; undefined where the account was never asked. */
  known(account: string): OfferedModels | undefined
  /**
   * Known ones while they are fresh, else fetched; several callers share one fetch. Waits three seconds at most and then
   * makes do with an old list, or throws as `fetch` does; the fetch goes on, so that the next caller may have its answer.
   */
  get(account: string): Promise<OfferedModels>
  /** Asks the provider now. Throws `upstream_failed` in words, `not_found` for an unknown account. */
  fetch(account: string): Promise<OfferedModels>
}

const FRESH_MS = 10 * 60_000
const TIMEOUT_MS = 15_000
/** Who lists models waits for all accounts: one that hangs must not keep the others' from an app that starts. */
const PATIENCE_MS = 3000
/** An account that could not be asked is not asked again for so long by those who list. */
const REST_MS = 30_000

interface Failure {
  readonly error: unknown
  /** Milliseconds since the epoch. */
  readonly until: number
  /** As it was then. */
  readonly account: AccountRuntime | undefined
}

export function createOfferedModels(options: {
  initial: readonly OfferedModels[]
  snapshot: () => Snapshot
  upstream: Upstream
  now: () => number
  save: (offered: OfferedModels) => Promise<void>
}): OfferedModelsList {
  const known = new Map(options.initial.map((offered) => [offered.account, offered]))
  const running = new Map<string, Promise<OfferedModels>>()
  const failed = new Map<string, Failure>()

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
      const account = options.snapshot().accounts.get(name)
      promise.then(
        () => failed.delete(name),
        (error: unknown) => failed.set(name, { error, account, until: options.now() + REST_MS })
      )
    }
    return promise
  }

  /** Whoever has just mended an account need not wait. */
  const holds = ({ until, account }: Failure, name: string): boolean =>
    options.now() < until && account === options.snapshot().accounts.get(name)

  return {
    known: (name) => known.get(name),
    fetch,
    get: async (name) => {
      const offered = known.get(name)
      if (offered !== undefined && options.now() - offered.fetchedAt < FRESH_MS) return offered
      try {
        const failure = failed.get(name)
        if (failure !== undefined && holds(failure, name)) throw failure.error
        return await withPatience(fetch(name), name)
      } catch (error) {
        // An old list is better than none while the provider can't be asked.
        if (offered !== undefined) return offered
        throw error
      }
    }
  }
}

function withPatience(fetching: Promise<OfferedModels>, name: string): Promise<OfferedModels> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `The models of "${name}" can't be listed: its provider has not answered within ${PATIENCE_MS / 1000} seconds.`
      reject(new GatehouseError('upstream_failed', message))
    }, PATIENCE_MS)
    void fetching.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
