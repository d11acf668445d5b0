import type { ProviderInfo } from '../../../shared/contract/index.ts'

/** Where a provider's models run: elsewhere, on a machine of one's own, or on any server of a known kind. */
export type ProviderGroup = 'hosted' | 'own' | 'compatible'
export const PROVIDER_GROUPS: readonly ProviderGroup[] = ['hosted', 'own', 'compatible']

export function groupOf({ needs_key: needsKey, base_url: baseUrl }: ProviderInfo): ProviderGroup {
  if (needsKey) return 'hosted'
  return baseUrl === null ? 'compatible' : 'own'
}

/**
 * The providers of a group (null: of all) that fit what is typed: those first whose name begins with it, then those whose
 * name or short name holds it, then those whose sentence does; else in the catalogue's order.
 */
export function findProviders(
  providers: readonly ProviderInfo[],
  search: string,
  group: ProviderGroup | null
): readonly ProviderInfo[] {
  const wanted = search.trim().toLowerCase()
  return providers
    .filter((provider) => group === null || groupOf(provider) === group)
    .map((provider) => ({ provider, rank: rankOf(provider, wanted) }))
    .filter(({ rank }) => rank < NO_FIT)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ provider }) => provider)
}

const NO_FIT = 4

function rankOf({ id, name, aliases, about }: ProviderInfo, wanted: string): number {
  const names = [name, id, ...aliases].map((text) => text.toLowerCase())
  if (names.some((text) => text.startsWith(wanted))) return 0
  if (names.some((text) => text.split(/[\s.-]/).some((word) => word.startsWith(wanted)))) return 1
  if (names.some((text) => text.includes(wanted))) return 2
  return about.toLowerCase().includes(wanted) ? 3 : NO_FIT
}
