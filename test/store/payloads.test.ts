import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEntry, Place, SlicedBody, Store } from '../../electron/store/store.ts'
import {
  makeEntry,
  randomText,
  seededRandom,
  slicedBody,
  slicedChat,
  streamedReply,
  wholeReply
} from './make-entry.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

/** Whether both bodies of an entry come back as they were appended. */
async function comesBack(store: Store, { id, request, reply }: LogEntry): Promise<boolean> {
  const stored = await store.readPayload(id)
  return (
    sameBytes(stored.request, request === null ? null : request.body) &&
    sameBytes(stored.reply?.body ?? null, reply?.body ?? null) &&
    stored.reply?.contentType === reply?.contentType
  )
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.from(a).equals(Buffer.from(b))
}

async function append(store: Store, entries: readonly LogEntry[]): Promise<void> {
  for (const entry of entries) store.append(entry)
  await store.flush()
}

test('has no bodies where none were stored, and an empty one where an empty one was', async () => {
  const { store } = await temporaryStore()
  const entries = [
    makeEntry(),
    makeEntry({ request: slicedBody([]) }),
    makeEntry({ request: slicedChat([]), reply: null }),
    makeEntry({ reply: { body: new Uint8Array(), contentType: null, eventEnds: [], eventTimes: [] } })
  ]
  await append(store, entries)
  for (const entry of entries) expect(await comesBack(store, entry)).toBe(true)
  expect(await store.readPayload(5)).toEqual({ request: null, reply: null })
})

test('gives streams back with the arrival of each event', async () => {
  const { store } = await temporaryStore()
  const reply = streamedReply(randomText(seededRandom(1), 500))
  const entry = makeEntry({ request: slicedChat([{ role: 'user', content: 'go' }]), reply })
  await append(store, [entry])
  expect(await comesBack(store, entry)).toBe(true)
  const stored = (await store.readPayload(entry.id)).reply
  expect(stored?.eventEnds).toEqual(reply.eventEnds)
  expect(stored?.eventTimes).toEqual(reply.eventTimes)
})

test('takes bodies of any size, also far larger than a block, in one batch', async () => {
  const { store } = await temporaryStore()
  const random = seededRandom(5)
  const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000, 3, 5_000_000]
  const entries = sizes.map((size) => {
    const bytes = Buffer.from(Array.from({ length: Math.min(size, 4096) }, () => Math.floor(random() * 256)))
    const body = Buffer.alloc(size)
    for (let at = 0; at < size && bytes.length > 0; at += bytes.length) bytes.copy(body, at)
    const reply = { body, contentType: 'audio/mpeg', eventEnds: [], eventTimes: [] }
    return makeEntry({ request: slicedBody([['before', body]]), reply })
  })
  await append(store, entries)
  for (const entry of entries) expect(await comesBack(store, entry)).toBe(true)
})

test('leaves the buffers of the caller alone', async () => {
  const { store } = await temporaryStore()
  const pool = Buffer.alloc(8192, 'secret of another request. ')
  const body = pool.subarray(100, 200)
  const entry = makeEntry({ request: { body, ends: [40, 100], places: ['message', 'after'] } })
  const copy = Buffer.from(body)
  store.append(entry)
  await store.flush()
  expect(pool).toHaveLength(8192)
  expect(Buffer.from((await store.readPayload(entry.id)).request ?? []).equals(copy)).toBe(true)
})

test('keeps the bytes of bodies that were cut wrongly', async () => {
  const { store } = await temporaryStore()
  const body = Buffer.from('{"messages":[1,2],"x":1}')
  const cuts: [number[], Place[]][] = [
    [
      [10, 5, 24],
      ['before', 'message', 'after']
    ],
    [
      [10, 90],
      ['before', 'message']
    ],
    [
      [5, 10, 15],
      ['before', 'message', 'before']
    ],
    [
      [5, 10, 24],
      ['after', 'message', 'before']
    ],
    [[5], ['before']],
    [[5, 24], []],
    [[], []]
  ]
  const entries = cuts.map(([ends, places]) => makeEntry({ request: { body, ends, places } }))
  await append(store, entries)
  for (const entry of entries) expect(await comesBack(store, entry)).toBe(true)
})

test('gives any mix of shared and new slices back, across restarts', async () => {
  const dataDir = await temporaryDataDir()
  const slice = fc.oneof(fc.constantFrom('a', 'b', 'ab', '', 'same text'), fc.string({ maxLength: 30 }))
  const bodies = fc.sample(
    fc.tuple(
      fc.array(slice, { maxLength: 3 }),
      fc.array(slice, { maxLength: 6 }),
      fc.array(slice, { maxLength: 3 })
    ),
    { numRuns: 300, seed: 42 }
  )
  const entries = bodies.map(([before, messages, after]) => {
    const places: [Place, readonly string[]][] = [
      ['before', before],
      ['message', messages],
      ['after', after]
    ]
    const request: SlicedBody = slicedBody(
      places.flatMap(([place, slices]) => slices.map((text): [Place, string] => [place, text]))
    )
    return makeEntry({ request, reply: wholeReply(messages.join(' ')) })
  })
  for (const part of [entries.slice(0, 100), entries.slice(100, 200), entries.slice(200)]) {
    const { store } = await temporaryStore(dataDir)
    await append(store, part)
    await store.close()
  }
  const { store } = await temporaryStore(dataDir)
  const wrong: string[] = []
  for (const entry of entries) if (!(await comesBack(store, entry))) wrong.push(entry.row.id)
  expect(wrong).toEqual([])
})

test('stores a history that is sent again only once, also when the envelope changes or the program restarts', async () => {
  const dataDir = await temporaryDataDir()
  const random = seededRandom(9)
  const messages = Array.from({ length: 40 }, () => ({ role: 'user', content: randomText(random, 2000) }))
  const { store } = await temporaryStore(dataDir)
  await append(store, [makeEntry({ request: slicedChat(messages, { seed: 1 }) })])
  const once = (await store.storage()).payloadStoredBytes
  await append(store, [makeEntry({ request: slicedChat(messages, { seed: 2 }) })])
  await store.close()
  const { store: again } = await temporaryStore(dataDir)
  const longer = [...messages, { role: 'user', content: 'one more' }]
  await append(again, [makeEntry({ request: slicedChat(longer, { seed: 3 }) })])
  expect((await again.storage()).payloadStoredBytes - once).toBeLessThan(500)
})
