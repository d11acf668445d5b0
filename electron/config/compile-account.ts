import type { Account, ModelEntry } from '../../shared/config/document.ts'
import type { AwsKeys } from '../../shared/domain/aws-keys.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { PriceEntryOfOverride } from '../catalogue/catalogue.ts'
import type { Provider } from '../providers/provider.ts'
import { isReference } from './check-header.ts'
import { normaliseBaseUrl } from './normalise-base-url.ts'
import { accountReferences, keyReferences } from './references-of.ts'
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
  const baseUrl = account.base_url ?? provider?.baseUrl ?? regionalUrl(account, provider)
  if (provider === undefined || baseUrl === null) {
    const what = provider === undefined ? `unknown provider "${account.provider}"` : 'no base_url'
    return { runtime: undefined, notices: [`Account "${account.name}" is not used: ${what}.`] }
  }
  const keys = keyReferences(account).flatMap((reference) => resolvedKey(reference, context.secrets))
  const lacking = accountReferences(account).flatMap((reference) => {
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
    aws: compileAws(account, provider, context.secrets),
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
  // Every header and each key of AWS is needed; of several keys one will do.
  const othersLack = lacking.length > keyReferences(account).length - keyCount
  if ((wantsKey && keyCount === 0) || othersLack) {
    return { state: 'unavailable', notice: `${name} is not used: ${lacking.join('; ')}.` }
  }
  if (provider.needsKey && keyCount === 0 && account.aws === undefined) {
    const where = provider.keyUrl === null ? '' : ` (made at ${provider.keyUrl})`
    return {
      state: 'unavailable',
      notice: `${name} is not used: ${provider.name} needs a key${where}. Add one to it.`
    }
  }
  return { state: 'ready', notice: null }
}

/** The address of the region, for providers that have one in each. */
function regionalUrl({ region }: Account, provider: Provider | undefined): string | null {
  if (region === undefined || provider?.awsService === undefined) return null
  return provider.baseUrlExample?.replace('REGION', region) ?? null
}

/** null where there are none, or one of them is not at hand: then the account is not used. */
function compileAws(
  { aws, region }: Account,
  { awsService }: Provider,
  secrets: ResolvedSecrets
): AwsKeys | null {
  if (aws === undefined || region === undefined || awsService === undefined) return null
  const valueOf = (reference: string | undefined): string | null => {
    const secret = reference === undefined ? undefined : secrets.get(reference)
    return secret !== undefined && 'value' in secret ? secret.value : null
  }
  const [accessKeyId, secretAccessKey] = [valueOf(aws.access_key_id), valueOf(aws.secret_access_key)]
  if (accessKeyId === null || secretAccessKey === null) return null
  return {
    region,
    service: awsService,
    accessKeyId,
    secretAccessKey,
    sessionToken: valueOf(aws.session_token)
  }
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
