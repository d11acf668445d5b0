import { expect, test } from 'vitest'
import { deleteOld } from '../../electron/app/retention.ts'
import { DEFAULT_SETTINGS } from '../../shared/config/settings.ts'
import { makeEntry } from '../store/make-entry.ts'
import { makeResponse } from '../store/make-response.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-06-15T12:00:00Z')

/** What is left of rows and responses of these ages, in days, where the log is kept so long. */
async function leftAfter(
  keepLogDays: number,
  ages: readonly number[]
): Promise<{ rows: number; responses: number }> {
  const { store } = await temporaryStore()
  const notices: string[] = []
  for (const age of ages) {
    const time = NOW - age * DAY_MS
    store.append(makeEntry({ time }))
    store.saveResponse(makeResponse({ id: `resp_${age}`, time }))
  }
  await store.flush()
  const settings = { get: () => ({ ...DEFAULT_SETTINGS, keep_log_days: keepLogDays }) }
  await deleteOld({ store, settings, now: () => NOW, notice: (line) => notices.push(line) })
  expect(notices).toEqual([])
  const found = await Promise.all(ages.map((age) => store.readResponse({ token: 'app', id: `resp_${age}` })))
  return {
    rows: (await store.storage()).rows,
    responses: found.filter((response) => response !== null).length
  }
}

test.each([
  ['a log that is kept for good, responses for thirty days', 0, { rows: 4, responses: 3 }],
  ['a log of ninety days, responses of thirty', 90, { rows: 4, responses: 3 }],
  ['a log of a week, and responses no longer than it', 7, { rows: 2, responses: 2 }]
])('keeps %s', async (_, days, left) => {
  expect(await leftAfter(days, [0, 6, 29, 31])).toEqual(left)
})

test('says why old rows can not be deleted', async () => {
  const notices: string[] = []
  const refuse = (): Promise<number> => Promise.reject(new Error('the disk is full'))
  await deleteOld({
    store: { prune: refuse, pruneResponses: refuse },
    settings: { get: () => DEFAULT_SETTINGS },
    now: () => NOW,
    notice: (line) => notices.push(line)
  })
  expect(notices).toEqual([expect.stringContaining('the disk is full')])
})
