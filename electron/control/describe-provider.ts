import type { ProviderInfo } from '../../shared/contract/index.ts'
import type { Provider } from '../providers/provider.ts'

/** A provider of the catalogue as the window and the command line get it. */
export function describeProvider(provider: Provider): ProviderInfo {
  return {
    id: provider.id,
    name: provider.name,
    aliases: [...provider.aliases],
    base_url: provider.baseUrl,
    base_url_example: provider.baseUrlExample ?? null,
    needs_key: provider.needsKey,
    dialects: [...provider.dialects],
    key_url: provider.keyUrl,
    about: provider.about
  }
}
