import type { Account, Price } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import { GatehouseError } from '../../shared/errors.ts'

/** The account with models added to its list. One that takes any model has them already. */
export function withModels(account: Account, ids: readonly string[]): Account {
  const { any, entries } = modelsOf(account)
  if (any) return account
  const listed = new Set(entries.map((entry) => entry.id))
  return { ...account, models: [...entries, ...new Set(ids.filter((id) => !listed.has(id)))] }
}

/** The account with models taken from its list; for one that takes any, the list is first written out as `offered`. */
export function withoutModels(account: Account, ids: readonly string[], offered: readonly string[]): Account {
  const { any, entries } = modelsOf(account)
  const listed = new Set(entries.map((entry) => entry.upstream_id ?? entry.id))
  const all = any ? [...entries, ...offered.filter((id) => !listed.has(id)).map((id) => ({ id }))] : entries
  const away = new Set(ids)
  return { ...account, models: all.filter((entry) => !away.has(entry.id)) }
}

/** The account with a price of its own for a model; null: the catalogue's again. */
export function withPrice(account: Account, id: string, price: Price | null): Account {
  const { any, entries } = modelsOf(account)
  const entry = entries.find((candidate) => candidate.id === id)
  if (entry === undefined && !any) {
    throw new GatehouseError(
      'not_found',
      `"${account.name}" has no model "${id}": enable it first, then set its price.`
    )
  }
  const { price: _before, ...rest } = entry ?? { id }
  const priced = price === null ? rest : { ...rest, price }
  const changed =
    entry === undefined
      ? [...entries, priced]
      : entries.map((candidate) => (candidate === entry ? priced : candidate))
  // Beside "*" an entry that says nothing but its id is no use: the name is taken anyway.
  const telling = any ? changed.filter((candidate) => Object.keys(candidate).length > 1) : changed
  return { ...account, models: any ? ['*', ...telling] : telling }
}
