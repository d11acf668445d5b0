import type { AccountModels } from '../../../shared/contract/index.ts'

/** What a token may use: everything, or names and patterns over `account/model`. */
export type Scope = '*' | readonly string[]

/** The pattern for everything of an account. */
export function wholeAccount(account: string): string {
  return `${account}/*`
}

function fits(pattern: string, name: string): boolean {
  const pieces = pattern.split('*').map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
  return new RegExp(`^${pieces.join('.*')}$`).test(name)
}

/** Whether a scope lets a model of this full name (`account/model`) through; by names as they are written here. */
export function scopeAllows(scope: Scope, name: string): boolean {
  return scope === '*' || scope.some((pattern) => fits(pattern, name))
}

/** Names of enabled chat models that a scope allows, the ones that have a price first: those are known to exist. */
export function usableModels(accounts: readonly AccountModels[], scope: Scope): readonly string[] {
  return accounts
    .flatMap((account) => account.models)
    .filter((model) => model.enabled && model.type === 'chat' && scopeAllows(scope, model.name))
    .sort((left, right) => Number(left.price === null) - Number(right.price === null))
    .map((model) => model.name)
}
