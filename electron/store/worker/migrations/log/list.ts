import type { Migration } from '../../migrate.ts'
import { requestLog } from './0001-request-log.ts'
import { responses } from './0002-responses.ts'

/** The form of `log.db`, oldest step first. A step that was released is never edited: add the next one. */
export const LOG_MIGRATIONS: readonly Migration[] = [requestLog, responses]
