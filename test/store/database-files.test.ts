import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { GATEHOUSE_MIGRATIONS } from '../../electron/store/worker/migrations/gatehouse/list.ts'
import { LOG_MIGRATIONS } from '../../electron/store/worker/migrations/log/list.ts'
import { makeEntry, slicedChat } from './make-entry.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

const NOTHING = { put: [], drop: [] }

async function modes(dataDir: string): Promise<Record<string, string>> {
  const files = (await readdir(dataDir)).toSorted()
  const entries = files.map(
    async (file) => [file, ((await stat(join(dataDir, file))).mode & 0o777).toString(8)] as const
  )
  return Object.fromEntries(await Promise.all(entries))
}

test.skipIf(process.platform === 'win32')(
  'lets nobody but the owner read the databases and their side files',
  async () => {
    const { store, dataDir } = await temporaryStore()
    await store.saveRevision({ revision: 1, time: 1, by: 'cli', summary: 's' }, { version: 1 }, NOTHING)
    store.append(makeEntry())
    await store.flush()
    await store.facets()
    expect(await modes(dataDir)).toEqual({
      'gatehouse.db': '600',
      'gatehouse.db-shm': '600',
      'gatehouse.db-wal': '600',
      'log.db': '600',
      'log.db-shm': '600',
      'log.db-wal': '600'
    })
  }
)

test.skipIf(process.platform === 'win32')('takes back rights that were given to others', async () => {
  const { store, dataDir } = await temporaryStore()
  await store.load()
  await store.close()
  await chmod(join(dataDir, 'log.db'), 0o644)
  const { store: again } = await temporaryStore(dataDir)
  await again.load()
  expect((await modes(dataDir))['log.db']).toBe('600')
})

test('leaves two whole databases and no side files when it closes', async () => {
  const { store, dataDir } = await temporaryStore()
  store.append(makeEntry({ request: slicedChat([{ role: 'user', content: 'hello' }]) }))
  await store.flush()
  await store.facets()
  await store.close()
  expect((await readdir(dataDir)).toSorted()).toEqual(['gatehouse.db', 'log.db'])
  for (const file of ['gatehouse.db', 'log.db']) {
    const database = new Sqlite(join(dataDir, file), { readonly: true })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('auto_vacuum', { simple: true })).toBe(2)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    const loose = database.prepare(
      `SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite%'`
    )
    expect(loose.all()).toEqual([])
    database.close()
  }
})

test.each(['gatehouse.db', 'log.db'])(
  'refuses a %s that a newer version wrote, and leaves it as it is',
  async (file) => {
    const dataDir = await temporaryDataDir()
    const newer = new Sqlite(join(dataDir, file))
    newer.pragma('user_version = 99')
    newer.close()
    const before = await readFile(join(dataDir, file))
    const { store } = await temporaryStore(dataDir)
    await expect(store.load()).rejects.toMatchObject({
      code: 'database_too_new',
      message: expect.stringMatching(/newer Gatehouse.*99/) as string
    })
    await store.close()
    expect((await readFile(join(dataDir, file))).equals(before)).toBe(true)
  }
)

test.each(['gatehouse.db', 'log.db'])(
  'says what to do about a damaged %s, and deletes nothing',
  async (file) => {
    const dataDir = await temporaryDataDir()
    const junk = Buffer.from('this is no database at all. '.repeat(400))
    await writeFile(join(dataDir, file), junk)
    const { store } = await temporaryStore(dataDir)
    const refused = {
      code: 'database_damaged',
      message: expect.stringMatching(
        new RegExp(`${file} is damaged.*move ${file}, ${file}-wal`, 's')
      ) as string
    }
    await expect(store.load()).rejects.toMatchObject(refused)
    await expect(store.listLog({ filter: {}, before: null, limit: 1 })).rejects.toMatchObject(refused)
    await expect(
      store.saveRevision({ revision: 1, time: 1, by: 'cli', summary: 's' }, { version: 1 }, NOTHING)
    ).rejects.toMatchObject(refused)
    await store.close()
    expect((await readFile(join(dataDir, file))).equals(junk)).toBe(true)
  }
)

test('says so where pages in the middle of the log are damaged', async () => {
  const { store, dataDir } = await temporaryStore()
  for (let index = 0; index < 500; index += 1) store.append(makeEntry())
  await store.close()
  const file = join(dataDir, 'log.db')
  const bytes = await readFile(file)
  // Everything but the header page and the table of tables.
  await writeFile(file, bytes.fill(0xff, 4 * 4096))
  const { store: again } = await temporaryStore(dataDir)
  await expect(
    again.load().then(() => again.listLog({ filter: {}, before: null, limit: 600 }))
  ).rejects.toMatchObject({
    code: 'database_damaged'
  })
})

test('says which file it can not open', async () => {
  const dataDir = await temporaryDataDir()
  await mkdir(join(dataDir, 'log.db'))
  const { store } = await temporaryStore(dataDir)
  await expect(store.load()).rejects.toThrow(/log\.db/)
})

test('refuses calls after it was closed, and closes once', async () => {
  const { store, notices } = await temporaryStore()
  await store.load()
  await Promise.all([store.close(), store.close()])
  await expect(store.load()).rejects.toMatchObject({ code: 'shutting_down' })
  await expect(store.facets()).rejects.toMatchObject({ code: 'shutting_down' })
  store.append(makeEntry())
  expect(notices).toHaveLength(1)
})

test('numbers its migrations in order', () => {
  for (const migrations of [GATEHOUSE_MIGRATIONS, LOG_MIGRATIONS]) {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
  }
})
