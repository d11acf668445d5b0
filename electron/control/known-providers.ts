import type { KnownProviders } from '../config/check-document.ts'
import type { Provider } from '../providers/provider.ts'

/** The catalogue of providers as the checks of a document ask it: by id or alias, and for "did you mean". */
export function knownProviders(providers: ReadonlyMap<string, Provider>): KnownProviders {
  return {
    ids: [...providers.keys()],
    find: (idOrAlias) =>
      providers.get(idOrAlias) ??
      [...providers.values()].find((provider) => provider.aliases.includes(idOrAlias))
  }
}
