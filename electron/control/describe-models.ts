import type { Account, ModelEntry, Price } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { AccountModels, ModelState } from '../../shared/contract/index.ts'
import { usdPerMillion } from '../../shared/domain/money.ts'
import type { Catalogue, Rates } from '../catalogue/catalogue.ts'
import { modelType } from '../catalogue/model-type.ts'
import type { Provider } from '../providers/provider.ts'
import type { OfferedModels } from '../store/store.ts'

export interface ModelSources {
  readonly provider: Provider | undefined
  readonly offered: OfferedModels | undefined
  /** Why the provider could not be asked the last time. */
  readonly fetchError: string | null
  readonly catalogue: Catalogue
  /** Milliseconds since the epoch: which of dated prices counts. */
  readonly now: number
}

/** The models of an account: what it lists, and what its provider offered when it was last asked. */
export function describeModels(account: Account, sources: ModelSources): AccountModels {
  const { any, entries } = modelsOf(account)
  const offered = sources.offered?.models
  const offeredIds = new Set(offered)
  const listed = new Set(entries.map((entry) => entry.upstream_id ?? entry.id))
  const further = (offered ?? []).filter((id) => !listed.has(id)).map((id) => ({ id }))
  const isOffered = (entry: ModelEntry): boolean | null =>
    offered === undefined ? null : offeredIds.has(entry.upstream_id ?? entry.id)
  return {
    account: account.name,
    provider: sources.provider?.id ?? account.provider,
    any,
    fetched_at: sources.offered === undefined ? null : new Date(sources.offered.fetchedAt).toISOString(),
    fetch_error: sources.fetchError,
    models: [
      ...entries.map((entry) => describeModel(account, entry, true, isOffered(entry), sources)),
      ...further.map((entry) => describeModel(account, entry, any, true, sources))
    ]
  }
}

function describeModel(
  account: Account,
  entry: ModelEntry,
  enabled: boolean,
  offered: boolean | null,
  { provider, catalogue, now }: ModelSources
): ModelState {
  const table = provider?.priceTable ?? null
  const upstreamId = entry.upstream_id ?? entry.id
  const facts = catalogue.facts(table, upstreamId)
  const name = `${account.name}/${entry.id}`
  const listed = entry.price === undefined ? catalogue.price(table, upstreamId, now) : null
  const price = entry.price ?? (listed === null ? null : priceOfRates(listed.rates))
  return {
    account: account.name,
    id: entry.id,
    name,
    upstream_id: upstreamId,
    type: entry.type ?? modelType(facts, upstreamId),
    enabled,
    offered,
    price,
    price_source: price === null ? null : entry.price === undefined ? 'catalogue' : 'override',
    price_id: entry.price === undefined ? (listed?.id ?? null) : `override:${name}`,
    context_window: facts.contextWindow,
    max_output: facts.maxOutput
  }
}

/** Base rates as USD per million tokens. What is not billed apart (the output of an embedding) costs nothing. */
function priceOfRates(rates: Rates): Price {
  return {
    input: usdPerMillion(rates.input ?? 0),
    output: usdPerMillion(rates.output ?? 0),
    ...(rates.cacheRead === undefined ? {} : { cache_read: usdPerMillion(rates.cacheRead) }),
    ...(rates.cacheWrite === undefined ? {} : { cache_write: usdPerMillion(rates.cacheWrite) }),
    ...(rates.reasoning === undefined ? {} : { reasoning: usdPerMillion(rates.reasoning) }),
    // Pico-dollars a request, not a token: 1e12 of them are a dollar.
    ...(rates.request === undefined ? {} : { request: rates.request / 1e12 })
  }
}
