import type { Account, ConfigDocument, ModelEntry, Token } from '../../shared/config/document.ts'

type ListedModel = string | ModelEntry

/**
 * The one way to write a document: fields in a fixed order, defaults left out, `models: "*"` written out. Two documents
 * that mean the same are equal then, so that applying a file twice changes nothing however it was written.
 */
export function canonicalDocument(document: ConfigDocument): ConfigDocument {
  return {
    version: 1,
    accounts: (document.accounts ?? []).map(canonicalAccount),
    tokens: (document.tokens ?? []).map(canonicalToken)
  }
}

function canonicalAccount(account: Account): Account {
  const { api_keys: keys } = account
  const single = keys?.length === 1 ? keys[0] : account.api_key
  return {
    name: account.name,
    provider: account.provider,
    ...(account.base_url === undefined ? {} : { base_url: account.base_url }),
    ...(account.dialects === undefined ? {} : { dialects: account.dialects }),
    ...(single === undefined ? {} : { api_key: single }),
    ...(keys === undefined || keys.length === 1 ? {} : { api_keys: keys }),
    ...(account.aws === undefined ? {} : { aws: canonicalAws(account.aws) }),
    ...(account.region === undefined ? {} : { region: account.region }),
    ...(hasNames(account.headers) ? { headers: account.headers } : {}),
    ...(account.aliases === undefined || account.aliases.length === 0 ? {} : { aliases: account.aliases }),
    models: canonicalModels(account.models ?? '*'),
    ...(account.enabled === false ? { enabled: false } : {}),
    ...(account.allow_link_local === true ? { allow_link_local: true } : {})
  }
}

function canonicalAws({
  access_key_id,
  secret_access_key,
  session_token
}: NonNullable<Account['aws']>): NonNullable<Account['aws']> {
  return {
    access_key_id,
    secret_access_key,
    ...(session_token === undefined ? {} : { session_token })
  }
}

function canonicalModels(models: '*' | readonly ListedModel[]): '*' | ListedModel[] {
  if (models === '*' || (models.length === 1 && models[0] === '*')) return '*'
  return models.map(canonicalModel)
}

function canonicalModel(entry: ListedModel): ListedModel {
  if (typeof entry === 'string') return entry
  const { id, upstream_id: upstreamId, type, price } = entry
  const upstream = upstreamId === id ? undefined : upstreamId
  if (upstream === undefined && type === undefined && price === undefined) return id
  return {
    id,
    ...(upstream === undefined ? {} : { upstream_id: upstream }),
    ...(type === undefined ? {} : { type }),
    ...(price === undefined ? {} : { price: canonicalPrice(price) })
  }
}

function canonicalPrice(price: NonNullable<ModelEntry['price']>): NonNullable<ModelEntry['price']> {
  const { input, output, cache_read: cacheRead, cache_write: cacheWrite, reasoning, request } = price
  return {
    input,
    output,
    ...(cacheRead === undefined ? {} : { cache_read: cacheRead }),
    ...(cacheWrite === undefined ? {} : { cache_write: cacheWrite }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(request === undefined ? {} : { request })
  }
}

function canonicalToken(token: Token): Token {
  const models = token.models ?? '*'
  return {
    name: token.name,
    models: models !== '*' && models.includes('*') ? '*' : models,
    ...(token.expires === undefined ? {} : { expires: token.expires }),
    ...(token.value === undefined ? {} : { value: token.value }),
    ...(token.payloads === false ? { payloads: false } : {}),
    ...(token.enabled === false ? { enabled: false } : {})
  }
}

function hasNames(headers: Account['headers']): boolean {
  return headers !== undefined && Object.keys(headers).length > 0
}
