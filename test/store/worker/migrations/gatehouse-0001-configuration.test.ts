import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../../electron/store/worker/migrate.ts'
import { configuration } from '../../../../electron/store/worker/migrations/gatehouse/0001-configuration.ts'

function migrated() {
  const database = new Sqlite(':memory:')
  migrate(database, [configuration])
  return database
}

test('makes the tables of the configuration, all strict', () => {
  const database = migrated()
  const tables = database
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY name`
    )
    .all()
  expect(tables.map(({ name }) => name)).toEqual([
    'offered_models',
    'revisions',
    'secrets',
    'sessions',
    'tokens'
  ])
  expect(tables.every(({ strict }) => strict === 1)).toBe(true)
})

test('takes a revision number once, and only stores of secrets that exist', () => {
  const database = migrated()
  const insert = database.prepare('INSERT INTO revisions VALUES (1, 5, ?, ?, ?)')
  insert.run('cli', 'first', '{}')
  expect(() => insert.run('cli', 'again', '{}')).toThrow(/UNIQUE/)
  expect(() => database.exec(`INSERT INTO secrets VALUES ('a', 'pocket', 1)`)).toThrow(/CHECK/)
})

test('has no place for the value of a secret or a token', () => {
  const columns = (table: string) =>
    migrated().prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  expect(columns('secrets')).toEqual(['name', 'store', 'created'])
  expect(columns('tokens')).toEqual(['name', 'hash', 'hint', 'created', 'previous_hash', 'previous_until'])
})
