import type { Account, ConfigDocument, Token } from '../../shared/config/document.ts'
import { GatehouseError } from '../../shared/errors.ts'

/** The account of a name. Throws `not_found`. */
export function accountOf(document: ConfigDocument, name: string): Account {
  const account = document.accounts?.find((candidate) => candidate.name === name)
  if (account === undefined) throw new GatehouseError('not_found', `There is no account "${name}".`)
  return account
}

/** The document with one more account. Throws `conflict` where its name is taken. */
export function withNewAccount(document: ConfigDocument, account: Account): ConfigDocument {
  refuseTakenName(document, account.name)
  return { ...document, accounts: [...(document.accounts ?? []), account] }
}

/**
 * The document with an account replaced. Where it gets another name, scopes of tokens that begin with the old one follow
 * it, so that no app loses its models by a renaming.
 */
export function withAccount(
  document: ConfigDocument,
  name: string,
  change: (account: Account) => Account
): ConfigDocument {
  const changed = change(accountOf(document, name))
  if (changed.name !== name) refuseTakenName(document, changed.name)
  const accounts = (document.accounts ?? []).map((account) => (account.name === name ? changed : account))
  if (changed.name === name) return { ...document, accounts }
  const tokens = (document.tokens ?? []).map((token) => renameInScope(token, name, changed.name))
  return { ...document, accounts, tokens }
}

export function withoutAccount(document: ConfigDocument, name: string): ConfigDocument {
  const removed = accountOf(document, name)
  return { ...document, accounts: document.accounts?.filter((account) => account !== removed) }
}

function renameInScope(token: Token, before: string, after: string): Token {
  if (token.models === undefined || token.models === '*') return token
  const models = token.models.map((entry) => {
    const bare = entry.startsWith('@') ? entry.slice(1) : entry
    return bare.startsWith(`${before}/`) ? after + bare.slice(before.length) : entry
  })
  return { ...token, models }
}

function refuseTakenName(document: ConfigDocument, name: string): void {
  if (document.accounts?.some((account) => account.name === name) !== true) return
  throw new GatehouseError('conflict', `There is an account "${name}" already. Choose another name.`, {
    issues: [{ field: 'account.name', message: 'another account has this name' }]
  })
}
