import type { Store } from '../store/store.ts'
import type { SettingsPort } from './ports.ts'

const DAY_MS = 86_400_000
/** As OpenAI keeps them (https://platform.openai.com/docs/guides/your-data); the log's own limit may be shorter. */
const RESPONSE_DAYS = 30
/** Not at once: a start has better things to do. */
const FIRST_MS = 60_000
const EVERY_MS = 6 * 3_600_000

interface RetentionOptions {
  readonly store: Pick<Store, 'prune' | 'pruneResponses'>
  readonly settings: Pick<SettingsPort, 'get'>
  readonly now: () => number
  readonly notice: (line: string) => void
}

/**
 * Deletes log rows and payloads that are older than the settings say, and responses that were kept for clients long
 * enough, now and then, until stopped.
 */
export function startRetention(options: RetentionOptions): { stop(): void } {
  let timer: NodeJS.Timeout
  const run = async (): Promise<void> => {
    await deleteOld(options)
    schedule(EVERY_MS)
  }
  const schedule = (ms: number): void => {
    timer = setTimeout(() => void run(), ms).unref()
  }
  schedule(FIRST_MS)
  return { stop: () => clearTimeout(timer) }
}

/** Deletes what is too old now; says why where it can't. */
export async function deleteOld({ store, settings, now, notice }: RetentionOptions): Promise<void> {
  const days = settings.get().keep_log_days
  try {
    if (days > 0) await store.prune(now() - days * DAY_MS)
    await store.pruneResponses(now() - RESPONSE_DAYS * DAY_MS)
  } catch (error) {
    notice(`Old log rows could not be deleted: ${error instanceof Error ? error.message : String(error)}`)
  }
}
