import type { PriceUsage } from '../catalogue/catalogue.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Snapshot } from '../config/snapshot.ts'
import type { Clock } from '../app/ports.ts'
import type { LogEntry, OfferedModels } from '../store/store.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { BackgroundResponses } from './background-responses.ts'
import type { ResponseStore } from './response-store.ts'
import type { WaitingTicker } from './waiting-ticker.ts'

/** What the data plane works with; `app/create-app.ts` passes it in. */
export interface GatewayDependencies {
  /** The configuration in force: taken once a request, kept to its end. */
  readonly snapshot: () => Snapshot
  readonly upstream: Upstream
  readonly catalogue: Catalogue
  readonly priceUsage: PriceUsage
  readonly clock: Clock
  readonly nextRequestId: () => number
  /** Queues a row of the request log; returns at once. */
  readonly appendLog: (entry: LogEntry) => void
  /** Models that an account's provider offers, asked for where they are not known yet. */
  readonly offeredModels: (account: string) => Promise<OfferedModels>
  /** Responses that clients may come back to. */
  readonly responses: ResponseStore
  readonly background: BackgroundResponses
  readonly waiting: WaitingTicker
  /** A line for the person running the program; never secrets or prompt text. */
  readonly notice: (line: string) => void
}
