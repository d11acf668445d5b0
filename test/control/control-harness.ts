import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import { priceOfOverride } from '../../electron/catalogue/price-usage.ts'
import type { Configuration } from '../../electron/config/configuration.ts'
import { openConfiguration } from '../../electron/config/open-configuration.ts'
import { createControl, type Control } from '../../electron/control/create-control.ts'
import type { ControlContext, ControlDependencies } from '../../electron/control/dependencies.ts'
import { createEventHub, type EventHub } from '../../electron/control/event-hub.ts'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'
import type { Keychain } from '../../electron/secrets/keychain.ts'
import { openSecrets } from '../../electron/secrets/open-secrets.ts'
import type { Secrets } from '../../electron/secrets/secrets.ts'
import { openStore } from '../../electron/store/open-store.ts'
import type { OfferedModels, Store } from '../../electron/store/store.ts'
import { DEFAULT_SETTINGS } from '../../shared/config/default-settings.ts'
import type { AccountTestResult, ControlClient } from '../../shared/contract/index.ts'
import { errorDataSchema } from '../../shared/contract/common.ts'
import { GatehouseError } from '../../shared/errors.ts'

export interface ControlHarness {
  readonly control: Control
  /** The client that window and command line use, over the fetch handler itself. */
  readonly client: ControlClient
  readonly socketClient: ControlClient
  readonly configuration: Configuration
  readonly secrets: Secrets
  readonly store: Store
  readonly events: EventHub
  readonly notices: string[]
  readonly env: Record<string, string | undefined>
  readonly clock: { time: number; now: () => number; monotonic: () => number }
  /** What providers offer when they are asked, by account; others can't be reached. */
  readonly providers: Map<string, readonly string[]>
  /** Calls of the account test: account name and typed key. */
  readonly tested: [string, string | undefined][]
  readonly close: () => Promise<void>
}

const NO_KEYCHAIN: Keychain = {
  name: 'no keychain',
  maxBytes: 0,
  state: async () => ({ kind: 'absent', reason: 'this test has none' }),
  read: async () => null,
  write: refuseKeychain,
  ensure: refuseKeychain,
  remove: async () => false
}

async function refuseKeychain(): Promise<never> {
  throw new GatehouseError('secret_store_unavailable', 'There is no keychain here.')
}

/** The control surface over a real configuration, store and vault; only what asks a provider is played. */
export async function openControl(change: Partial<ControlDependencies> = {}): Promise<ControlHarness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-control-'))
  const clock = { time: Date.UTC(2026, 8, 1, 12), now: () => clock.time, monotonic: () => clock.time }
  const notices: string[] = []
  const notice = (line: string): number => notices.push(line)
  const env: Record<string, string | undefined> = {}
  const store = openStore({ dataDir, clock })
  const state = await store.load()
  const secrets = openSecrets({
    dataDir,
    env,
    initial: state.secrets,
    save: (record) => store.saveSecret(record),
    drop: (name) => store.dropSecret(name),
    notice,
    now: clock.now,
    keychain: NO_KEYCHAIN
  })
  const configuration = await openConfiguration({
    store,
    state,
    readSecret: (reference) => secrets.read(reference.replace('keychain://', '')),
    env,
    findProvider,
    providerIds: [...PROVIDERS.keys()],
    priceEntryOfOverride: priceOfOverride,
    clock,
    notice
  })
  const events = createEventHub()
  configuration.onChange((revision) => events.publish({ type: 'config.changed', revision }))
  store.onSettled((rows) => events.publish({ type: 'requests.settled', rows: [...rows] }))
  const providers = new Map<string, readonly string[]>()
  const offered = new Map<string, OfferedModels>()
  const tested: [string, string | undefined][] = []
  let settings = DEFAULT_SETTINGS
  const control = createControl({
    configuration,
    store,
    secrets,
    settings: { get: () => settings, set: (patch) => (settings = { ...settings, ...patch }) },
    clock,
    catalogue: openCatalogue(),
    providers: PROVIDERS,
    version: '0.0.0-test',
    host: 'headless',
    dataDir,
    rendererDir: dataDir,
    started: clock.time,
    loginLink: () => 'http://127.0.0.1:1/#login=once',
    notice,
    gatewayStatus: () => ({
      running: true,
      url: 'http://127.0.0.1:6480/v1',
      port: 6480,
      error: null,
      in_flight: 0
    }),
    testAccount: async (account, key) => {
      tested.push([account.name, key])
      return testResult(providers.get(account.name))
    },
    fetchModels: async (account) => {
      const models = providers.get(account)
      if (models === undefined) throw new GatehouseError('upstream_failed', `${account} can't be reached.`)
      const result = { account, fetchedAt: clock.time, models }
      offered.set(account, result)
      return result
    },
    offered: (account) => offered.get(account),
    describe: () => null,
    events,
    ...change
  })
  return {
    control,
    client: clientOf(control, 'window'),
    socketClient: clientOf(control, 'socket'),
    configuration,
    secrets,
    store,
    events,
    notices,
    env,
    clock,
    providers,
    tested,
    close: async () => {
      events.close()
      await store.close()
      await rm(dataDir, { recursive: true })
    }
  }
}

function testResult(models: readonly string[] | undefined): AccountTestResult {
  const ok = models !== undefined
  const message = ok ? 'It answered.' : 'Nothing answered.'
  const reason = ok ? null : ('network' as const)
  return { ok, message, reason, status: ok ? 200 : null, duration_ms: 1, models: [...(models ?? [])] }
}

function clientOf(control: Control, door: ControlContext['door']): ControlClient {
  return createORPCClient(
    new RPCLink({
      url: 'http://gatehouse/rpc',
      fetch: (request, init) => control(new Request(request, init), { door })
    })
  )
}

export interface Refusal {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly issues: readonly { readonly field: string; readonly message: string }[]
}

/** What a call was refused with, as a client sees it. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(
    () => 'the call was answered',
    (thrown: unknown) => thrown
  )
  if (!(error instanceof ORPCError)) throw new Error(`expected a refusal, got ${String(error)}`)
  const { issues } = errorDataSchema.parse(error.data)
  return { code: error.code, status: error.status, message: error.message, issues }
}
