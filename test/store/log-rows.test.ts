import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packRow } from '../../electron/store/pack-row.ts'
import { requestIdText } from '../../electron/store/request-id.ts'
import { type Scalar, STORED_COLUMNS, type StoredRow } from '../../electron/store/stored-row.ts'
import { unpackRow } from '../../electron/store/unpack-row.ts'
import { type RequestLogRow, requestLogRowSchema } from '../../shared/domain/request-log.ts'
import { makeEntry, slicedChat, wholeReply } from './make-entry.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

const FULL: Partial<RequestLogRow> = {
  stream: true,
  status: 429,
  error: { reason: 'rate-limited', code: 'rate_limit_exceeded', message: 'Slow down: "10" a minute' },
  attempts: [
    {
      target: 'other/m',
      status: null,
      reason: 'network',
      start_ms: 0.1,
      ttft_ms: null,
      total_ms: 5,
      cost_nanos: null
    },
    {
      target: 'cerebras-main/gpt-oss-120b',
      status: 200,
      reason: null,
      start_ms: 5,
      ttft_ms: 12.5,
      total_ms: 80,
      cost_nanos: 52_000
    }
  ],
  gap_mean_ms: 0,
  gap_p95_ms: 3.25,
  usage_raw: { prompt_tokens: 120, details: { cached: [1, 2, { deep: null }] } },
  cost_estimated: true,
  cost: {
    price_id: 'genai-prices:cerebras/gpt-oss-120b@2026-08-21',
    lines: [
      { what: 'input', count: 100, price: 250_123, nanos: 25_012.3 },
      { what: 'request', count: 1, price: 7, nanos: 1234 }
    ]
  },
  cache: 'exact',
  metadata: { project: 'gatehouse', größe: '🙂' },
  session: 'session-1',
  notes: ['temperature left out', 'x']
}

/** Rows as wild as their schema allows; times and ids are those of the entry. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const number = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => Math.abs(value))
)
const count = fc.oneof(fc.constant(0), fc.nat(1_000_000_000))
const attempt = fc.record({
  target: fc.oneof(text, fc.constant('a/m')),
  status: fc.option(fc.nat(599)),
  reason: fc.constantFrom('rate-limited' as const, 'client-closed' as const, null),
  start_ms: number,
  ttft_ms: fc.option(number),
  total_ms: number,
  cost_nanos: fc.option(count)
})
const rowArbitrary = fc.record({
  endpoint: text,
  token: fc.option(text),
  account: fc.option(fc.oneof(text, fc.constant('a'))),
  model_asked: fc.option(fc.oneof(text, fc.constantFrom('m', 'a/m', 'null/null'))),
  model: fc.option(fc.oneof(text, fc.constant('m'))),
  dialect_in: fc.option(text),
  dialect_out: fc.option(text),
  stream: fc.boolean(),
  status: fc.nat(599),
  error: fc.option(fc.record({ reason: text, code: fc.option(text), message: text })),
  attempts: fc.array(attempt, { maxLength: 3 }),
  ttft_ms: fc.option(number),
  gap_mean_ms: fc.option(number),
  gap_p95_ms: fc.option(number),
  total_ms: number,
  usage: fc.record({
    input: fc.option(count),
    cache_read: fc.option(count),
    cache_write: fc.option(count),
    output: fc.option(count),
    reasoning: fc.option(count)
  }),
  usage_raw: fc
    .jsonValue({ noUnicodeString: false })
    .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  cost_nanos: fc.option(count),
  cost_estimated: fc.boolean(),
  cost: fc.option(
    fc.record({
      price_id: text,
      lines: fc.array(fc.record({ what: text, count, price: count, nanos: number }), { maxLength: 3 })
    })
  ),
  cache: fc.option(text),
  metadata: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
  user_agent: fc.option(text),
  session: fc.option(text),
  notes: fc.array(text, { maxLength: 2 }),
  preview: fc.option(fc.record({ prompt: text, reply: text })),
  payloads: fc.boolean()
})

test('packs every row so that it unpacks exactly', () => {
  fc.assert(
    fc.property(rowArbitrary, fc.boolean(), (fields, odd) => {
      const id = 1_781_518_830_400 * 1024 + 3
      const time = odd ? '2026-06-15T10:20:31.000Z' : new Date(1_781_518_830_400).toISOString()
      const row: RequestLogRow = { id: requestIdText(id), time, ...fields }
      const values: Scalar[] = []
      packRow(row, id, values)
      const stored = Object.fromEntries(STORED_COLUMNS.map((name, index) => [name, values[index]]))
      expect(unpackRow(stored as unknown as StoredRow)).toEqual(row)
    }),
    { numRuns: 500 }
  )
})

test('gives rows back as they were appended, newest first', async () => {
  const { store } = await temporaryStore()
  const entries = [
    makeEntry(),
    makeEntry({ row: FULL }),
    makeEntry({
      row: { ...FULL, account: null, model: null, token: null, model_asked: null, dialect_out: null }
    })
  ]
  for (const entry of entries) store.append(entry)
  await store.flush()
  const { rows, more } = await store.listLog({ filter: {}, before: null, limit: 10 })
  expect(rows).toEqual(entries.map(({ row }) => row).toReversed())
  expect(more).toBe(false)
  for (const row of rows) expect(requestLogRowSchema.parse(row)).toEqual(row)
  expect(await store.readLog(entries[1]?.id ?? 0)).toEqual(entries[1]?.row)
  expect(await store.readLog(12)).toBeNull()
})

test('tells listeners of rows once they are on disk, in order, with the first words of their bodies', async () => {
  const { store } = await temporaryStore()
  const heard: RequestLogRow[] = []
  const reading: Promise<RequestLogRow | null>[] = []
  store.onSettled((rows) => {
    heard.push(...rows)
    reading.push(...entries.map(({ id }) => store.readLog(id)))
  })
  const entries = [
    makeEntry({ row: FULL }),
    makeEntry({
      request: slicedChat([
        { role: 'user', content: 'What is a gatehouse?' },
        { role: 'assistant', content: 'A house.' },
        { role: 'user', content: 'Go on,\nplease' },
        { role: 'tool', content: 'done' }
      ]),
      reply: wholeReply('It guards the gate.')
    })
  ]
  for (const entry of entries) store.append(entry)
  await store.flush()
  const preview = { prompt: 'Go on, please', reply: 'It guards the gate.' }
  expect(heard).toEqual([entries[0]?.row, { ...entries[1]?.row, preview }])
  expect(await Promise.all(reading)).toEqual(heard)
})

test('stops telling a listener that went', async () => {
  const { store } = await temporaryStore()
  let calls = 0
  const stop = store.onSettled(() => {
    calls += 1
  })
  store.append(makeEntry())
  await store.flush()
  stop()
  store.append(makeEntry())
  await store.flush()
  expect(calls).toBe(1)
})

test('writes what was appended before it closes, and knows the last id at the next start', async () => {
  const dataDir = await temporaryDataDir()
  const { store } = await temporaryStore(dataDir)
  const entries = Array.from({ length: 1000 }, () => makeEntry())
  for (const entry of entries) store.append(entry)
  await store.close()
  const { store: again } = await temporaryStore(dataDir)
  expect((await again.load()).lastRequestId).toBe(entries.at(-1)?.id)
  const { rows } = await again.listLog({ filter: {}, before: null, limit: 2000 })
  expect(rows.map(({ id }) => id)).toEqual(entries.map(({ row }) => row.id).toReversed())
})

test('loses only the row that the database refuses, and says so', async () => {
  const { store, notices } = await temporaryStore()
  const heard: string[] = []
  store.onSettled((rows) => heard.push(...rows.map(({ id }) => id)))
  const [first, twin, last] = [makeEntry(), makeEntry(), makeEntry()]
  // The same id twice: a fault that no later try can mend.
  for (const entry of [first, { ...twin, id: first.id }, last]) store.append(entry)
  await store.flush()
  const { rows } = await store.listLog({ filter: {}, before: null, limit: 10 })
  expect(rows.map(({ id }) => id)).toEqual([last.row.id, first.row.id])
  expect(heard).toEqual([first.row.id, last.row.id])
  expect(notices).toEqual([expect.stringContaining('could not be logged')])
  expect((await store.storage()).rows).toBe(2)
})
