import { priceOfOverride } from '../../electron/catalogue/price-usage.ts'
import { compileSnapshot } from '../../electron/config/compile-snapshot.ts'
import { parseDocument } from '../../electron/config/parse-document.ts'
import { referencesOf } from '../../electron/config/references-of.ts'
import { resolveSecrets } from '../../electron/config/resolve-secrets.ts'
import type { Snapshot } from '../../electron/config/snapshot.ts'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'

/** The snapshot of a configuration text, with the secrets of an environment. */
export async function compileText(text: string, env: Readonly<Record<string, string>>): Promise<Snapshot> {
  const document = await parseDocument(text, { find: findProvider, ids: [...PROVIDERS.keys()] })
  const references = referencesOf(document).map((use) => use.reference)
  const secrets = await resolveSecrets(references, { env, readSecret: async () => null })
  const { snapshot } = compileSnapshot({
    revision: 1,
    document,
    records: new Map(),
    secrets,
    findProvider,
    priceEntryOfOverride: priceOfOverride
  })
  return snapshot
}
