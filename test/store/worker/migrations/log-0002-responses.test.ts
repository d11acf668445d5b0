import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../../electron/store/worker/migrate.ts'
import { LOG_MIGRATIONS } from '../../../../electron/store/worker/migrations/log/list.ts'

function migrated() {
  const database = new Sqlite(':memory:')
  migrate(database, LOG_MIGRATIONS.slice(0, 2))
  return database
}

/** How SQLite goes about a query. */
function planOf(sql: string): string {
  return migrated()
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail)
    .join('; ')
}

const INSERT = `INSERT INTO responses (token, id, time, account, model, unfinished, bytes)
  VALUES (?, 'resp_1', 0, 'a', 'm', 0, 0)`

test('leaves what the log holds as it is', () => {
  const database = new Sqlite(':memory:')
  migrate(database, LOG_MIGRATIONS.slice(0, 1))
  database.exec(`INSERT INTO nodes VALUES (1, 0, 7, 1); UPDATE totals SET requests = 5`)
  migrate(database, LOG_MIGRATIONS.slice(0, 2))
  expect(database.prepare('SELECT requests FROM totals').pluck().get()).toBe(5)
  expect(database.prepare('SELECT * FROM nodes').raw().all()).toEqual([[1, 0, 7, 1]])
  expect(database.pragma('user_version', { simple: true })).toBe(2)
})

test('has a response of a token only once, and the same id for each token', () => {
  const insert = migrated().prepare(INSERT)
  insert.run('app')
  insert.run('other')
  expect(() => insert.run('app')).toThrow(/UNIQUE/)
})

test.each([
  `SELECT * FROM responses WHERE token = 't' AND id = 'i'`,
  `SELECT 1 FROM responses WHERE token = 't' AND previous = 'i'`,
  'SELECT 1 FROM responses WHERE node = 5',
  'SELECT * FROM responses WHERE (time, number) < (5, 6) ORDER BY time DESC, number DESC LIMIT 9',
  `SELECT piece FROM response_items WHERE token = 't' AND item = 'i'`,
  'DELETE FROM response_items WHERE piece = 5'
])('answers by an index, without sorting: %s', (sql) => {
  expect(planOf(sql)).toMatch(/SEARCH/)
  expect(planOf(sql)).not.toMatch(/TEMP B-TREE/)
})
