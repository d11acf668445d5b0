import { hash } from 'node:crypto'
import type { ConfigDocument } from '../../shared/config/document.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import { priceOfOverride, priceUsage } from '../../electron/catalogue/price-usage.ts'
import { compileSnapshot } from '../../electron/config/compile-snapshot.ts'
import { referencesOf } from '../../electron/config/references-of.ts'
import { resolveSecrets } from '../../electron/config/resolve-secrets.ts'
import {
  createBackgroundResponses,
  type BackgroundResponses
} from '../../electron/gateway/background-responses.ts'
import { createOfferedModels } from '../../electron/gateway/offered-models.ts'
import { createResponseStore, type ResponseStore } from '../../electron/gateway/response-store.ts'
import { createGatewayServer } from '../../electron/gateway/server.ts'
import { createWaitingTicker } from '../../electron/gateway/waiting-ticker.ts'
import { findProvider } from '../../electron/providers/all-providers.ts'
import { createRequestIds } from '../../electron/store/request-id.ts'
import type { LogEntry } from '../../electron/store/store.ts'
import { createUpstream } from '../../electron/upstream/upstream.ts'
import { responsesInMemory } from './responses-in-memory.ts'

export const TOKEN = 'sk-gh-test-token-value-0001'

type CallInit = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }

export interface TestGateway {
  /** With `/v1`. */
  readonly url: string
  readonly origin: string
  readonly port: number
  readonly entries: LogEntry[]
  readonly responses: ResponseStore
  readonly background: BackgroundResponses
  /** The newest log row, once there are so many. */
  row(count?: number): Promise<RequestLogRow>
  fetch(path: string, init?: CallInit): Promise<Response>
  chat(body: object): Promise<Response>
  close(): Promise<void>
}

/** The data plane by itself: real sockets, upstream and snapshot; the log is a list. */
export async function startGateway(
  document: Omit<ConfigDocument, 'version'>,
  options: { env?: Record<string, string>; now?: () => number } = {}
): Promise<TestGateway> {
  const now = options.now ?? Date.now
  const tokens = document.tokens ?? [{ name: 'app' }]
  const full: ConfigDocument = { version: 1, ...document, tokens }
  const secrets = await resolveSecrets(
    referencesOf(full).map(({ reference }) => reference),
    { env: options.env ?? {}, readSecret: () => Promise.resolve(null) }
  )
  const { snapshot } = compileSnapshot({
    revision: 1,
    document: full,
    findProvider,
    priceEntryOfOverride: priceOfOverride,
    secrets,
    records: new Map(
      tokens.map(({ name }, at) => [
        name,
        {
          name,
          hash: hash('sha256', at === 0 ? TOKEN : `${TOKEN}-${name}`),
          hint: null,
          created: 0,
          previousHash: null,
          previousUntil: null
        }
      ])
    )
  })
  const upstream = createUpstream()
  const entries: LogEntry[] = []
  const offered = createOfferedModels({
    initial: [],
    snapshot: () => snapshot,
    upstream,
    now,
    save: () => Promise.resolve()
  })
  const responses = createResponseStore({ store: responsesInMemory(), now })
  const background = createBackgroundResponses(responses)
  const server = createGatewayServer({
    snapshot: () => snapshot,
    upstream,
    catalogue: openCatalogue(),
    priceUsage,
    clock: { now, monotonic: () => performance.now() },
    nextRequestId: createRequestIds(now, 0),
    appendLog: (entry) => entries.push(entry),
    offeredModels: (account) => offered.get(account),
    responses,
    background,
    waiting: createWaitingTicker(() => performance.now()),
    notice: (line) => console.error(line)
  })
  const port = await server.listen(0)
  const origin = `http://127.0.0.1:${port}`
  const call = (path: string, init: CallInit = {}): Promise<Response> =>
    fetch(origin + path, {
      ...init,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...init.headers }
    })
  return {
    url: `${origin}/v1`,
    origin,
    port,
    entries,
    responses,
    background,
    fetch: call,
    chat: (body) =>
      call('/v1/chat/completions', {
        method: 'POST',
        body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }], ...body })
      }),
    row: async (count = 1) => {
      for (let tries = 0; entries.length < count && tries < 500; tries++)
        await new Promise((resolve) => setTimeout(resolve, 10))
      const entry = entries.at(-1)
      if (entry === undefined || entries.length < count)
        throw new Error(`expected ${count} log rows, there are ${entries.length}`)
      return entry.row
    },
    close: async () => {
      await server.close(1000)
      await upstream.close()
    }
  }
}
