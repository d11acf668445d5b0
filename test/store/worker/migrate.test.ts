import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Migration, migrate, refuseNewer } from '../../../electron/store/worker/migrate.ts'

const first: Migration = {
  version: 1,
  name: 'first',
  up: (database) => database.exec('CREATE TABLE a (x INTEGER) STRICT')
}
const second: Migration = {
  version: 2,
  name: 'second',
  up: (database) => database.exec('ALTER TABLE a ADD COLUMN y TEXT')
}
const broken: Migration = {
  version: 3,
  name: 'broken',
  up: (database) => {
    database.exec('CREATE TABLE half (x INTEGER) STRICT')
    database.exec('ALTER TABLE nowhere ADD COLUMN y TEXT')
  }
}

test('runs each step once, in order, and goes on where it left off', () => {
  const database = new Sqlite(':memory:')
  migrate(database, [first])
  database.exec('INSERT INTO a VALUES (1)')
  migrate(database, [first, second])
  migrate(database, [first, second])
  expect(database.prepare('SELECT * FROM a').all()).toEqual([{ x: 1, y: null }])
  expect(database.pragma('user_version', { simple: true })).toBe(2)
})

test('keeps nothing of a step that fails', () => {
  const database = new Sqlite(':memory:')
  expect(() => migrate(database, [first, second, broken])).toThrow(/nowhere/)
  expect(database.pragma('user_version', { simple: true })).toBe(2)
  expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([])
})

test('refuses a database that is ahead of it', () => {
  const database = new Sqlite(':memory:')
  migrate(database, [first, second])
  refuseNewer(database, [first, second])
  expect(() => refuseNewer(database, [first])).toThrow(expect.objectContaining({ code: 'database_too_new' }))
})
