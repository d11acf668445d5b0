import type { Account, ModelEntry } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { PriceEntryOfOverride } from '../catalogue/catalogue.ts'
import type { Provider } from '../providers/provider.ts'
import { isReference } from './check-header.ts'
import { normaliseBaseUrl } from './normalise-base-url.ts'
import { headerReferences, keyReferences } from './references-of.ts'
import type { ResolvedSecrets } from './resolve-secrets.ts'
import type { AccountKey, AccountRuntime, ModelRuntime } from './snapshot.ts'

export interface AccountContext {
  readonly findProvider: (idOrAlias: string) => Provider | undefined
  readonly priceEntryOfOverride: PriceEntryOfOverride
  readonly secrets: ResolvedSecrets
}

/** An account with its references resolved, and what the person should know of it. */
export interface CompiledAccount {
  /** undefined where nothing can be made of it: its provider is not known to this version. */
  readonly runtime: AccountRuntime | undefined
  readonly notices: readonly string[]
}

export function compileAccount(account: Account, context: AccountContext): CompiledAccount {
  const provider = context.findProvider(account.provider)
  const baseUrl = account.base_url ?? provider?.baseUrl ?? null
  if (provider === undefined || baseUrl === null) {
    const what = provider === undefined ? `unknown provider "${account.provider}"` : 'no base_url'
    return { runtime: undefined, notices: [`Account "${account.name}" is not used: ${what}.`] }
  }
  const keys = keyReferences(account).flatMap((reference) => resolvedKey(reference, context.secrets))
  const lacking = [...keyReferences(account), ...headerReferences(account)].flatMap((reference) => {
    const secret = context.secrets.get(reference)
    return secret !== undefined && 'missing' in secret ? [secret.missing] : []
  })
  const { state, notice } = stateOf(account, provider, keys.length, lacking)
  const runtime: AccountRuntime = {
    name: account.name,
    provider,
    dialects: account.dialects ?? provider.dialects,
    ...normaliseBaseUrl(baseUrl, provider.version),
    keys,
    headers: resolvedHeaders(account, provider, context.secrets),
    models: compileModels(account, context.priceEntryOfOverride),
    any: modelsOf(account).any,
    allowLinkLocal: account.allow_link_local === true,
    state,
    notice
  }
  if (state === 'disabled') return { runtime, notices: [] }
  if (notice !== null) return { runtime, notices: [notice] }
  // One of several keys is missing: requests go on with the others.
  return {
    runtime,
    notices: lacking.map((missing) => `Account "${account.name}" goes on with fewer keys: ${missing}.`)
  }
}

function stateOf(
  account: Account,
  provider: Provider,
  keyCount: number,
  lacking: readonly string[]
): Pick<AccountRuntime, 'state' | 'notice'> {
  const name = `Account "${account.name}"`
  if (account.enabled === false)
    return { state: 'disabled', notice: `${name} is switched off: enable it to use it.` }
  const wantsKey = keyReferences(account).length > 0
  // Every header is needed; of several keys one will do.
  const headersLack = lacking.length > keyReferences(account).length - keyCount
  if ((wantsKey && keyCount === 0) || headersLack) {
    return { state: 'unavailable', notice: `${name} is not used: ${lacking.join('; ')}.` }
  }
  if (provider.needsKey && keyCount === 0) {
    const where = provider.keyUrl === null ? '' : ` (made at ${provider.keyUrl})`
    return {
      state: 'unavailable',
      notice: `${name} is not used: ${provider.name} needs a key${where}. Add one to it.`
    }
  }
  return { state: 'ready', notice: null }
}

function resolvedKey(reference: string, secrets: ResolvedSecrets): AccountKey[] {
  const secret = secrets.get(reference)
  return secret !== undefined && 'value' in secret ? [{ reference, value: secret.value }] : []
}

/** The catalogue's headers and over them the account's, lower-case. */
function resolvedHeaders(
  account: Account,
  provider: Provider,
  secrets: ResolvedSecrets
): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(provider.headers ?? {})) headers.set(name.toLowerCase(), value)
  for (const [name, value] of Object.entries(account.headers ?? {})) {
    const secret = isReference(value) ? secrets.get(value) : { value }
    if (secret !== undefined && 'value' in secret) headers.set(name.toLowerCase(), secret.value.trim())
  }
  return Object.fromEntries(headers)
}

function compileModels(
  account: Account,
  priceEntryOfOverride: PriceEntryOfOverride
): ReadonlyMap<string, ModelRuntime> {
  const runtime = (entry: ModelEntry): ModelRuntime => {
    const name = `${account.name}/${entry.id}`
    return {
      id: entry.id,
      name,
      upstreamId: entry.upstream_id ?? entry.id,
      type: entry.type ?? 'chat',
      priceOverride: entry.price === undefined ? null : priceEntryOfOverride(`override:${name}`, entry.price)
    }
  }
  return new Map(modelsOf(account).entries.map((entry) => [entry.id, runtime(entry)]))
}
