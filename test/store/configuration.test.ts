import { expect, test } from 'vitest'
import type { RevisionMeta, TokenRecord } from '../../electron/store/store.ts'
import type { ConfigDocument } from '../../shared/config/document.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

const NOTHING = { put: [], drop: [] }

function meta(revision: number): RevisionMeta {
  return { revision, time: 1_780_000_000_000 + revision, by: 'window', summary: `change ${revision}` }
}

function document(...names: string[]): ConfigDocument {
  return { version: 1, accounts: names.map((name) => ({ name, provider: 'cerebras' })), tokens: [] }
}

function token(name: string, hash: string | null): TokenRecord {
  return { name, hash, hint: 'abcd', created: 1_780_000_000_000, previousHash: null, previousUntil: null }
}

test('has nothing on the first start', async () => {
  const { store } = await temporaryStore()
  expect(await store.load()).toEqual({
    current: null,
    tokens: [],
    secrets: [],
    offered: [],
    lastRequestId: 0
  })
})

test('finds everything again after a restart', async () => {
  const dataDir = await temporaryDataDir()
  const { store } = await temporaryStore(dataDir)
  const rotated = { ...token('ci', 'aa'), previousHash: 'bb', previousUntil: 1_780_000_500_000 }
  await store.saveRevision(meta(1), document('one'), { put: [token('cline', 'cc')], drop: [] })
  await store.saveRevision(meta(2), document('one', 'two'), { put: [rotated], drop: [] })
  await store.saveSecret({ name: 'cerebras-main', store: 'keychain', created: 5 })
  await store.saveSecret({ name: 'large', store: 'vault', created: 6 })
  await store.saveOffered({ account: 'one', fetchedAt: 7, models: ['b', 'a'] })
  await store.saveSession('session-hash', 8)
  await store.close()

  const { store: again } = await temporaryStore(dataDir)
  expect(await again.load()).toEqual({
    current: { meta: meta(2), document: document('one', 'two') },
    tokens: [rotated, token('cline', 'cc')],
    secrets: [
      { name: 'cerebras-main', store: 'keychain', created: 5 },
      { name: 'large', store: 'vault', created: 6 }
    ],
    offered: [{ account: 'one', fetchedAt: 7, models: ['b', 'a'] }],
    lastRequestId: 0
  })
  expect(await again.hasSession('session-hash')).toBe(true)
  expect(await again.hasSession('another')).toBe(false)
})

test('lists revisions newest first, a page at a time, and reads each', async () => {
  const { store } = await temporaryStore()
  for (const revision of [1, 2, 3, 4, 5])
    await store.saveRevision(meta(revision), document(`a${revision}`), NOTHING)
  expect(await store.listRevisions(null, 2)).toEqual([meta(5), meta(4)])
  expect(await store.listRevisions(4, 2)).toEqual([meta(3), meta(2)])
  expect(await store.listRevisions(1, 2)).toEqual([])
  expect(await store.readRevision(3)).toEqual({ meta: meta(3), document: document('a3') })
  expect(await store.readRevision(9)).toBeNull()
})

test('replaces and drops tokens, secrets and what providers offer', async () => {
  const { store } = await temporaryStore()
  await store.saveTokens({ put: [token('a', '1'), token('b', '2')], drop: [] })
  await store.saveTokens({ put: [token('a', null)], drop: ['b'] })
  await store.saveSecret({ name: 'key', store: 'keychain', created: 1 })
  await store.saveSecret({ name: 'key', store: 'vault', created: 2 })
  await store.saveSecret({ name: 'gone', store: 'vault', created: 2 })
  await store.dropSecret('gone')
  await store.saveOffered({ account: 'one', fetchedAt: 1, models: ['a'] })
  await store.saveOffered({ account: 'one', fetchedAt: 2, models: [] })
  const state = await store.load()
  expect(state.tokens).toEqual([token('a', null)])
  expect(state.secrets).toEqual([{ name: 'key', store: 'vault', created: 2 }])
  expect(state.offered).toEqual([{ account: 'one', fetchedAt: 2, models: [] }])
})

test('never replaces a revision, and writes nothing of a refused one', async () => {
  const { store } = await temporaryStore()
  await store.saveRevision(meta(1), document('first'), { put: [token('a', '1')], drop: [] })
  await expect(
    store.saveRevision(meta(1), document('second'), { put: [token('b', '2')], drop: ['a'] })
  ).rejects.toMatchObject({ code: 'conflict' })
  const state = await store.load()
  expect(state.current?.document).toEqual(document('first'))
  expect(state.tokens).toEqual([token('a', '1')])
})

test('keeps the newest dashboard sessions and lets old ones go', async () => {
  const { store } = await temporaryStore()
  for (let index = 0; index <= 200; index += 1) await store.saveSession(`hash-${index}`, index)
  expect(await store.hasSession('hash-0')).toBe(false)
  expect(await store.hasSession('hash-1')).toBe(true)
  expect(await store.hasSession('hash-200')).toBe(true)
})
