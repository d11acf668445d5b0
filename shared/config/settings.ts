import { z } from 'zod'

/** What belongs to this machine and not to the configuration document. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Port of the gateway on 127.0.0.1; takes effect at the next start. */
  gateway_port: z.int().min(1).max(65_535),
  /** Port of the dashboard on 127.0.0.1 where no window can be opened. */
  dashboard_port: z.int().min(1).max(65_535),
  launch_at_login: z.boolean(),
  /** Days that log rows and payloads are kept; 0 keeps them for good. */
  keep_log_days: z.int().min(0).max(3650),
  window: z
    .object({ x: z.int().optional(), y: z.int().optional(), width: z.int(), height: z.int() })
    .nullable()
})

export type Settings = z.infer<typeof settingsSchema>

export { DEFAULT_SETTINGS } from './default-settings.ts'
