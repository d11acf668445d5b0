import type { Store } from '../store/store.ts'
import type { SettingsPort } from './ports.ts'

const DAY_MS = 86_400_000
/** As OpenAI keeps them (https://platform.openai.com/docs/guides/your-data); the log's own limit may be shorter. */
const RESPONSE_DAYS = 30
/** Not at once: a start has better things to do. */
const FIRST_MS = 60_000
const EVERY_MS = 6 * 3_600_000

/**
 * Deletes log rows and payloads that are older than the settings say, and responses that were kept for clients long
 * enough, now and then, until stopped.
 */
export function startRetention(options: {
  store: Pick<Store, 'prune' | 'pruneResponses'>
  settings: SettingsPort
  now: () => number
  notice: (line: string) => void
}): { stop(): void } {
  let timer: NodeJS.Timeout
  const run = async (): Promise<void> => {
    const days = options.settings.get().keep_log_days
    try {
      if (days > 0) await options.store.prune(options.now() - days * DAY_MS)
      await options.store.pruneResponses(options.now() - RESPONSE_DAYS * DAY_MS)
    } catch (error) {
      options.notice(
        `Old log rows could not be deleted: ${error instanceof Error ? error.message : String(error)}`
      )
    }
    schedule(EVERY_MS)
  }
  const schedule = (ms: number): void => {
    timer = setTimeout(() => void run(), ms).unref()
  }
  schedule(FIRST_MS)
  return { stop: () => clearTimeout(timer) }
}
