import type { Account, Token } from '../../shared/config/document.ts'
import type { Provider } from '../providers/provider.ts'
import { checkBaseUrl } from './check-base-url.ts'
import { checkHeader } from './check-header.ts'
import type { FieldProblem } from './field-path.ts'
import { nearestName } from './nearest-names.ts'

/** The catalogue of providers, as far as the configuration needs it. */
export interface KnownProviders {
  readonly find: (idOrAlias: string) => Provider | undefined
  readonly ids: readonly string[]
}

/** The entries of a document; undefined where one has not even the right form. */
export interface CheckedEntries {
  readonly accounts?: readonly (Account | undefined)[] | undefined
  readonly tokens?: readonly (Token | undefined)[] | undefined
}

/** What the schema can't say: what refers to what, and what must be there once. */
export function checkDocument(document: CheckedEntries, providers: KnownProviders): FieldProblem[] {
  const accounts = document.accounts ?? []
  const tokens = document.tokens ?? []
  return [
    ...accounts.flatMap((account, index) =>
      account === undefined ? [] : under(['accounts', index], checkAccount(account, providers))
    ),
    ...checkAccountNames(accounts),
    ...tokens.flatMap((token, index) =>
      token === undefined ? [] : under(['tokens', index], checkToken(token))
    ),
    ...repeated(tokens.map((token) => token?.name)).map((index) => ({
      path: ['tokens', index, 'name'],
      message: `another token has this name ("${tokens[index]?.name}"): expected one that is there once`
    }))
  ]
}

/** What is wrong with one account by itself; paths begin at the account. */
export function checkAccount(account: Account, providers: KnownProviders): FieldProblem[] {
  const provider = providers.find(account.provider)
  const problems: FieldProblem[] = []
  if (provider === undefined)
    problems.push({ path: ['provider'], message: unknownProvider(account, providers) })
  if (account.base_url !== undefined) {
    const message = checkBaseUrl(account.base_url, account.allow_link_local === true)
    if (message !== null) problems.push({ path: ['base_url'], message })
  }
  problems.push(...checkAws(account, provider))
  const isRegional = provider?.awsService !== undefined && account.region !== undefined
  if (provider?.baseUrl === null && account.base_url === undefined && !isRegional) {
    const like = provider.baseUrlExample === undefined ? '' : `, such as ${provider.baseUrlExample}`
    const or = provider.awsService === undefined ? '' : ', or a region'
    const message = `missing: expected the address of the server${like}${or}, since "${provider.id}" has none of its own`
    problems.push({ path: ['base_url'], message })
  }
  if (account.api_key !== undefined && account.api_keys !== undefined) {
    problems.push({ path: ['api_keys'], message: 'expected either api_key or api_keys, not both' })
  }
  for (const index of repeated(account.dialects ?? [])) {
    problems.push({ path: ['dialects', index], message: 'this dialect is listed twice: expected it once' })
  }
  const headerNames = Object.keys(account.headers ?? {})
  for (const [name, value] of Object.entries(account.headers ?? {})) {
    const message = checkHeader(name, value)
    if (message !== null) problems.push({ path: ['headers', name], message })
  }
  for (const index of repeated(headerNames.map((name) => name.toLowerCase()))) {
    const message = 'this header is there twice: header names do not tell capitals apart'
    problems.push({ path: ['headers', headerNames[index] ?? ''], message })
  }
  return [...problems, ...repeatedModels(account), ...repeatedKeys(account)]
}

/** Keys of AWS sign for a region, and stand instead of other keys. */
function checkAws(account: Account, provider: Provider | undefined): FieldProblem[] {
  const { aws, region, api_key: key, api_keys: keys } = account
  const isAws = provider === undefined || provider.awsService !== undefined
  const problems: FieldProblem[] = []
  if (region !== undefined && !isAws)
    problems.push({ path: ['region'], message: `expected none: "${provider.id}" has no regions` })
  if (aws === undefined) return problems
  if (!isAws)
    problems.push({ path: ['aws'], message: `expected api_key: "${provider.id}" takes no keys of AWS` })
  if (key !== undefined || keys !== undefined)
    problems.push({ path: ['aws'], message: 'expected either aws or a key, not both' })
  if (region === undefined && isAws)
    problems.push({
      path: ['region'],
      message: 'missing: expected the region that the keys sign for, such as eu-central-1'
    })
  return problems
}

function checkToken(token: Token): FieldProblem[] {
  const models = token.models ?? '*'
  if (models === '*') return []
  if (models.length === 0) {
    return [{ path: ['models'], message: 'expected "*" or at least one model name or pattern' }]
  }
  return models.flatMap((entry, index) => {
    if (/^@?[^\s/@][^\s]{0,299}$/.test(entry)) return []
    const message = 'expected a model name or a pattern such as "cerebras-main/*", without spaces'
    return [{ path: ['models', index], message }]
  })
}

/** Names and aliases stand before the slash of a model name, so no two accounts may share one. */
function checkAccountNames(accounts: readonly (Account | undefined)[]): FieldProblem[] {
  const owners = new Map<string, number>()
  const problems: FieldProblem[] = []
  for (const [index, account] of accounts.entries()) {
    if (account === undefined) continue
    if (owners.has(account.name)) {
      const message = `another account has this name ("${account.name}"): expected one that is there once`
      problems.push({ path: ['accounts', index, 'name'], message })
    }
    owners.set(account.name, index)
  }
  for (const [index, account] of accounts.entries()) {
    for (const [position, alias] of (account?.aliases ?? []).entries()) {
      const owner = owners.get(alias)
      if (owner !== undefined) {
        const message = `"${alias}" already names the account "${accounts[owner]?.name}": expected an alias that is there once`
        problems.push({ path: ['accounts', index, 'aliases', position], message })
      }
      owners.set(alias, index)
    }
  }
  return problems
}

function repeatedModels(account: Account): FieldProblem[] {
  const models = account.models ?? '*'
  if (models === '*') return []
  const ids = models.map((entry) => (typeof entry === 'string' ? entry : entry.id))
  const whole = models.flatMap((entry, index) =>
    typeof entry !== 'string' && entry.id === '*'
      ? [{ path: ['models', index, 'id'], message: 'expected the id of one model; "*" stands alone' }]
      : []
  )
  const twice = repeated(ids).map((index) => ({
    path: ['models', index],
    message: `the model "${ids[index]}" is listed twice: expected it once`
  }))
  return [...whole, ...twice]
}

function repeatedKeys(account: Account): FieldProblem[] {
  return repeated(account.api_keys ?? []).map((index) => ({
    path: ['api_keys', index],
    message: 'this key is listed twice: expected it once'
  }))
}

function unknownProvider(account: Account, providers: KnownProviders): string {
  const near = nearestName(account.provider, providers.ids)
  const list = `expected one of ${providers.ids.join(', ')}`
  if (near === undefined) return `unknown provider "${account.provider}": ${list}`
  return `unknown provider "${account.provider}": did you mean "${near}"? (${list})`
}

/** Positions of values that have stood before. */
function repeated(values: readonly (string | undefined)[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    if (value === undefined) return []
    if (seen.has(value)) return [index]
    seen.add(value)
    return []
  })
}

function under(base: readonly (string | number)[], problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, path: [...base, ...problem.path] }))
}
