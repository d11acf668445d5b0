import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openReadOnly } from '../../electron/store/worker/open-database.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

/** What a crash may cost. */
const LOST_MS = 500

interface Said {
  readonly saved?: number
  readonly deleted?: number
  readonly at?: number
}

/** Runs the writer until it has done enough, kills it, and returns what it had said by then. */
async function runAndKill(dataDir: string): Promise<{ said: Said[]; killedAt: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-responses.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const lines: string[] = []
  let rest = ''
  let killedAt = 0
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve())
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      if (killedAt === 0 && lines.length > 800) {
        killedAt = Date.now()
        child.kill('SIGKILL')
      }
    })
  })
  return { said: lines.map((line) => JSON.parse(line) as Said), killedAt }
}

test(
  'a kill loses at most half a second of responses, none of their chains, and brings no deleted one back',
  { timeout: 120_000 },
  async () => {
    const dataDir = await temporaryDataDir()
    const { said, killedAt } = await runAndKill(dataDir)
    const deleted = said.flatMap(({ deleted }) => (deleted === undefined ? [] : [deleted]))
    const early = said.flatMap(({ saved, at }) =>
      saved !== undefined && (at ?? 0) < killedAt - LOST_MS ? [saved] : []
    )
    expect(early.length).toBeGreaterThan(200)
    expect(deleted.length).toBeGreaterThan(10)

    const { store } = await temporaryStore(dataDir)
    await store.load()
    const wrong: string[] = []
    for (const turn of early) {
      const found = await store.readResponse({ token: 'app', id: `resp_${turn}` })
      const output = found?.content?.output[0] ?? ''
      const expected = deleted.includes(turn) ? found === null : output.includes(`answer ${turn}"`)
      if (!expected) wrong.push(`resp_${turn}: ${JSON.stringify(found)}`)
      // Each conversation has ten turns, of which one may be deleted.
      const links = await store.readResponseChain({ token: 'app', id: `resp_${turn}` })
      const first = deleted.findLast(
        (gone) => gone <= turn && Math.floor(gone / 10) === Math.floor(turn / 10)
      )
      const length = first === undefined ? (turn % 10) + 1 : turn - first
      if (links.length !== length) wrong.push(`resp_${turn} has ${links.length} links, not ${length}`)
    }
    expect(wrong).toEqual([])
    await store.close()

    const log = openReadOnly(join(dataDir, 'log.db'))
    expect(log.pragma('integrity_check', { simple: true })).toBe('ok')
    // Nodes, uses of pieces and totals are of one transaction: whatever was kept, they agree.
    const unequal = `SELECT count(*) FROM pieces WHERE uses != (SELECT count(*) FROM nodes WHERE piece = pieces.id)`
    expect(log.prepare(unequal).pluck().get()).toBe(0)
    const bytes = 'SELECT (SELECT sum(length(bytes)) FROM blocks) - stored_bytes FROM totals'
    expect(log.prepare(bytes).pluck().get()).toBe(0)
    log.close()
  }
)
