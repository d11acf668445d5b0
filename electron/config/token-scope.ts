import type { Token } from '../../shared/config/document.ts'
import type { Resolution } from './snapshot.ts'

export interface ScopeContext {
  readonly resolveModel: (name: string) => Resolution
  /** Name of the account that a name or alias stands for. */
  readonly accountOf: (nameOrAlias: string) => string | undefined
}

/**
 * Whether a token may use the model of a canonical name (`account/model`). An entry with `*` is a pattern over that
 * name; one without is a model name like any that an app sends, and fits what it resolves to. So a scope never widens
 * because of how an app spells a name.
 */
export function compileScope(models: Token['models'], context: ScopeContext): (name: string) => boolean {
  if (models === undefined || models === '*' || models.includes('*')) return () => true
  const patterns = models
    .filter((entry) => entry.includes('*'))
    .map((entry) => canonicalPattern(entry, context).split('*'))
  const names = models.filter((entry) => !entry.includes('*'))
  // Resolved at the first question: a snapshot with a thousand scopes compiles in no time.
  let resolved: ReadonlySet<string> | undefined
  return (name) => {
    resolved ??= new Set(names.flatMap((entry) => resolvedName(entry, context)))
    return resolved.has(name) || patterns.some((pieces) => fits(pieces, name))
  }
}

/** The account part of a scope's patterns that fits no account: what a notice warns of. */
export function idlePatterns(
  models: Token['models'],
  context: ScopeContext,
  accounts: readonly string[]
): string[] {
  if (models === undefined || models === '*') return []
  return models.filter((entry) => {
    const slash = entry.indexOf('/')
    if (!entry.includes('*') || slash < 0) return false
    const account = canonicalPattern(entry, context).split('/', 1)[0] ?? ''
    return !accounts.some((name) => fits(account.split('*'), name))
  })
}

function resolvedName(entry: string, context: ScopeContext): string[] {
  const resolution = context.resolveModel(entry)
  return resolution.kind === 'found' ? [resolution.model.name] : []
}

/** Without a leading `@`, and with an alias before the slash replaced by its account's name. */
function canonicalPattern(entry: string, context: ScopeContext): string {
  const pattern = entry.startsWith('@') ? entry.slice(1) : entry
  const slash = pattern.indexOf('/')
  const account = slash < 0 ? undefined : context.accountOf(pattern.slice(0, slash))
  return account === undefined ? pattern : account + pattern.slice(slash)
}

/** Whether a name is these pieces in order with anything between them. Takes time in proportion to the name. */
function fits(pieces: readonly string[], name: string): boolean {
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (pieces.length === 1) return name === first
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last))
    return false
  let position = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, position)
    if (found < 0) return false
    position = found + piece.length
  }
  return position <= name.length - last.length
}
