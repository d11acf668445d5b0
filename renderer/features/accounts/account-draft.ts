import type { Account } from '../../../shared/config/document.ts'
import type { ProviderInfo } from '../../../shared/contract/index.ts'
import type { DialectId } from '../../../shared/domain/dialect.ts'

/** An account while it is typed: every field as text. */
export interface AccountDraft {
  readonly name: string
  readonly baseUrl: string
  readonly keySource: 'typed' | 'environment'
  /** The key itself: it goes to the key store with the save and nowhere else. */
  readonly key: string
  /** Name of the environment variable. */
  readonly variable: string
  readonly aliases: string
  readonly headers: string
  readonly linkLocal: boolean
  /** What its server speaks; null: what its provider does. */
  readonly dialects: readonly DialectId[] | null
  /** null: all that the provider offers. */
  readonly models: readonly string[] | null
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const ENVIRONMENT = 'env://'

/** The first of `cerebras`, `cerebras-2` ... that no account has. */
export function freeName(provider: string, taken: readonly string[]): string {
  let name = provider
  for (let number = 2; taken.includes(name); number += 1) name = `${provider}-${number}`
  return name
}

/** An empty draft for a provider. */
export function newDraft(provider: ProviderInfo, taken: readonly string[]): AccountDraft {
  return {
    name: freeName(provider.id, taken),
    // A local server has a port of its own: its usual address is there to be changed.
    baseUrl: provider.needs_key ? '' : (provider.base_url ?? ''),
    keySource: 'typed',
    key: '',
    variable: '',
    aliases: '',
    headers: '',
    linkLocal: false,
    dialects: null,
    models: null
  }
}

/** The draft of an account that is there already. Its models are changed on the Models page. */
export function draftOf(account: Account): AccountDraft {
  const variable =
    account.api_key?.startsWith(ENVIRONMENT) === true ? account.api_key.slice(ENVIRONMENT.length) : ''
  return {
    name: account.name,
    baseUrl: account.base_url ?? '',
    keySource: variable === '' ? 'typed' : 'environment',
    key: '',
    variable,
    aliases: (account.aliases ?? []).join(', '),
    headers: Object.entries(account.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    linkLocal: account.allow_link_local === true,
    dialects: account.dialects ?? null,
    models: null
  }
}

/** The headers of the text, or the number of the first line that is none (1-based). */
export function parseHeaders(
  text: string
): { readonly headers: Record<string, string> } | { readonly badLine: number } {
  const headers: Record<string, string> = {}
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const match = /^\s*([^\s:]+)\s*:\s*(\S.*?)\s*$/.exec(line)
    if (match?.[1] === undefined || match[2] === undefined) return { badLine: index + 1 }
    headers[match[1]] = match[2]
  }
  return { headers }
}

/** The dialects with one of them put in or taken out; the last one stays, since a server speaks something. */
export function withDialect(
  spoken: readonly DialectId[],
  dialect: DialectId,
  speaks: boolean
): readonly DialectId[] {
  if (speaks) return spoken.includes(dialect) ? spoken : [...spoken, dialect]
  const rest = spoken.filter((one) => one !== dialect)
  return rest.length === 0 ? spoken : rest
}

/** What is kept of the dialects that were chosen: null where they are the provider's own. */
export function chosenDialects(
  provider: ProviderInfo,
  spoken: readonly DialectId[]
): AccountDraft['dialects'] {
  const same =
    spoken.length === provider.dialects.length && spoken.every((one, at) => one === provider.dialects[at])
  return same ? null : spoken
}

/** What is wrong with a draft, by field, as keys of the words in `accounts:form`. The server checks the rest. */
export function problemsOf(
  draft: AccountDraft,
  provider: ProviderInfo,
  options: {
    readonly taken: readonly string[]
    readonly keyStored: boolean
    /** The account's region says where its server is. */
    readonly hasRegion?: boolean
  }
): Readonly<Partial<Record<keyof AccountDraft, 'required' | 'nameBad' | 'taken' | 'headersBad'>>> {
  const keyMissing = provider.needs_key && !options.keyStored
  return {
    ...(options.taken.includes(draft.name) && { name: 'taken' as const }),
    ...(!NAME.test(draft.name) && { name: draft.name === '' ? ('required' as const) : ('nameBad' as const) }),
    ...(provider.base_url === null &&
      options.hasRegion !== true &&
      draft.baseUrl.trim() === '' && { baseUrl: 'required' as const }),
    ...(keyMissing && draft.keySource === 'typed' && draft.key.trim() === '' && { key: 'required' as const }),
    ...(draft.keySource === 'environment' &&
      draft.variable.trim() === '' && { variable: 'required' as const }),
    ...('badLine' in parseHeaders(draft.headers) && { headers: 'headersBad' as const })
  }
}

/** The account that a draft describes; `before` is the one it replaces, whose other fields stay. */
export function accountOf(draft: AccountDraft, provider: string, before?: Account): Account {
  const {
    base_url: _url,
    aliases: _aliases,
    headers: _headers,
    allow_link_local: _local,
    dialects: _dialects,
    ...kept
  } = before ?? {
    name: draft.name,
    provider
  }
  // A key that is typed now takes the place of the variable: what is saved then refers to the key store.
  if (
    draft.keySource === 'typed' &&
    draft.key.trim() !== '' &&
    before?.api_key?.startsWith(ENVIRONMENT) === true
  ) {
    delete kept.api_key
  }
  if (draft.keySource === 'environment') delete kept.api_keys
  const aliases = draft.aliases.split(/[\s,]+/).filter((alias) => alias !== '')
  const parsed = parseHeaders(draft.headers)
  const headers = 'headers' in parsed ? parsed.headers : {}
  return {
    ...kept,
    name: draft.name,
    ...(draft.baseUrl.trim() !== '' && { base_url: draft.baseUrl.trim() }),
    ...(draft.dialects !== null && { dialects: [...draft.dialects] }),
    ...(draft.keySource === 'environment' && { api_key: `${ENVIRONMENT}${draft.variable.trim()}` }),
    ...(aliases.length > 0 && { aliases }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(draft.linkLocal && { allow_link_local: true }),
    ...(before === undefined && { models: draft.models === null ? '*' : [...draft.models] })
  }
}

/** The key to send with a save or test: only one that was typed. */
export function typedKey(draft: AccountDraft): { readonly key: string } | Record<string, never> {
  const key = draft.key.trim()
  return draft.keySource === 'typed' && key !== '' ? { key } : {}
}
