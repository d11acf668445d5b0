import { client } from '../../renderer/client/control-client.ts'
import { decodeError, type ControlError } from '../../renderer/client/control-error.ts'
import { redeemLoginLink } from '../../renderer/client/session.ts'
import type { GatehouseEvent, SystemStatus } from '../../shared/contract/index.ts'

/** What the specs do in a page, with the client that the window itself uses. */
export interface DoorClient {
  /** Takes up the login link that the page was opened with; does nothing where there is none. */
  signIn(): Promise<void>
  status(): Promise<SystemStatus>
  applyYaml(text: string): Promise<{ revision: number } | ControlError>
  removeAccount(name: string): Promise<{ revision: number } | ControlError>
  /** Subscribes; the events collect until they are taken. */
  subscribe(): Promise<void>
  taken(): readonly GatehouseEvent[]
  /** As the window does it: by the signal that it gave to the call. */
  unsubscribe(): void
}

declare global {
  var doorClient: DoorClient
}

const received: GatehouseEvent[] = []
const subscription = new AbortController()

async function orRefusal<Result>(call: Promise<Result>): Promise<Result | ControlError> {
  try {
    return await call
  } catch (error) {
    return decodeError(error)
  }
}

async function collect(events: AsyncIterable<GatehouseEvent>): Promise<void> {
  try {
    for await (const event of events) received.push(event)
  } catch {
    // Given up: the iterator ends by throwing.
  }
}

globalThis.doorClient = {
  signIn: redeemLoginLink,
  status: () => client.system.status(),
  applyYaml: (text) => orRefusal(client.config.apply({ text, dry_run: false, prune: false, by: 'test' })),
  removeAccount: (name) => orRefusal(client.accounts.remove({ name, delete_key: false })),
  async subscribe() {
    const events = await client.system.events(undefined, { signal: subscription.signal })
    void collect(events)
  },
  taken: () => received.splice(0),
  unsubscribe: () => subscription.abort()
}
