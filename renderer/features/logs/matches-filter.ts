import type { LogFilter } from '../../../shared/contract/logs.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { isTranslated } from './dialect-words.ts'

/** Whether a row that arrives live belongs to the list being shown: the log's own rules, for one row. */
export function matchesFilter(row: RequestLogRow, filter: LogFilter): boolean {
  // Both are ISO 8601 in UTC with milliseconds, so their order as text is their order in time.
  if (filter.since !== undefined && row.time < filter.since) return false
  if (filter.until !== undefined && row.time >= filter.until) return false
  if (filter.account !== undefined && row.account !== filter.account) return false
  if (filter.model !== undefined && row.model !== filter.model) return false
  if (filter.token !== undefined && row.token !== filter.token) return false
  if (filter.session !== undefined && row.session !== filter.session) return false
  if (filter.dialect !== undefined && row.dialect_in !== filter.dialect) return false
  if (filter.translated !== undefined && isTranslated(row) !== filter.translated) return false
  if (filter.outcome !== undefined && isFailure(row) !== (filter.outcome === 'error')) return false
  return filter.search === undefined || matchesSearch(row, filter.search)
}

/** Whether the client got something other than what it asked for: refused, failed or hung up. */
export function isFailure(row: RequestLogRow): boolean {
  return row.status >= 400
}

function matchesSearch(row: RequestLogRow, search: string): boolean {
  const wanted = search.toLowerCase()
  const texts = [
    row.id,
    row.token,
    row.account === null || row.model === null ? (row.account ?? row.model) : `${row.account}/${row.model}`,
    row.model_asked,
    row.error?.message,
    row.error?.code,
    row.error?.reason,
    row.user_agent,
    row.session,
    row.preview?.prompt,
    row.preview?.reply,
    ...Object.entries(row.metadata).flat()
  ]
  return texts.some((text) => text?.toLowerCase().includes(wanted) ?? false)
}
