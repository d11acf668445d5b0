import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { settingsSchema } from '../config/settings.ts'
import { requestLogRowSchema } from '../domain/request-log.ts'
import { procedure } from './common.ts'
import { keyStoreSchema } from './secrets.ts'

const statusSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'headless']),
  pid: z.int(),
  started: z.string(),
  revision: z.int(),
  gateway: z.object({
    running: z.boolean(),
    /** Base URL for apps, with `/v1`. */
    url: z.string(),
    port: z.int(),
    /** Why it does not run; null where it does. */
    error: z.string().nullable(),
    in_flight: z.int()
  }),
  key_store: keyStoreSchema,
  accounts: z.int(),
  tokens: z.int(),
  /** Whether any request was ever logged. */
  any_request: z.boolean(),
  data_dir: z.string()
})
export type SystemStatus = z.infer<typeof statusSchema>

const checkSchema = z.object({
  /** `host`, `key-store`, `gateway-port`, `database`, `account:NAME` ... */
  id: z.string(),
  state: z.enum(['ok', 'warning', 'failed']),
  title: z.string(),
  /** What was found and what to do, in plain words. */
  text: z.string()
})
export type DoctorCheck = z.infer<typeof checkSchema>

/** What the window hears without asking. */
export const eventSchema = z.discriminatedUnion('type', [
  /** The subscription stands. */
  z.object({ type: z.literal('subscribed') }),
  /** `missed`: so many earlier rows were left out because the window read too slowly; the list has to be read anew. */
  z.object({
    type: z.literal('requests.settled'),
    rows: z.array(requestLogRowSchema),
    missed: z.int().optional()
  }),
  z.object({ type: z.literal('config.changed'), revision: z.int() }),
  z.object({ type: z.literal('models.fetched'), account: z.string() }),
  z.object({ type: z.literal('settings.changed') })
])
export type GatehouseEvent = z.infer<typeof eventSchema>

const EDITABLE = {
  theme: true,
  gateway_port: true,
  dashboard_port: true,
  launch_at_login: true,
  keep_log_days: true
} as const

export const systemContract = {
  status: procedure.output(statusSchema),
  doctor: procedure.output(z.array(checkSchema)),
  events: procedure.output(eventIterator(eventSchema)),
  settings: procedure.output(settingsSchema),
  update_settings: procedure.input(settingsSchema.pick(EDITABLE).partial()).output(settingsSchema),
  /** A fresh link to the dashboard, good once; null where the host has a window of its own and no dashboard. */
  login_link: procedure.output(z.object({ url: z.string().nullable() })),
  storage: procedure.output(
    z.object({
      log_bytes: z.int(),
      config_bytes: z.int(),
      rows: z.int(),
      oldest: z.string().nullable(),
      /** Bytes of the stored bodies as they were sent, and what they take on disk. */
      payload_bytes: z.int(),
      payload_stored_bytes: z.int()
    })
  ),
  /** Deletes log rows and payloads that are older than so many days. */
  prune: procedure.input(z.object({ older_than_days: z.int().min(0) })).output(z.object({ rows: z.int() }))
}
