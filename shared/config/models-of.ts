import type { Account, ConfigDocument, ModelEntry } from './document.ts'

/** What a first start has. Apart from the schema, so that a start does not load zod. */
export const EMPTY_DOCUMENT: ConfigDocument = { version: 1, accounts: [], tokens: [] }

/** The model entries of an account and whether it also takes any other name (`"*"`). */
export function modelsOf(account: Account): {
  readonly any: boolean
  readonly entries: readonly ModelEntry[]
} {
  const models = account.models ?? '*'
  if (models === '*') return { any: true, entries: [] }
  const entries = models
    .filter((entry) => entry !== '*')
    .map((entry) => (typeof entry === 'string' ? { id: entry } : entry))
  return { any: models.includes('*'), entries }
}
