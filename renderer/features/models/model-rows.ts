import type { AccountModels, ModelState } from '../../../shared/contract/index.ts'

/** Which models the page shows. */
export interface ModelFilter {
  readonly search: string
  /** Name of an account; null for all. */
  readonly account: string | null
  readonly enabledOnly: boolean
}

/** A line of the table: an account's heading, one of its models, or a word about what is not there. */
export type ModelLine =
  | { readonly kind: 'account'; readonly account: AccountModels; readonly shown: readonly ModelState[] }
  | { readonly kind: 'model'; readonly account: AccountModels; readonly model: ModelState }
  | { readonly kind: 'note'; readonly account: AccountModels }

/** What is asked for when models of an account are switched. */
export type Toggle = (account: AccountModels, models: readonly ModelState[], enabled: boolean) => void

/** Heights in pixels; the same in the skeleton. */
export const LINE_HEIGHT = { account: 48, model: 40, note: 56 } as const

function fits(model: ModelState, filter: ModelFilter): boolean {
  if (filter.enabledOnly && !model.enabled) return false
  const search = filter.search.trim().toLowerCase()
  return search === '' || model.name.toLowerCase().includes(search)
}

/** Enabled ones first, then by name, as people look for them. */
function compare(left: ModelState, right: ModelState): number {
  if (left.enabled !== right.enabled) return left.enabled ? -1 : 1
  return left.id.localeCompare(right.id)
}

/** The lines to draw. Accounts of which nothing fits a search are left out. */
export function modelLines(accounts: readonly AccountModels[], filter: ModelFilter): ModelLine[] {
  const filtering = filter.search.trim() !== '' || filter.enabledOnly
  return accounts
    .filter((account) => filter.account === null || account.account === filter.account)
    .flatMap((account): ModelLine[] => {
      const shown = account.models.filter((model) => fits(model, filter)).sort(compare)
      if (filtering && shown.length === 0) return []
      const unsaid =
        account.fetch_error !== null || account.models.length === 0 || account.fetched_at === null
      return [
        { kind: 'account', account, shown },
        ...(unsaid && !filtering ? [{ kind: 'note' as const, account }] : []),
        ...shown.map((model) => ({ kind: 'model' as const, account, model }))
      ]
    })
}

/** A key that stays with a line while others come and go. */
export function lineKey(line: ModelLine): string {
  return line.kind === 'model' ? `model:${line.model.name}` : `${line.kind}:${line.account.account}`
}
