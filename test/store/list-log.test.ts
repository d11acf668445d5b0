import { expect, test } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import type { LogFilter } from '../../shared/contract/logs.ts'
import { makeEntry, slicedChat, wholeReply } from './make-entry.ts'
import { temporaryStore } from './temporary-store.ts'

const NOON = Date.parse('2026-06-15T12:00:00.000Z')
const MINUTE = 60_000

/** Appends entries a minute apart and returns a function that finds their numbers by a filter. */
async function fill(store: Store, entries: readonly Parameters<typeof makeEntry>[0][]) {
  const made = entries.map((options, index) => makeEntry({ time: NOON + index * MINUTE, ...options }))
  for (const entry of made) store.append(entry)
  await store.flush()
  const numbers = new Map(made.map(({ row }, index) => [row.id, index]))
  return async (filter: LogFilter): Promise<(number | undefined)[]> => {
    const { rows } = await store.listLog({ filter, before: null, limit: 100 })
    return rows.map(({ id }) => numbers.get(id)).toReversed()
  }
}

test('pages by id, and says whether there is more', async () => {
  const { store } = await temporaryStore()
  const entries = Array.from({ length: 7 }, (_, index) => makeEntry({ time: NOON + index }))
  for (const entry of entries) store.append(entry)
  await store.flush()
  const first = await store.listLog({ filter: {}, before: null, limit: 3 })
  expect(first.rows.map(({ id }) => id)).toEqual([6, 5, 4].map((index) => entries[index]?.row.id))
  expect(first.more).toBe(true)
  // A row that arrives meanwhile does not shift the next page.
  store.append(makeEntry({ time: NOON + 100 }))
  await store.flush()
  const second = await store.listLog({ filter: {}, before: entries[4]?.id ?? 0, limit: 4 })
  expect(second.rows.map(({ id }) => id)).toEqual([3, 2, 1, 0].map((index) => entries[index]?.row.id))
  expect(second.more).toBe(false)
})

test('filters by names, session, outcome and time', async () => {
  const { store } = await temporaryStore()
  const find = await fill(store, [
    { row: { account: 'a', model: 'm', token: 't' } },
    { row: { account: 'b', model: 'm', token: 'u', session: 's1' } },
    { row: { account: 'b', model: 'n', token: 't', status: 400, session: 's1' } },
    { row: { account: null, model: null, token: null, status: 401 } },
    { row: { account: 'a', model: 'n', token: 't', status: 399 } }
  ])
  expect(await find({ account: 'b' })).toEqual([1, 2])
  expect(await find({ model: 'm' })).toEqual([0, 1])
  expect(await find({ token: 't', account: 'a' })).toEqual([0, 4])
  expect(await find({ session: 's1' })).toEqual([1, 2])
  expect(await find({ session: 's1', outcome: 'error' })).toEqual([2])
  expect(await find({ outcome: 'error' })).toEqual([2, 3])
  expect(await find({ outcome: 'ok' })).toEqual([0, 1, 4])
  expect(await find({ since: '2026-06-15T12:01:00Z', until: '2026-06-15T14:03:00.000+02:00' })).toEqual([
    1, 2
  ])
})

test('filters by the dialect of the client, and by whether the provider spoke another', async () => {
  const { store } = await temporaryStore()
  const find = await fill(store, [
    { row: { dialect_in: 'gemini', dialect_out: 'gemini' } },
    { row: { dialect_in: 'gemini', dialect_out: 'openai-chat' } },
    { row: { dialect_in: 'openai-chat', dialect_out: 'gemini' } },
    { row: { dialect_in: 'openai-chat', dialect_out: null } },
    { row: { dialect_in: null, dialect_out: null } }
  ])
  expect(await find({ dialect: 'gemini' })).toEqual([0, 1])
  expect(await find({ translated: true })).toEqual([1, 2])
  expect(await find({ translated: false })).toEqual([0, 3, 4])
  expect(await find({ dialect: 'openai-chat', translated: true })).toEqual([2])
})

test('searches in every place that a person would look at, in upper and lower case', async () => {
  const { store } = await temporaryStore()
  const find = await fill(store, [
    { row: { token: 'Needle-token' } },
    { row: { account: 'needle', model: 'other' } },
    { row: { model_asked: 'NEEDLE-asked' } },
    { row: { error: { reason: 'unknown', code: null, message: 'a needle in it' } } },
    { row: { metadata: { where: 'needle' } } },
    { row: { metadata: { needle: 'key' } } },
    { row: { user_agent: 'Needle/1.0' } },
    { row: { session: 'xNEEDLEx' } },
    { request: slicedChat([{ role: 'user', content: 'find the nEEdle' }]) },
    { request: slicedChat([{ role: 'user', content: 'no' }]), reply: wholeReply('here: needle') },
    // Not looked at, or another text.
    { row: { endpoint: '/needle' } },
    { row: { usage_raw: { needle: 1 } } },
    { row: { notes: ['needle'] } },
    { row: { error: { reason: 'unknown', code: null, message: 'need le' } } }
  ])
  expect(await find({ search: 'neeDLE' })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('finds a request by its id or a part of it, and a model by its full name', async () => {
  const { store } = await temporaryStore()
  const entries = [makeEntry({ time: NOON }), makeEntry({ time: NOON + 1 })]
  for (const entry of entries) store.append(entry)
  await store.flush()
  const id = entries[0]?.row.id ?? ''
  for (const search of [id, id.toUpperCase(), id.slice(8)]) {
    const { rows } = await store.listLog({ filter: { search }, before: null, limit: 10 })
    expect(rows.map((row) => row.id)).toEqual([id])
  }
  const byName = await store.listLog({ filter: { search: 'main/GPT' }, before: null, limit: 10 })
  expect(byName.rows).toHaveLength(2)
})

test.each([
  ['100%', '1000'],
  ['a_b', 'axb'],
  ['back\\slash', 'back/slash'],
  ['say "hi"', "say 'hi'"],
  ['line\nbreak', 'line break'],
  ['GRÖSSE', 'GROESSE'],
  ['Ünïcödé 🙂', 'Unicode']
])('takes %j as it is written', async (search, other) => {
  const { store } = await temporaryStore()
  const find = await fill(store, [
    { row: { metadata: { note: `before ${search.toLowerCase()} after` } } },
    { row: { metadata: { note: `before ${other} after` } } }
  ])
  expect(await find({ search })).toEqual([0])
})

test('names what rows have, for filters, and when each was last used', async () => {
  const { store } = await temporaryStore()
  await fill(store, [
    { row: { account: 'b', model: 'm2', token: 't1' } },
    { row: { account: 'a', model: 'm1', token: 't1' } },
    { row: { account: null, model: null, token: null, status: 401 } },
    { row: { account: 'b', model: 'm1', token: null } }
  ])
  expect(await store.facets()).toEqual({ accounts: ['a', 'b'], models: ['m1', 'm2'], tokens: ['t1'] })
  expect(await store.lastUsed()).toEqual({
    accounts: { a: NOON + MINUTE, b: NOON + 3 * MINUTE },
    tokens: { t1: NOON + MINUTE }
  })
})

test('counts rows and bytes without reading them', async () => {
  const { store } = await temporaryStore()
  expect(await store.storage()).toMatchObject({
    rows: 0,
    oldest: null,
    payloadBytes: 0,
    payloadStoredBytes: 0
  })
  const request = slicedChat([{ role: 'user', content: 'same words '.repeat(200) }])
  await fill(store, [{ request }, { request }, {}])
  const figures = await store.storage()
  expect(figures).toMatchObject({ rows: 3, oldest: NOON, payloadBytes: request.body.length * 2 })
  expect(figures.payloadStoredBytes).toBeGreaterThan(0)
  expect(figures.payloadStoredBytes).toBeLessThan(request.body.length / 4)
  expect(figures.logBytes).toBeGreaterThan(figures.payloadStoredBytes)
})
