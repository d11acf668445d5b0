import { implement } from '@orpc/server'
import { systemContract } from '../../shared/contract/system.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'
import { runDoctor } from './run-doctor.ts'

const DAY_MS = 86_400_000

/** The program itself: how it is, its settings, its databases, and what happens in it. */
export function systemRouter(dependencies: ControlDependencies) {
  const { configuration, settings, store, events } = dependencies
  const os = implement(systemContract).$context<ControlContext>()
  // Once true it stays so: rows are only ever deleted by age, and who had requests is past the first steps.
  let anyRequest = false

  return os.router({
    status: os.status.handler(async () => {
      const { revision, document } = configuration.current()
      anyRequest ||= (await store.listLog({ filter: {}, before: null, limit: 1 })).rows.length > 0
      return {
        version: dependencies.version,
        host: dependencies.host,
        pid: process.pid,
        started: new Date(dependencies.started).toISOString(),
        revision,
        gateway: dependencies.gatewayStatus(),
        key_store: await dependencies.secrets.keyStore(),
        accounts: document.accounts?.length ?? 0,
        tokens: document.tokens?.length ?? 0,
        any_request: anyRequest,
        data_dir: dependencies.dataDir
      }
    }),

    doctor: os.doctor.handler(() => runDoctor(dependencies)),

    events: os.events.handler(({ signal }) => events.subscribe(signal)),

    settings: os.settings.handler(() => settings.get()),

    update_settings: os.update_settings.handler(({ input }) => {
      const changed = settings.set(withoutUndefined(input))
      events.publish({ type: 'settings.changed' })
      return changed
    }),

    login_link: os.login_link.handler(() => ({ url: dependencies.loginLink() })),

    storage: os.storage.handler(async () => {
      const figures = await store.storage()
      return {
        log_bytes: figures.logBytes,
        config_bytes: figures.configBytes,
        rows: figures.rows,
        oldest: figures.oldest === null ? null : new Date(figures.oldest).toISOString(),
        payload_bytes: figures.payloadBytes,
        payload_stored_bytes: figures.payloadStoredBytes
      }
    }),

    prune: os.prune.handler(async ({ input }) => ({
      rows: await store.prune(dependencies.clock.now() - input.older_than_days * DAY_MS)
    }))
  })
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> }

/** Fields that were left out stay out: spread over settings, an `undefined` would erase one. */
function withoutUndefined<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
  // Object.fromEntries forgets the type; nothing but undefined fields was taken away.
  return Object.fromEntries(entries) as Defined<Value>
}
