import type { Account } from '../../shared/config/document.ts'
import type { AccountTestResult, SystemStatus } from '../../shared/contract/index.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import type { Clock, SettingsPort } from '../app/ports.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Configuration } from '../config/configuration.ts'
import type { Provider } from '../providers/provider.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { OfferedModels, Store, StoredPayload } from '../store/store.ts'
import type { EventHub } from './event-hub.ts'

/** Through which door a call came: the window's own scheme, the command line's socket, the dashboard's port. */
export interface ControlContext {
  readonly door: 'window' | 'socket' | 'http'
}

/** What the control surface works with; `app/create-app.ts` passes it in. */
export interface ControlDependencies {
  readonly configuration: Configuration
  readonly store: Pick<
    Store,
    'listLog' | 'readLog' | 'readPayload' | 'facets' | 'lastUsed' | 'spend' | 'storage' | 'prune'
  >
  readonly secrets: Secrets
  readonly settings: SettingsPort
  readonly clock: Clock
  readonly catalogue: Catalogue
  /** By id, in the order in which the window offers them. */
  readonly providers: ReadonlyMap<string, Provider>
  readonly version: string
  readonly host: 'desktop' | 'headless'
  readonly dataDir: string
  /** Folder of the built window. */
  readonly rendererDir: string
  /** When this process began: milliseconds since the epoch. */
  readonly started: number
  /** A fresh link to the dashboard, good once; null where the host shows a window instead. */
  readonly loginLink: () => string | null
  /** A line for the person running the program; never secrets or prompt text. */
  readonly notice: (line: string) => void
  readonly gatewayStatus: () => SystemStatus['gateway']
  /** Asks the provider for its models: with a key that is not saved yet, or with the account's own references. */
  readonly testAccount: (account: Account, key: string | undefined) => Promise<AccountTestResult>
  /** Asks the provider for its list, keeps it and publishes `models.fetched`; throws a GatehouseError that says why not. */
  readonly fetchModels: (account: string) => Promise<OfferedModels>
  /** What the provider said last; undefined where it was never asked. */
  readonly offered: (account: string) => OfferedModels | undefined
  /** A stored exchange as a conversation; null where there is nothing to read. */
  readonly describe: (row: RequestLogRow, payload: StoredPayload) => Conversation | null
  readonly events: EventHub
}

/** Who made a revision, for the history. */
export function authorOf(context: ControlContext): 'cli' | 'window' {
  return context.door === 'socket' ? 'cli' : 'window'
}
