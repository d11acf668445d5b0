import type { Database, Statement } from 'better-sqlite3'
import type { LogFilter } from '../../../../shared/contract/logs.ts'
import type { RequestLogRow } from '../../../../shared/domain/request-log.ts'
import { requestIdText } from '../../request-id.ts'
import type { LogQuery } from '../../store.ts'
import { STORED_COLUMNS, type StoredRow } from '../../stored-row.ts'
import { unpackRow } from '../../unpack-row.ts'
import { finderOf, likePattern } from './search-rows.ts'

/** A condition on rows and the values of its marks. */
interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Reads the rows of the log, newest first, a page at a time: by id, so a page costs the same wherever it is. */
export class LogReader {
  readonly #database: Database
  readonly #byId
  /** One statement a combination of filters: there are few. */
  readonly #statements = new Map<string, Statement<(string | number)[], StoredRow>>()

  constructor(database: Database) {
    this.#database = database
    this.#byId = database.prepare<[number], StoredRow>(
      `SELECT ${STORED_COLUMNS.join(', ')} FROM requests WHERE id = ?`
    )
    database.function('request_id_text', { deterministic: true }, (id) => requestIdText(Number(id)))
  }

  read(id: number): RequestLogRow | null {
    const stored = this.#byId.get(id)
    return stored === undefined ? null : unpackRow(stored)
  }

  list({ filter, before, limit }: LogQuery): { rows: RequestLogRow[]; more: boolean } {
    const conditions = conditionsOf(filter, before)
    const values = conditions.flatMap((condition) => condition.values)
    const statement = this.#prepare(conditions.map(({ sql }) => sql))
    const matches = filter.search ? finderOf(filter.search) : null
    const rows: RequestLogRow[] = []
    // One more than asked tells whether there are more; a search is narrowed down row by row, so no LIMIT in SQL.
    for (const stored of statement.iterate(...values)) {
      const row = unpackRow(stored)
      if (matches !== null && !matches(row)) continue
      rows.push(row)
      if (rows.length > limit) break
    }
    return { rows: rows.slice(0, limit), more: rows.length > limit }
  }

  #prepare(conditions: readonly string[]): Statement<(string | number)[], StoredRow> {
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
    const sql = `SELECT ${STORED_COLUMNS.join(', ')} FROM requests ${where} ORDER BY id DESC`
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare<(string | number)[], StoredRow>(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

function conditionsOf(filter: LogFilter, before: number | null): Condition[] {
  const conditions: Condition[] = []
  const add = (sql: string, ...values: (string | number)[]): void => {
    conditions.push({ sql, values })
  }
  if (before !== null) add('id < ?', before)
  if (filter.since !== undefined) add('id >= ?', idOfTime(filter.since))
  if (filter.until !== undefined) add('id < ?', idOfTime(filter.until))
  for (const column of ['account', 'model', 'token', 'session'] as const) {
    const value = filter[column]
    if (value !== undefined) add(`${column} = ?`, value)
  }
  // In `Figures` the client's dialect is the first, the provider's the second: a text only where it is another one.
  if (filter.dialect !== undefined) add("json_extract(figures, '$[0]') = ?", filter.dialect)
  if (filter.translated !== undefined) {
    add(`ifnull(json_type(figures, '$[1]'), 'null') ${filter.translated ? '=' : '!='} 'text'`)
  }
  if (filter.outcome !== undefined) add(filter.outcome === 'ok' ? 'status < 400' : 'status >= 400')
  if (filter.search) conditions.push(searchCondition(filter.search))
  return conditions
}

/** Lets through a little more than what is looked for: `finderOf` looks closer. */
function searchCondition(search: string): Condition {
  const plain = likePattern(search)
  const inJson = likePattern(JSON.stringify(search).slice(1, -1))
  const columns = ['prompt', 'reply', 'token', 'session', `coalesce(account || '/' || model, account, model)`]
  const conditions = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`)
  const values = columns.map(() => plain)
  // A function of ours runs for each row: only where the text could be a part of an id.
  if (/^[0-9a-z_]+$/i.test(search)) {
    conditions.push(`request_id_text(id) LIKE ? ESCAPE '\\'`)
    values.push(plain)
  }
  return { sql: `(words LIKE ? ESCAPE '\\' OR ${conditions.join(' OR ')})`, values: [inJson, ...values] }
}

/** The lowest id of requests that arrived at an ISO time or later. */
function idOfTime(iso: string): number {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? 0 : time * 1024
}
