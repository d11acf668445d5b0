import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Fields } from '../../electron/dialects/json.ts'
import { createResponseStore, type KeptResponse } from '../../electron/gateway/response-store.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const HOUR_MS = 3_600_000
const ON_DISK = { name: 'app', payloads: true }
const IN_MEMORY = { name: 'private', payloads: false }
const BOTH = [
  ['on disk', ON_DISK],
  ['in memory', IN_MEMORY]
] as const

async function makeStore() {
  const { store, dataDir } = await temporaryStore()
  const clock = { now: Date.parse('2026-06-15T10:00:00Z') }
  const responses = createResponseStore({ store, now: () => clock.now })
  onTestFinished(() => responses.close())
  return { store, responses, clock, dataDir }
}

const user = (text: string): Fields => ({ type: 'message', role: 'user', content: text })
const assistant = (text: string, id: string): Fields => ({
  id,
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }]
})

/** Turn number `turn` of a conversation; `more` stands over what it is else. */
function turnOf(turn: number, token: KeptResponse['token'], more: Partial<KeptResponse> = {}): KeptResponse {
  const id = `resp_${turn}`
  return {
    id,
    token,
    account: 'claude',
    model: 'claude-sonnet',
    key: null,
    previousId: turn === 0 ? null : `resp_${turn - 1}`,
    inputItems: [user(`question ${turn}`)],
    response: {
      id,
      object: 'response',
      status: 'completed',
      instructions: 'be brief '.repeat(100),
      tools: [{ type: 'function', name: 'look', description: 'looks '.repeat(200) }],
      output: [assistant(`answer ${turn}`, `msg_${turn}`)],
      usage: null
    },
    ...more
  }
}

const ITEMS = [0, 1, 2].flatMap((turn) => [
  user(`question ${turn}`),
  assistant(`answer ${turn}`, `msg_${turn}`)
])

test.each(BOTH)('gives back what it keeps %s, member by member', async (_, token) => {
  const { responses, store } = await makeStore()
  const kept = turnOf(1, token)
  responses.keep(kept)
  const expected = {
    kind: 'kept',
    id: 'resp_1',
    account: 'claude',
    model: 'claude-sonnet',
    key: null,
    previousId: 'resp_0',
    inputItems: kept.inputItems,
    response: kept.response
  }
  expect(await responses.find('resp_1', token)).toEqual(expected)
  await store.flush()
  expect(await responses.find('resp_1', token)).toEqual(expected)
})

test.each(BOTH)('tells a conversation %s from its first item to its last', async (_, token) => {
  const { responses } = await makeStore()
  for (const turn of [0, 1, 2]) responses.keep(turnOf(turn, token))
  expect(await responses.chain('resp_2', token)).toEqual({ kind: 'items', items: ITEMS })
  expect(await responses.chain('resp_0', token)).toEqual({ kind: 'items', items: ITEMS.slice(0, 2) })
})

test('walks a conversation whose token was told in between not to store payloads, and to store them again', async () => {
  const { responses, dataDir, store } = await makeStore()
  responses.keep(turnOf(0, ON_DISK))
  responses.keep(turnOf(1, { ...ON_DISK, payloads: false }))
  responses.keep(turnOf(2, ON_DISK))
  expect(await responses.chain('resp_2', ON_DISK)).toEqual({ kind: 'items', items: ITEMS })
  await store.close()
  const files = await readdir(dataDir)
  const raw = await Promise.all(files.map((file) => readFile(join(dataDir, file), 'latin1')))
  expect(raw.join()).toContain('resp_2')
  expect(raw.join()).not.toContain('msg_1')
})

test('leaves nothing on disk of a token without payloads, not even where its responses are', async () => {
  const { responses, store, dataDir } = await makeStore()
  responses.keep(turnOf(0, IN_MEMORY))
  responses.remember(IN_MEMORY, { id: 'resp_elsewhere', account: 'openai', model: 'gpt', key: null })
  expect(await responses.find('resp_elsewhere', IN_MEMORY)).toMatchObject({ kind: 'upstream' })
  await store.flush()
  await store.close()
  const files = await readdir(dataDir)
  const raw = await Promise.all(files.map((file) => readFile(join(dataDir, file), 'latin1')))
  for (const word of ['resp_', 'msg_0', 'private']) expect(raw.join()).not.toContain(word)
})

test('forgets what is in memory an hour after it was last gone on from', async () => {
  const { responses, clock } = await makeStore()
  responses.keep(turnOf(0, IN_MEMORY))
  clock.now += HOUR_MS - 1
  expect(await responses.chain('resp_0', IN_MEMORY)).toMatchObject({ kind: 'items' })
  clock.now += HOUR_MS - 1
  expect(await responses.find('resp_0', IN_MEMORY)).not.toBe(null)
  clock.now += 1
  expect(await responses.find('resp_0', IN_MEMORY)).toBe(null)
  expect(await responses.items(['msg_0'], IN_MEMORY)).toEqual(new Map())
  expect(await responses.chain('resp_0', IN_MEMORY)).toEqual({ kind: 'missing', id: 'resp_0' })
})

test('drops what was used least recently where memory is full', async () => {
  const { responses } = await makeStore()
  const input = [user('x'.repeat(20_000_000))]
  const large = (turn: number) => turnOf(turn, IN_MEMORY, { previousId: null, inputItems: input })
  for (const turn of [0, 1, 2]) responses.keep(large(turn))
  await responses.chain('resp_0', IN_MEMORY)
  responses.keep(large(3))
  const found = await Promise.all([0, 1, 2, 3].map((turn) => responses.find(`resp_${turn}`, IN_MEMORY)))
  expect(found.map((response) => response !== null)).toEqual([true, false, true, true])
  expect(await responses.items(['msg_1', 'msg_3'], IN_MEMORY)).toHaveProperty('size', 1)
})

test.each(BOTH)('finds nothing of another token %s', async (_, token) => {
  const { responses } = await makeStore()
  const other = { ...token, name: 'other' }
  responses.keep(turnOf(0, token))
  expect(await responses.find('resp_0', other)).toBe(null)
  expect(await responses.chain('resp_0', other)).toEqual({ kind: 'missing', id: 'resp_0' })
  expect(await responses.items(['msg_0'], other)).toEqual(new Map())
  expect(await responses.delete('resp_0', other)).toBe(false)
  expect(await responses.find('resp_0', token)).not.toBe(null)
})

test.each(BOTH)('says which response a conversation %s lacks after it was deleted', async (_, token) => {
  const { responses } = await makeStore()
  for (const turn of [0, 1, 2]) responses.keep(turnOf(turn, token))
  expect(await responses.delete('resp_1', token)).toBe(true)
  expect(await responses.find('resp_1', token)).toBe(null)
  expect(await responses.delete('resp_1', token)).toBe(false)
  expect(await responses.chain('resp_2', token)).toEqual({ kind: 'missing', id: 'resp_1' })
  expect(await responses.chain('resp_0', token)).toMatchObject({ kind: 'items' })
  expect([...(await responses.items(['msg_0', 'msg_1'], token)).keys()]).toEqual(['msg_0'])
})

test.each(BOTH)('knows where a response is that its provider keeps, with the token %s', async (_, token) => {
  const { responses } = await makeStore()
  const origin = { id: 'resp_up', account: 'openai', model: 'gpt', key: 'keychain://openai' }
  responses.remember(token, origin)
  expect(await responses.find('resp_up', token)).toEqual({ kind: 'upstream', ...origin })
  expect(await responses.chain('resp_up', token)).toEqual({ kind: 'upstream', ...origin })
  responses.keep(turnOf(0, token, { previousId: 'resp_up' }))
  expect(await responses.chain('resp_0', token)).toEqual({ kind: 'upstream', ...origin })
  expect(await responses.delete('resp_up', token)).toBe(true)
  expect(await responses.find('resp_up', token)).toBe(null)
})

test.each(BOTH)('does not go on from a response %s that is still being made', async (_, token) => {
  const { responses } = await makeStore()
  const { response } = turnOf(0, token)
  responses.keep(turnOf(0, token, { response: { ...response, status: 'in_progress', output: [] } }))
  expect(await responses.chain('resp_0', token)).toEqual({ kind: 'unfinished', id: 'resp_0' })
  responses.keep(turnOf(0, token))
  expect(await responses.chain('resp_0', token)).toEqual({ kind: 'items', items: ITEMS.slice(0, 2) })
})
