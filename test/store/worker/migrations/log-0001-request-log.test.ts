import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../../electron/store/worker/migrate.ts'
import { requestLog } from '../../../../electron/store/worker/migrations/log/0001-request-log.ts'

function migrated() {
  const database = new Sqlite(':memory:')
  migrate(database, [requestLog])
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

test('makes the tables of the log, all strict, with totals to start from', () => {
  const database = migrated()
  const tables = database
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY name`
    )
    .all()
  expect(tables.map(({ name }) => name)).toEqual([
    'blocks',
    'nodes',
    'pieces',
    'requests',
    'rollups',
    'totals'
  ])
  expect(tables.every(({ strict }) => strict === 1)).toBe(true)
  expect(database.prepare('SELECT * FROM totals').all()).toEqual([
    { id: 1, requests: 0, body_bytes: 0, stored_bytes: 0 }
  ])
})

test('has a node only once under its parent, and a piece only once by its hash', () => {
  const database = migrated()
  const node = database.prepare('INSERT INTO nodes VALUES (?, 0, 7, 1)')
  node.run(1)
  expect(() => node.run(2)).toThrow(/UNIQUE/)
  const piece = database.prepare(`INSERT INTO pieces VALUES (?, x'00ff', 1, 0, 5, 1)`)
  piece.run(1)
  expect(() => piece.run(2)).toThrow(/UNIQUE/)
})

test.each([
  'SELECT * FROM requests WHERE id < 5 ORDER BY id DESC',
  `SELECT * FROM requests WHERE session = 's' ORDER BY id DESC`,
  'SELECT * FROM requests WHERE status >= 400 ORDER BY id DESC',
  'SELECT 1 FROM requests WHERE request_node = 5',
  'SELECT 1 FROM nodes WHERE parent = 5',
  'SELECT id FROM nodes WHERE parent = 5 AND piece = 6 AND place = 1',
  `SELECT id FROM pieces WHERE hash = x'00'`,
  'SELECT * FROM rollups WHERE unit = 0 AND start >= 5 AND start < 9'
])('answers by an index, without sorting: %s', (sql) => {
  expect(planOf(sql)).toMatch(/(SEARCH|SCAN requests USING INDEX requests_failed)/)
  expect(planOf(sql)).not.toMatch(/TEMP B-TREE/)
})
