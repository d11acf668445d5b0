import { ORPCError } from '@orpc/server'
import type { LogDetail, LogFilter } from '../../shared/contract/index.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import type { World } from './fake-world.ts'
import { sampleDetail } from './sample-detail.ts'

function fits(row: RequestLogRow, filter: LogFilter): boolean {
  if (filter.since !== undefined && row.time < new Date(filter.since).toISOString()) return false
  if (filter.until !== undefined && row.time >= new Date(filter.until).toISOString()) return false
  if (filter.account !== undefined && row.account !== filter.account) return false
  // Both forms that a link may carry: the id alone, and `account/id`.
  if (
    filter.model !== undefined &&
    row.model !== filter.model &&
    `${row.account ?? ''}/${row.model ?? ''}` !== filter.model
  )
    return false
  if (filter.token !== undefined && row.token !== filter.token) return false
  if (filter.session !== undefined && row.session !== filter.session) return false
  if (filter.dialect !== undefined && row.dialect_in !== filter.dialect) return false
  const translated = row.dialect_out !== null && row.dialect_out !== row.dialect_in
  if (filter.translated !== undefined && filter.translated !== translated) return false
  if (filter.outcome !== undefined && (filter.outcome === 'ok') !== row.status < 400) return false
  if (filter.search === undefined || filter.search === '') return true
  const text = [
    row.token,
    row.account,
    row.model,
    row.error?.message,
    row.user_agent,
    row.preview?.prompt,
    row.preview?.reply
  ]
  return text.join('\n').toLowerCase().includes(filter.search.toLowerCase())
}

export function listRows(
  world: World,
  query: { readonly filter: LogFilter; readonly before?: string | undefined; readonly limit: number }
): { rows: RequestLogRow[]; more: boolean } {
  const before = query.before
  const fitting = world.rows.filter(
    (row) => fits(row, query.filter) && (before === undefined || row.id < before)
  )
  return { rows: fitting.slice(0, query.limit), more: fitting.length > query.limit }
}

export function readRow(world: World, id: string): LogDetail {
  const detail = world.details.get(id)
  if (detail !== undefined) return detail
  const row = world.rows.find((candidate) => candidate.id === id)
  if (row !== undefined) return sampleDetail(row)
  throw new ORPCError('not_found', {
    status: 404,
    message: `There is no request ${id} in the log. It may have been pruned.`
  })
}

export function facetsOf(world: World): { accounts: string[]; models: string[]; tokens: string[] } {
  const all = (of: (row: RequestLogRow) => string | null): string[] =>
    [...new Set(world.rows.map(of))].filter((value) => value !== null).sort()
  return {
    accounts: all((row) => row.account),
    models: all((row) => row.model),
    tokens: all((row) => row.token)
  }
}
