import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { makeEntry, slicedChat } from './make-entry.ts'
import { temporaryStore } from './temporary-store.ts'

test('writes what waited, once, after another program let go of the log', { timeout: 60_000 }, async () => {
  const { store, dataDir, notices } = await temporaryStore()
  await store.load()
  const other = new Sqlite(join(dataDir, 'log.db'))
  other.exec('BEGIN IMMEDIATE')
  const entries = Array.from({ length: 300 }, (_, index) =>
    makeEntry({ request: slicedChat([{ role: 'user', content: `question ${index}` }]) })
  )
  for (const entry of entries) store.append(entry)
  // Rejected once SQLite has waited long enough for the lock.
  await expect(store.flush()).rejects.toMatchObject({ code: 'database_unavailable' })
  other.exec('ROLLBACK')
  other.close()
  await expect.poll(() => store.storage().then(({ rows }) => rows), { timeout: 20_000 }).toBe(300)
  expect(notices).toEqual([
    expect.stringContaining('another program holds it'),
    expect.stringContaining('again')
  ])
  const { rows } = await store.listLog({ filter: {}, before: null, limit: 1000 })
  expect(rows.map(({ id }) => id)).toEqual(entries.map(({ row }) => row.id).toReversed())
})
