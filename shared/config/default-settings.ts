import type { Settings } from './settings.ts'

/** Apart from their schema, so that a start which needs the defaults alone does not load zod. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  gateway_port: 6480,
  dashboard_port: 6481,
  launch_at_login: false,
  keep_log_days: 90,
  window: null
}
