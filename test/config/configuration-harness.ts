import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { priceOfOverride } from '../../electron/catalogue/price-usage.ts'
import type { Configuration } from '../../electron/config/configuration.ts'
import { openConfiguration } from '../../electron/config/open-configuration.ts'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'
import { openStore } from '../../electron/store/open-store.ts'
import type { Store } from '../../electron/store/store.ts'

export interface Harness {
  readonly configuration: Configuration
  readonly store: Store
  /** Makes writing a revision fail, until it is null again. */
  readonly disk: { failure: Error | null }
  readonly env: Record<string, string | undefined>
  readonly secrets: Map<string, string>
  readonly clock: { time: number; now: () => number; monotonic: () => number }
  readonly notices: string[]
  /** The configuration as a new start finds it. */
  readonly reopen: () => Promise<Configuration>
}

/** The documentation's example. */
export const EXAMPLE = `version: 1
accounts:
  - name: cerebras-main
    provider: cerebras                 # or openai-compatible with base_url
    api_key: env://CEREBRAS_API_KEY    # or keychain://cerebras-main; api_keys: [..] for several
    models: [gpt-oss-120b, llama3.1-8b, { id: zai-glm-4.6, price: { input: 2.25, output: 2.75 } }]   # USD per million tokens
  - { name: local, provider: openai-compatible, base_url: "http://127.0.0.1:8000/v1", models: "*" }
tokens:
  - { name: cline, models: ["cerebras-main/*"] }                        # a value is made once for this name, and printed once
  - { name: ci, models: "*", value: "env://CI_TOKEN", payloads: false }  # value by reference (16 characters or more); payloads not stored
`

/** A configuration over a store of its own, which is closed when the test ends. */
export async function openHarness(env: Record<string, string> = {}): Promise<Harness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-config-'))
  const secrets = new Map<string, string>()
  const clock = { time: Date.UTC(2026, 8, 1), now: () => clock.time, monotonic: () => clock.time }
  const notices: string[] = []
  const environment: Record<string, string | undefined> = { ...env }
  const disk: Harness['disk'] = { failure: null }
  const store = openStore({ dataDir, clock })
  onTestFinished(async () => {
    await store.close()
    await rm(dataDir, { recursive: true })
  })
  const open = async (): Promise<Configuration> =>
    await openConfiguration({
      store: {
        ...store,
        saveRevision: async (...revision) => {
          if (disk.failure !== null) throw disk.failure
          await store.saveRevision(...revision)
        }
      },
      state: await store.load(),
      readSecret: async (reference) => secrets.get(reference) ?? null,
      env: environment,
      findProvider,
      providerIds: [...PROVIDERS.keys()],
      priceEntryOfOverride: priceOfOverride,
      clock,
      notice: (line) => notices.push(line)
    })
  return { configuration: await open(), store, disk, env: environment, secrets, clock, notices, reopen: open }
}

/** Applies a text as the command line does. */
export async function apply(
  configuration: Configuration,
  text: string,
  options: { dryRun?: boolean; prune?: boolean } = {}
): ReturnType<Configuration['apply']> {
  const { dryRun = false, prune = false } = options
  return await configuration.apply({ text, dryRun, prune, by: 'apply' })
}
