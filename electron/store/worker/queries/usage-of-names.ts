import type { Database } from 'better-sqlite3'
import type { ReaderCalls } from '../../protocol.ts'
import { BY_DAY, HOUR_MS } from '../rollups.ts'

/** The names that rows of the log have, for filters. From the roll-ups: one row a day and name. */
export function queryFacets(database: Database): ReturnType<ReaderCalls['facets']> {
  const oldest = Number(database.prepare('SELECT min(id) FROM requests').pluck().get() ?? Infinity)
  const firstDay = Math.floor(oldest / 1024 / HOUR_MS / 24) * 24
  const names = (column: 'account' | 'model' | 'token'): string[] =>
    database
      .prepare<[number, number], string>(
        `SELECT DISTINCT ${column} FROM rollups WHERE unit = ? AND start >= ? AND ${column} != '' ORDER BY 1`
      )
      .pluck()
      .all(BY_DAY, firstDay)
  return { accounts: names('account'), models: names('model'), tokens: names('token') }
}

/** When each account and token had its last request, milliseconds since the epoch; known also after a prune. */
export function queryLastUsed(database: Database): ReturnType<ReaderCalls['lastUsed']> {
  const times = (column: 'account' | 'token'): Record<string, number> => {
    const rows = database
      .prepare<[number], { name: string; last: number }>(
        `SELECT ${column} AS name, max(last) AS last FROM rollups WHERE unit = ? AND ${column} != '' GROUP BY 1`
      )
      .all(BY_DAY)
    return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
  }
  return { accounts: times('account'), tokens: times('token') }
}
