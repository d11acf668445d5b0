import { openCatalogue } from '../catalogue/open-catalogue.ts'
import { priceOfOverride, priceUsage } from '../catalogue/price-usage.ts'
import type { Configuration } from '../config/configuration.ts'
import { openConfiguration } from '../config/open-configuration.ts'
import { createControl, type Control } from '../control/create-control.ts'
import { createEventHub } from '../control/event-hub.ts'
import { createBackgroundResponses } from '../gateway/background-responses.ts'
import { createOfferedModels } from '../gateway/offered-models.ts'
import { createResponseStore } from '../gateway/response-store.ts'
import { createGatewayServer } from '../gateway/server.ts'
import { createWaitingTicker } from '../gateway/waiting-ticker.ts'
import { findProvider, PROVIDERS } from '../providers/all-providers.ts'
import { openSecrets } from '../secrets/open-secrets.ts'
import { openStore } from '../store/open-store.ts'
import { createRequestIds } from '../store/request-id.ts'
import { createUpstream } from '../upstream/upstream.ts'
import { describeExchange } from './describe-exchange.ts'
import type { Ports } from './ports.ts'
import { startRetention } from './retention.ts'
import { createSecretReader } from './secret-reader.ts'
import { createAccountTest } from './test-account.ts'

/** Everything that runs, behind two doors: the gateway for the person's tools, the control surface for window and CLI. */
export interface App {
  /** Starts the gateway's listener on 127.0.0.1; port 0 picks a free one. The URL ends in `/v1`. */
  listen(options: { port: number }): Promise<{ readonly url: string; readonly port: number }>
  readonly control: Control
  readonly configuration: Configuration
  /** Sessions of the dashboard, kept by the SHA-256 (hex) of their secret. */
  readonly sessions: { save(hash: string): Promise<void>; has(hash: string): Promise<boolean> }
  /** Lets requests under way finish (ten seconds at most), writes the log out and closes the databases. */
  close(): Promise<void>
}

const DRAIN_MS = 10_000

/** The only place where parts are put together. Nothing here starts a listener: the host says when. */
export async function createApp(ports: Ports): Promise<App> {
  const { clock } = ports
  const now = (): number => clock.now()
  const started = now()

  const store = openStore({ dataDir: ports.dataDir, clock, notice: ports.notice })
  const state = await store.load()
  let useRecoveredKeys = (): void => undefined
  const secrets = openSecrets({
    dataDir: ports.dataDir,
    env: ports.env,
    initial: state.secrets,
    save: (record) => store.saveSecret(record),
    drop: (name) => store.dropSecret(name),
    notice: ports.notice,
    now,
    onRecovered: () => useRecoveredKeys()
  })
  const readSecret = createSecretReader(ports.env, secrets)
  const configuration = await openConfiguration({
    store,
    state,
    readSecret,
    env: ports.env,
    findProvider,
    providerIds: [...PROVIDERS.keys()],
    priceEntryOfOverride: priceOfOverride,
    clock,
    notice: ports.notice
  })
  // A keychain that was locked is open now: accounts that waited for their keys can be used.
  useRecoveredKeys = () => {
    configuration
      .refresh()
      .catch((error: unknown) => ports.notice(`The accounts could not be read anew: ${String(error)}`))
  }

  const upstream = createUpstream()
  const catalogue = openCatalogue()
  const offered = createOfferedModels({
    initial: state.offered,
    snapshot: () => configuration.snapshot(),
    upstream,
    now,
    save: (models) => store.saveOffered(models)
  })
  const responses = createResponseStore({ store, now })
  const background = createBackgroundResponses(responses)
  const gateway = createGatewayServer({
    snapshot: () => configuration.snapshot(),
    upstream,
    catalogue,
    priceUsage,
    clock,
    nextRequestId: createRequestIds(now, state.lastRequestId),
    appendLog: (entry) => store.append(entry),
    offeredModels: (account) => offered.get(account),
    responses,
    background,
    waiting: createWaitingTicker(() => clock.monotonic()),
    notice: ports.notice
  })
  let listening: { url: string; port: number } | null = null
  let listenError: string | null = null

  let unwatch: (() => void) | null = null
  const events = createEventHub((watched) => {
    unwatch?.()
    unwatch = watched
      ? store.onSettled((rows) => events.publish({ type: 'requests.settled', rows: [...rows] }))
      : null
  })
  configuration.onChange((revision) => events.publish({ type: 'config.changed', revision }))

  const control = createControl({
    configuration,
    store,
    secrets,
    settings: ports.settings,
    clock,
    catalogue,
    providers: PROVIDERS,
    version: ports.version,
    host: ports.host,
    dataDir: ports.dataDir,
    rendererDir: ports.rendererDir,
    started,
    loginLink: ports.loginLink,
    notice: ports.notice,
    gatewayStatus: () => ({
      running: listening !== null,
      url: listening?.url ?? urlOf(ports.settings.get().gateway_port),
      port: listening?.port ?? ports.settings.get().gateway_port,
      error: listenError,
      in_flight: gateway.inFlight()
    }),
    testAccount: createAccountTest({
      upstream,
      readSecret,
      env: ports.env,
      findProvider,
      monotonic: () => clock.monotonic()
    }),
    fetchModels: async (account) => {
      const models = await offered.fetch(account)
      events.publish({ type: 'models.fetched', account })
      return models
    },
    offered: (account) => offered.known(account),
    describe: describeExchange,
    events
  })
  const retention = startRetention({ store, settings: ports.settings, now, notice: ports.notice })

  return {
    async listen({ port }) {
      try {
        const taken = await gateway.listen(port)
        listening = { url: urlOf(taken), port: taken }
        listenError = null
        return listening
      } catch (error) {
        listenError = error instanceof Error ? error.message : String(error)
        throw error
      }
    },
    control,
    configuration,
    sessions: {
      save: (hash) => store.saveSession(hash, now()),
      has: (hash) => store.hasSession(hash)
    },
    async close() {
      retention.stop()
      await gateway.close(DRAIN_MS)
      background.close()
      responses.close()
      listening = null
      await upstream.close()
      events.close()
      await store.close()
    }
  }
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/v1`
}
