import { isDeepStrictEqual } from 'node:util'
import type { Account, ConfigDocument, ModelEntry, Token } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { Change } from '../../shared/contract/index.ts'

/** What differs between two documents, in words too. The order of accounts and tokens is no difference. */
export function diffDocuments(before: ConfigDocument, after: ConfigDocument): Change[] {
  return [
    ...diffEntries('accounts', before.accounts ?? [], after.accounts ?? [], {
      added: (account) => `Account ${account.name} added (${aboutAccount(account)})`,
      removed: (account) => `Account ${account.name} removed`,
      changed: accountFieldText
    }),
    ...diffEntries('tokens', before.tokens ?? [], after.tokens ?? [], {
      added: (token) => `Token ${token.name} added (${aboutToken(token)})`,
      removed: (token) => `Token ${token.name} removed: its value stops working for good`,
      changed: (was, is, field) => `Token ${is.name}: ${plainFieldText(was, is, field)}`
    })
  ]
}

/** A few words for the history: what a change did. */
export function summariseChanges(changes: readonly Change[]): string {
  const shown = changes.slice(0, 2).map((change) => change.text)
  const more = changes.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

interface Words<Entry> {
  readonly added: (entry: Entry) => string
  readonly removed: (entry: Entry) => string
  readonly changed: (before: Entry, after: Entry, field: keyof Entry) => string
}

function diffEntries<Entry extends { readonly name: string }>(
  section: string,
  before: readonly Entry[],
  after: readonly Entry[],
  words: Words<Entry>
): Change[] {
  const earlier = new Map(before.map((entry) => [entry.name, entry]))
  const later = new Map(after.map((entry) => [entry.name, entry]))
  const removed = before
    .filter((entry) => !later.has(entry.name))
    .map((entry) => change(`${section}.${entry.name}`, 'removed', entry, null, words.removed(entry)))
  const rest = after.flatMap((entry) => {
    const was = earlier.get(entry.name)
    const path = `${section}.${entry.name}`
    if (was === undefined) return [change(path, 'added', null, entry, words.added(entry))]
    return fieldsOf(was, entry)
      .filter((field) => !isDeepStrictEqual(was[field], entry[field]))
      .map((field) =>
        change(
          `${path}.${String(field)}`,
          was[field] === undefined ? 'added' : entry[field] === undefined ? 'removed' : 'changed',
          was[field] ?? null,
          entry[field] ?? null,
          words.changed(was, entry, field)
        )
      )
  })
  return [...removed, ...rest]
}

function change(path: string, kind: Change['kind'], before: unknown, after: unknown, text: string): Change {
  return { path, kind, before, after, text }
}

function fieldsOf<Entry extends object>(before: Entry, after: Entry): (keyof Entry)[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  // Object.keys forgets the type; both objects are entries.
  return [...names] as (keyof Entry)[]
}

function accountFieldText(was: Account, is: Account, field: keyof Account): string {
  if (field === 'models') return `Account ${is.name}: ${modelsText(was, is)}`
  return `Account ${is.name}: ${plainFieldText(was, is, field)}`
}

function plainFieldText<Entry extends object>(was: Entry, is: Entry, field: keyof Entry): string {
  if (field === 'enabled') return isOff(was, field) ? 'switched on' : 'switched off'
  if (field === 'payloads')
    return isOff(was, field) ? 'bodies are stored again' : 'bodies are no longer stored'
  const name = String(field)
  if (was[field] === undefined) return `${name} set to ${valueText(is[field])}`
  if (is[field] === undefined) return `${name} taken away (was ${valueText(was[field])})`
  return `${name} changed from ${valueText(was[field])} to ${valueText(is[field])}`
}

function isOff<Entry extends object>(entry: Entry, field: keyof Entry): boolean {
  return entry[field] === false
}

function modelsText(was: Account, is: Account): string {
  const before = modelsOf(was)
  const after = modelsOf(is)
  const earlier = new Map(before.entries.map((entry) => [entry.id, entry]))
  const later = new Map(after.entries.map((entry) => [entry.id, entry]))
  const added = [...later.keys()].filter((id) => !earlier.has(id))
  const removed = [...earlier.keys()].filter((id) => !later.has(id))
  const changed = [...later].filter(([id, entry]) => {
    const previous = earlier.get(id)
    return previous !== undefined && !isDeepStrictEqual(previous, entry)
  })
  const parts = [
    ...(before.any === after.any ? [] : [after.any ? 'takes any model' : 'takes listed models only']),
    ...(added.length === 0 ? [] : [`models added: ${listText(added)}`]),
    ...(removed.length === 0 ? [] : [`models removed: ${listText(removed)}`]),
    ...changed.map(([id, entry]) => modelText(earlier.get(id) ?? { id }, entry))
  ]
  return parts.length === 0 ? 'models in another order' : parts.join('; ')
}

function modelText(was: ModelEntry, is: ModelEntry): string {
  if (!isDeepStrictEqual(was.price, is.price)) {
    return is.price === undefined
      ? `price of ${is.id} from the catalogue again`
      : `price of ${is.id} set to $${is.price.input} in, $${is.price.output} out per million tokens`
  }
  return `${is.id} changed`
}

function aboutAccount(account: Account): string {
  const { any, entries } = modelsOf(account)
  if (any) return `${account.provider}, any model`
  return `${account.provider}, ${entries.length} ${entries.length === 1 ? 'model' : 'models'}`
}

function aboutToken(token: Token): string {
  const models = token.models ?? '*'
  const scope = models === '*' ? 'all models' : listText(models)
  return token.expires === undefined ? scope : `${scope}, until ${token.expires}`
}

function listText(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(', ')
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return listText(value.map(String))
  return JSON.stringify(value)
}
