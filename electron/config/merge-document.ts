import type { ConfigDocument } from '../../shared/config/document.ts'

/**
 * The document that applying a file makes of the one in force. A section that the file doesn't have is left alone; of a
 * section that it has, entries that it doesn't name go, except tokens: apps hold their values, so only `prune` takes
 * them away.
 */
export function mergeDocument(
  current: ConfigDocument,
  file: ConfigDocument,
  options: { readonly prune: boolean }
): ConfigDocument {
  return {
    version: 1,
    accounts: file.accounts ?? current.accounts ?? [],
    tokens: mergeTokens(current, file, options.prune)
  }
}

function mergeTokens(
  current: ConfigDocument,
  file: ConfigDocument,
  prune: boolean
): ConfigDocument['tokens'] {
  const before = current.tokens ?? []
  if (file.tokens === undefined) return before
  if (prune) return file.tokens
  const named = new Map(file.tokens.map((token) => [token.name, token]))
  const known = new Set(before.map((token) => token.name))
  // Those there keep their place, so that the file's order alone is no change.
  return [
    ...before.map((token) => named.get(token.name) ?? token),
    ...file.tokens.filter((token) => !known.has(token.name))
  ]
}
