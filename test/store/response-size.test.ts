import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeResponse, assistantItem, userItem } from './make-response.ts'
import { randomText, seededRandom } from './make-entry.ts'
import { temporaryStore } from './temporary-store.ts'

const TURNS = 50

/** Responses of a session whose requests and replies hold 2 KB of new text each, and repeat 30 KB of tools. */
async function sessionBytes(turns: number, resends: boolean): Promise<{ kept: number; disk: number }> {
  const { store, dataDir } = await temporaryStore()
  const random = seededRandom(7)
  const tools = Array.from({ length: 20 }, (_, index) => ({
    type: 'function',
    name: `tool_${index}`,
    description: randomText(random, 1500)
  }))
  const history: object[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const question = userItem(randomText(random, 700))
    const answer = assistantItem(randomText(random, 1300), `msg_${turn}`)
    store.saveResponse(
      makeResponse({
        id: `resp_${turn}`,
        previous: resends || turn === 0 ? null : `resp_${turn - 1}`,
        input: resends ? [...history, question] : [question],
        output: [answer],
        members: [{ tools }, { id: `resp_${turn}`, object: 'response', status: 'completed' }]
      })
    )
    history.push(question, answer)
    // A turn a batch, as when a person waits between them: the least that can be compressed together.
    await store.flush()
  }
  const { payloadStoredBytes } = await store.storage()
  const last = await store.readResponseChain({ token: 'app', id: `resp_${turns - 1}` })
  expect(last.flatMap(({ items }) => items ?? [])).toHaveLength(turns * 2)
  await store.close()
  const sizes = await Promise.all(
    (await readdir(dataDir)).map(async (file) => (await stat(join(dataDir, file))).size)
  )
  return { kept: payloadStoredBytes, disk: sizes.reduce((sum, size) => sum + size, 0) }
}

test.each([
  ['that go on from the one before', false],
  ['of a client that sends its whole history each time', true]
])('keeps 50 responses %s in space that grows with their number', async (_, resends) => {
  const half = await sessionBytes(TURNS / 2, resends)
  const whole = await sessionBytes(TURNS, resends)
  console.log(
    `${TURNS} responses: ${whole.kept} bytes kept, ${whole.disk} on disk; half of them: ${half.kept}`
  )
  // 100 KB of new text and 30 KB of tools.
  expect(whole.kept).toBeLessThan(130_000)
  expect(whole.disk).toBeLessThan(400_000)
  expect(whole.kept / half.kept).toBeLessThan(2.1)
})
