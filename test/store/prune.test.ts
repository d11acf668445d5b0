import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { LogEntry, Store } from '../../electron/store/store.ts'
import { makeEntry, randomText, seededRandom, slicedChat, streamedReply, wholeReply } from './make-entry.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

const OLD = Date.parse('2026-01-01T12:00:00Z')
const NEW = Date.parse('2026-06-01T12:00:00Z')
const BETWEEN = Date.parse('2026-03-01T00:00:00Z')

const OLD_SECRET = 'the-old-prompt-about-aubergines'
const OLD_REPLY = 'the-old-reply-about-courgettes'

/** Old and new rows whose bodies share their system prompt, the pieces of each lying in the same blocks. */
function makeEntries(): LogEntry[] {
  const random = seededRandom(21)
  const system = { role: 'system', content: randomText(random, 3000) }
  return Array.from({ length: 30 }, (_, index) => {
    const isOld = index < 15
    const words = isOld
      ? `${OLD_SECRET} ${randomText(random, 300)}`
      : `kept-prompt-${index} ${randomText(random, 300)}`
    const answer = isOld ? `${OLD_REPLY} ${randomText(random, 300)}` : `kept-reply-${index}`
    return makeEntry({
      time: (isOld ? OLD : NEW) + index,
      request: slicedChat([system, { role: 'user', content: words }], { seed: index }),
      reply: index % 2 === 0 ? wholeReply(answer) : streamedReply(answer)
    })
  })
}

async function append(store: Store, entries: readonly LogEntry[]): Promise<void> {
  for (const entry of entries) store.append(entry)
  await store.flush()
}

async function readsBack(store: Store, { id, request, reply }: LogEntry): Promise<boolean> {
  const stored = await store.readPayload(id)
  const pairs = [
    [stored.request, request?.body],
    [stored.reply?.body, reply?.body]
  ] as const
  return pairs.every(([a, b]) => Buffer.from(a ?? []).equals(Buffer.from(b ?? [])) && (b ?? []).length > 0)
}

/** All that the files of a data directory hold: their raw bytes, and the text of each compressed block. */
async function everythingIn(dataDir: string): Promise<string> {
  const files = await readdir(dataDir)
  const raw = await Promise.all(files.map((file) => readFile(join(dataDir, file), 'latin1')))
  const database = new Sqlite(join(dataDir, 'log.db'), { readonly: true })
  const blocks = database.prepare<[], Buffer>('SELECT bytes FROM blocks').pluck().all()
  database.close()
  return [...raw, ...blocks.map((block) => zstdDecompressSync(block).toString('latin1'))].join('\n')
}

test('deletes old rows with their text from every file, and keeps newer bodies byte for byte', async () => {
  const { store, dataDir } = await temporaryStore()
  const entries = makeEntries()
  await append(store, entries)
  expect(await everythingIn(dataDir)).toContain(OLD_SECRET)
  expect(await everythingIn(dataDir)).toContain(OLD_REPLY)

  expect(await store.prune(BETWEEN)).toBe(15)

  const { rows } = await store.listLog({ filter: {}, before: null, limit: 100 })
  expect(rows).toHaveLength(15)
  for (const entry of entries.slice(15)) expect(await readsBack(store, entry)).toBe(true)
  const left = await everythingIn(dataDir)
  expect(left).toContain('kept-reply-16')
  expect(left).not.toContain(OLD_SECRET)
  expect(left).not.toContain(OLD_REPLY)
})

test('keeps the pieces of a history that a newer turn still has, and frees them with the last one', async () => {
  const { store, dataDir } = await temporaryStore()
  const messages = [{ role: 'user', content: 'first-question' }]
  const entries = [1, 2, 3, 4].map((turn) => {
    const entry = makeEntry({
      time: (turn < 3 ? OLD : NEW) + turn,
      request: slicedChat(messages),
      reply: wholeReply(`answer ${turn}`)
    })
    messages.push(
      { role: 'assistant', content: `answer ${turn}` },
      { role: 'user', content: `question after ${turn}` }
    )
    return entry
  })
  await append(store, entries)
  expect(await store.prune(BETWEEN)).toBe(2)
  for (const entry of entries.slice(2)) expect(await readsBack(store, entry)).toBe(true)
  // The same history goes on: what is left of it is found and shared.
  const next = makeEntry({ time: NEW + 5, request: slicedChat(messages), reply: wholeReply('answer 5') })
  await append(store, [next])
  expect(await readsBack(store, next)).toBe(true)

  expect(await store.prune(NEW + 1000)).toBe(3)
  expect(await store.storage()).toMatchObject({
    rows: 0,
    oldest: null,
    payloadBytes: 0,
    payloadStoredBytes: 0
  })
  await store.close()
  const database = new Sqlite(join(dataDir, 'log.db'), { readonly: true })
  const counts = ['requests', 'nodes', 'pieces', 'blocks'].map((table) =>
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  )
  database.close()
  expect(counts).toEqual([0, 0, 0, 0])
})

test('keeps roll-ups and the time of the last use', async () => {
  const { store } = await temporaryStore()
  await append(store, makeEntries())
  const query = { from: OLD, to: NEW + 1, bucket: 'day', by: 'model', utcOffsetMinutes: 0 } as const
  const before = await store.spend(query)
  const used = await store.lastUsed()
  await store.prune(NEW + 1000)
  expect(await store.spend(query)).toEqual(before)
  expect(await store.lastUsed()).toEqual(used)
  expect(await store.facets()).toEqual({ accounts: [], models: [], tokens: [] })
})

test('gives the space back and keeps count of what is stored', async () => {
  const { store } = await temporaryStore()
  const random = seededRandom(2)
  const entries = Array.from({ length: 600 }, (_, index) =>
    makeEntry({
      time: OLD + index,
      request: slicedChat([{ role: 'user', content: randomText(random, 4000) }])
    })
  )
  await append(store, entries)
  const before = await store.storage()
  // More rows than one step deletes, the last of them in the middle of a block.
  expect(await store.prune(OLD + 590)).toBe(590)
  const after = await store.storage()
  expect(after.rows).toBe(10)
  expect(after.oldest).toBe(OLD + 590)
  expect(after.logBytes).toBeLessThan(before.logBytes / 4)
  expect(after.payloadStoredBytes).toBeLessThan(before.payloadStoredBytes / 4)
  expect(after.payloadBytes).toBe(
    entries.slice(590).reduce((sum, { request }) => sum + (request?.body.length ?? 0), 0)
  )
})

test('goes on logging while it prunes', async () => {
  const { store } = await temporaryStore()
  const system = { role: 'system', content: randomText(seededRandom(4), 2000) }
  const chat = (words: string) => slicedChat([system, { role: 'user', content: words }])
  const old = Array.from({ length: 1000 }, (_, index) =>
    makeEntry({ time: OLD + index, request: chat(`old ${index}`) })
  )
  await append(store, old)
  const pruning = store.prune(BETWEEN)
  const meanwhile: LogEntry[] = []
  for (let index = 0; index < 40; index += 1) {
    // Says what an old row says, whose pieces are being deleted at this moment.
    const entry = makeEntry({ time: NEW + index, request: chat(`old ${index * 25}`) })
    meanwhile.push(entry)
    await append(store, [entry])
  }
  expect(await pruning).toBe(1000)
  const wrong: string[] = []
  for (const entry of meanwhile) if (!(await readsBackRequest(store, entry))) wrong.push(entry.row.id)
  expect(wrong).toEqual([])
})

async function readsBackRequest(store: Store, { id, request }: LogEntry): Promise<boolean> {
  const stored = await store.readPayload(id)
  return Buffer.from(stored.request ?? []).equals(Buffer.from(request?.body ?? []))
}

test('answers 0 where nothing is old enough, also on an empty log', async () => {
  const dataDir = await temporaryDataDir()
  const { store } = await temporaryStore(dataDir)
  expect(await store.prune(NEW)).toBe(0)
  await append(store, [makeEntry({ time: NEW })])
  expect(await store.prune(NEW)).toBe(0)
})
