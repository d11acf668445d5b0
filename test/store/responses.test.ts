import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Store } from '../../electron/store/store.ts'
import { makeEntry, slicedChat } from './make-entry.ts'
import { assistantItem, makeResponse, userItem } from './make-response.ts'
import { temporaryStore } from './temporary-store.ts'

const OLD = Date.parse('2026-01-01T12:00:00Z')
const NEW = Date.parse('2026-06-01T12:00:00Z')
const BETWEEN = Date.parse('2026-03-01T00:00:00Z')

/** All that the files of a data directory hold: their raw bytes, and the text of each compressed block. */
async function everythingIn(dataDir: string): Promise<string> {
  const files = await readdir(dataDir)
  const raw = await Promise.all(files.map((file) => readFile(join(dataDir, file), 'latin1')))
  const database = new Sqlite(join(dataDir, 'log.db'), { readonly: true })
  const blocks = database.prepare<[], Buffer>('SELECT bytes FROM blocks').pluck().all()
  database.close()
  return [...raw, ...blocks.map((block) => zstdDecompressSync(block).toString('latin1'))].join('\n')
}

/** How many rows there are in each table that responses need. */
function countsIn(dataDir: string): unknown[] {
  const database = new Sqlite(join(dataDir, 'log.db'), { readonly: true })
  const counts = ['responses', 'response_items', 'nodes', 'pieces', 'blocks'].map((table) =>
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  )
  database.close()
  return counts
}

/** A conversation of three turns, each going on from the one before; `times` says when each was made. */
function saveConversation(store: Store, times: readonly number[] = [NEW, NEW, NEW]): void {
  for (const [turn, time] of times.entries()) {
    store.saveResponse(
      makeResponse({
        id: `resp_${turn}`,
        time,
        previous: turn === 0 ? null : `resp_${turn - 1}`,
        input: [userItem(`question ${turn}`)],
        output: [assistantItem(`answer ${turn}`, `msg_${turn}`)]
      })
    )
  }
}

const CONVERSATION = [0, 1, 2].map((turn) => [
  JSON.stringify(userItem(`question ${turn}`)),
  JSON.stringify(assistantItem(`answer ${turn}`, `msg_${turn}`))
])

test.each([['before it is on disk'], ['from the disk'], ['after a restart']])(
  'gives a response back as it was saved %s',
  async (when) => {
    const { store, dataDir } = await temporaryStore()
    const entry = makeResponse({
      id: 'resp_1',
      previous: 'resp_0',
      input: [userItem('naïve ✓ 日本語')],
      output: [assistantItem('answer', 'msg_1')],
      members: [{ tools: [] }, { id: 'resp_1', object: 'response' }]
    })
    store.saveResponse(entry)
    if (when !== 'before it is on disk') await store.flush()
    if (when === 'after a restart') await store.close()
    const { store: reading } = when === 'after a restart' ? await temporaryStore(dataDir) : { store }
    if (when === 'after a restart') await reading.load()
    expect(await reading.readResponse({ token: 'app', id: 'resp_1' })).toEqual(entry.response)
    expect(await reading.readResponseItems('app', ['msg_1', 'msg_unknown'])).toEqual([
      JSON.stringify(assistantItem('answer', 'msg_1')),
      null
    ])
  }
)

test('keeps where a response is that its provider keeps', async () => {
  const { store } = await temporaryStore()
  const entry = makeResponse({ id: 'resp_up', input: null })
  store.saveResponse(entry)
  await store.flush()
  expect(await store.readResponse({ token: 'app', id: 'resp_up' })).toEqual(entry.response)
  expect(await store.readResponseChain({ token: 'app', id: 'resp_up' })).toMatchObject([{ items: null }])
})

test('finds nothing of another token, though it is saved under the same id', async () => {
  const { store } = await temporaryStore()
  const output = [assistantItem('mine', 'msg_1')]
  store.saveResponse(makeResponse({ id: 'resp_1', output }))
  const ask = async (): Promise<unknown[]> => [
    await store.readResponse({ token: 'other', id: 'resp_1' }),
    await store.readResponseChain({ token: 'other', id: 'resp_1' }),
    await store.readResponseItems('other', ['msg_1']),
    await store.deleteResponse({ token: 'other', id: 'resp_1' })
  ]
  expect(await ask()).toEqual([null, [], [null], false])
  await store.flush()
  expect(await ask()).toEqual([null, [], [null], false])
  store.saveResponse(makeResponse({ id: 'resp_1', token: 'other', input: [userItem('theirs')] }))
  await store.flush()
  expect((await store.readResponse({ token: 'app', id: 'resp_1' }))?.content?.output).toHaveLength(1)
})

test('walks a conversation from its newest turn to its first, half of it on disk', async () => {
  const { store } = await temporaryStore()
  saveConversation(store, [NEW, NEW])
  await store.flush()
  store.saveResponse(
    makeResponse({
      id: 'resp_2',
      previous: 'resp_1',
      input: [userItem('question 2')],
      output: [assistantItem('answer 2', 'msg_2')]
    })
  )
  const links = await store.readResponseChain({ token: 'app', id: 'resp_2' })
  expect(links.map(({ id }) => id)).toEqual(['resp_2', 'resp_1', 'resp_0'])
  expect(links.map(({ items }) => items)).toEqual(CONVERSATION.toReversed())
  await store.flush()
  expect(await store.readResponseChain({ token: 'app', id: 'resp_2' })).toEqual(links)
})

test('replaces an unfinished response by the finished one, and drops what only the first one held', async () => {
  const { store, dataDir } = await temporaryStore()
  const input = [userItem('question')]
  store.saveResponse(
    makeResponse({ id: 'resp_1', unfinished: true, input, members: [{ status: 'still-in-progress' }] })
  )
  await store.flush()
  const finished = makeResponse({ id: 'resp_1', input, output: [assistantItem('answer', 'msg_1')] })
  store.saveResponse(finished)
  await store.flush()
  expect(await store.readResponse({ token: 'app', id: 'resp_1' })).toEqual(finished.response)
  expect(countsIn(dataDir).slice(0, 2)).toEqual([1, 1])
  await store.close()
  const left = await everythingIn(dataDir)
  expect(left).toContain('question')
  expect(left).not.toContain('still-in-progress')
})

test('deletes a response with its text from every file, and leaves the rest of the conversation', async () => {
  const { store, dataDir } = await temporaryStore()
  saveConversation(store)
  store.append(makeEntry({ request: slicedChat([{ role: 'user', content: 'a logged question' }]) }))
  await store.flush()
  expect(await everythingIn(dataDir)).toContain('question 1')

  expect(await store.deleteResponse({ token: 'app', id: 'resp_1' })).toBe(true)
  expect(await store.deleteResponse({ token: 'app', id: 'resp_1' })).toBe(false)

  const left = await everythingIn(dataDir)
  for (const gone of ['question 1', 'answer 1', 'msg_1']) expect(left).not.toContain(gone)
  for (const kept of ['question 0', 'answer 2', 'a logged question']) expect(left).toContain(kept)
  expect(await store.readResponse({ token: 'app', id: 'resp_1' })).toBe(null)
  expect(await store.readResponseItems('app', ['msg_1', 'msg_0'])).toEqual([null, CONVERSATION[0]?.[1]])
  const links = await store.readResponseChain({ token: 'app', id: 'resp_2' })
  expect(links.map(({ id, previous }) => [id, previous])).toEqual([['resp_2', 'resp_1']])
  // The next one finds its way among what was wiped.
  store.saveResponse(makeResponse({ id: 'resp_3', input: [userItem('question 3')] }))
  await store.flush()
  expect((await store.readResponse({ token: 'app', id: 'resp_3' }))?.content?.input).toHaveLength(1)
})

test('deletes a response that has not come to the disk yet, for good', async () => {
  const { store, dataDir } = await temporaryStore()
  store.saveResponse(makeResponse({ id: 'resp_1', input: [userItem('never written')] }))
  expect(await store.deleteResponse({ token: 'app', id: 'resp_1' })).toBe(true)
  expect(await store.readResponse({ token: 'app', id: 'resp_1' })).toBe(null)
  await store.flush()
  await store.close()
  expect(await everythingIn(dataDir)).not.toContain('never written')
})

test('prunes responses that are old, and keeps those that a newer one goes on from', async () => {
  const { store, dataDir } = await temporaryStore()
  saveConversation(store, [OLD, OLD + 1, NEW])
  store.saveResponse(
    makeResponse({
      id: 'resp_alone',
      time: OLD,
      input: [userItem('old and alone')],
      output: [assistantItem('gone', 'msg_gone')]
    })
  )
  store.saveResponse(makeResponse({ id: 'resp_up', time: OLD, input: null }))
  await store.flush()
  expect(await store.pruneResponses(BETWEEN)).toBe(2)
  expect(await everythingIn(dataDir)).not.toContain('old and alone')
  const links = await store.readResponseChain({ token: 'app', id: 'resp_2' })
  expect(links.map(({ items }) => items)).toEqual(CONVERSATION.toReversed())
  // From its end on nothing holds it any more: all of it goes in one run.
  expect(await store.pruneResponses(NEW + 1)).toBe(3)
  expect(countsIn(dataDir)).toEqual([0, 0, 0, 0, 0])
  expect(await store.storage()).toMatchObject({ payloadBytes: 0, payloadStoredBytes: 0 })
})

test('prunes long conversations and many responses in steps', async () => {
  const { store, dataDir } = await temporaryStore()
  for (let turn = 0; turn < 450; turn += 1) {
    const previous = turn === 0 || turn === 300 ? null : `resp_${turn - 1}`
    store.saveResponse(makeResponse({ id: `resp_${turn}`, time: OLD + turn, previous }))
  }
  await store.flush()
  expect(await store.pruneResponses(OLD + 300)).toBe(300)
  expect(countsIn(dataDir)[0]).toBe(150)
})

test('deletes old responses with old log rows, and counts the rows', async () => {
  const { store } = await temporaryStore()
  store.saveResponse(makeResponse({ id: 'resp_old', time: OLD }))
  store.saveResponse(makeResponse({ id: 'resp_new', time: NEW }))
  store.append(makeEntry({ time: OLD }))
  await store.flush()
  expect(await store.prune(BETWEEN)).toBe(1)
  expect(await store.readResponse({ token: 'app', id: 'resp_old' })).toBe(null)
  expect(await store.readResponse({ token: 'app', id: 'resp_new' })).not.toBe(null)
})

test('keeps an item as the model made it, also where a client sends it back changed', async () => {
  const { store } = await temporaryStore()
  const made = assistantItem('as it was made', 'msg_1')
  store.saveResponse(makeResponse({ id: 'resp_1', output: [made] }))
  store.saveResponse(
    makeResponse({ id: 'resp_2', input: [{ id: 'msg_1', type: 'message', content: 'changed' }] })
  )
  await store.flush()
  expect(await store.readResponseItems('app', ['msg_1'])).toEqual([JSON.stringify(made)])
})
