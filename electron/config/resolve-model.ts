import type { Provider } from '../providers/provider.ts'
import { nameDistance } from './nearest-names.ts'
import type { AccountRuntime, ModelRuntime, Resolution } from './snapshot.ts'

/** Names whose meaning is remembered, and the longest of them: apps ask for few, a stray one can send any. */
const MOST_REMEMBERED = 1000
const LONGEST_REMEMBERED = 300
/** Names that are compared for "did you mean". */
const MOST_COMPARED = 1000

export interface NamedAccounts {
  readonly accounts: ReadonlyMap<string, AccountRuntime>
  /** Account by name and by alias. */
  readonly named: ReadonlyMap<string, AccountRuntime>
  readonly findProvider: (idOrAlias: string) => Provider | undefined
}

interface Target {
  readonly account: AccountRuntime
  readonly model: ModelRuntime
}

/**
 * What a model name means, remembered. After one leading `@` is dropped, the first rule that fits decides:
 * 1. an account's name or alias before the first `/`: that account, whatever else there is;
 * 2. a provider's id or alias before the first `/`: the one account of that provider that offers the rest;
 * 3. the whole name in the one account that lists it;
 * 4. the only account that takes any name (not where 2 had accounts: `cerebras/x` is never sent to a stranger).
 * Several that fit are ambiguous. Accounts that are switched off take no part, but answer to their name.
 */
export function createModelResolver(accounts: NamedAccounts): (name: string) => Resolution {
  const remembered = new Map<string, Resolution>()
  return (name) => {
    const known = remembered.get(name)
    if (known !== undefined) return known
    const resolution = resolve(name.startsWith('@') ? name.slice(1) : name, accounts)
    if (name.length > LONGEST_REMEMBERED) return resolution
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(name, resolution)
    return resolution
  }
}

function resolve(name: string, { accounts, named, findProvider }: NamedAccounts): Resolution {
  const takingPart = [...accounts.values()].filter((candidate) => candidate.state !== 'disabled')
  const slash = name.indexOf('/')
  const prefix = slash < 0 ? '' : name.slice(0, slash)
  const rest = name.slice(slash + 1)

  const account = named.get(prefix)
  if (account !== undefined) {
    const model = offeredModel(account, rest)
    if (model !== undefined) return { kind: 'found', account, model }
    const others = takingPart.filter((candidate) => candidate !== account)
    return { kind: 'none', nearest: nearestModels(rest, [account, ...others], account) }
  }

  const provider = prefix === '' ? undefined : findProvider(prefix)
  const ofProvider = takingPart.filter((candidate) => candidate.provider.id === provider?.id)
  const listing = takingPart.filter((candidate) => candidate.models.has(name))
  const takingAny = ofProvider.length > 0 ? [] : takingPart.filter((candidate) => candidate.any)
  return (
    choose(targets(ofProvider, rest)) ??
    choose(targets(listing, name)) ??
    choose(targets(takingAny, name)) ?? { kind: 'none', nearest: nearestModels(name, takingPart) }
  )
}

/** A model that the account lists, or any other where it takes any. */
function offeredModel(account: AccountRuntime, id: string): ModelRuntime | undefined {
  const listed = account.models.get(id)
  if (listed !== undefined) return listed
  if (!account.any || id === '') return undefined
  return { id, name: `${account.name}/${id}`, upstreamId: id, type: 'chat', priceOverride: null }
}

function targets(accounts: readonly AccountRuntime[], id: string): Target[] {
  return accounts.flatMap((account) => {
    const model = offeredModel(account, id)
    return model === undefined ? [] : [{ account, model }]
  })
}

/**
 * The one target, or that there are several. One whose key is missing counts only where none is ready: the answer then
 * says what it lacks, and its request never goes to an account of a later rule instead.
 */
function choose(candidates: readonly Target[]): Resolution | undefined {
  const ready = candidates.filter((target) => target.account.state === 'ready')
  const usable = ready.length > 0 ? ready : candidates
  const [only] = usable
  if (only === undefined) return undefined
  if (usable.length > 1) return { kind: 'ambiguous', names: usable.map((target) => target.model.name) }
  return { kind: 'found', ...only }
}

/** The names nearest to what was asked, best first; those of the account that was named come before others. */
function nearestModels(
  asked: string,
  accounts: readonly AccountRuntime[],
  own?: AccountRuntime
): readonly string[] {
  const tail = asked.slice(asked.indexOf('/') + 1)
  return accounts
    .flatMap((account) => [...account.models.values()].map((model) => ({ account, model })))
    .slice(0, MOST_COMPARED)
    .map(({ account, model }) => ({
      name: model.name,
      distance: Math.min(
        nameDistance(asked, model.id),
        nameDistance(tail, model.id),
        nameDistance(asked, model.name)
      ),
      foreign: own !== undefined && account !== own ? 1 : 0
    }))
    .toSorted((first, second) => first.foreign - second.foreign || first.distance - second.distance)
    .slice(0, 3)
    .map((candidate) => candidate.name)
}
