import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { requestIdNumber } from '../../electron/store/request-id.ts'
import { openReadOnly } from '../../electron/store/worker/open-database.ts'
import { temporaryDataDir, temporaryStore } from './temporary-store.ts'

/** What a crash may cost. */
const LOST_MS = 500

interface Said {
  readonly revision?: number
  readonly appended?: readonly number[]
  readonly at?: number
}

/** Runs the writer until it has saved and appended enough, kills it, and returns what it had said by then. */
async function runAndKill(dataDir: string): Promise<{ said: Said[]; killedAt: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-writer.ts'), dataDir], {
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
  'a kill loses no acknowledged revision, at most half a second of log, and no database',
  { timeout: 120_000 },
  async () => {
    const dataDir = await temporaryDataDir()
    const { said, killedAt } = await runAndKill(dataDir)
    const revisions = said.flatMap(({ revision }) => (revision === undefined ? [] : [revision]))
    const early = said.flatMap(({ appended, at }) =>
      appended !== undefined && (at ?? 0) < killedAt - LOST_MS ? appended : []
    )
    expect(revisions.length).toBeGreaterThan(20)
    expect(early.length).toBeGreaterThan(500)

    const { store } = await temporaryStore(dataDir)
    const state = await store.load()
    // One more may have been written whose acknowledgement was never heard.
    expect(state.current?.meta.revision).toBeGreaterThanOrEqual(revisions.at(-1) ?? 0)
    expect(state.current?.document.accounts?.[0]?.name).toBe(`a${state.current?.meta.revision}`)
    const kept = new Set((await store.listRevisions(null, 100_000)).map(({ revision }) => revision))
    expect(revisions.filter((revision) => !kept.has(revision))).toEqual([])

    const { rows } = await store.listLog({ filter: {}, before: null, limit: 1_000_000 })
    await store.close()
    const ids = new Set(rows.map(({ id }) => requestIdNumber(id)))
    expect(early.filter((id) => !ids.has(id))).toEqual([])

    const gatehouse = openReadOnly(join(dataDir, 'gatehouse.db'))
    const log = openReadOnly(join(dataDir, 'log.db'))
    for (const database of [gatehouse, log])
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    // Rows, roll-ups and totals are of one transaction: whatever was kept, they agree.
    const counts = log
      .prepare('SELECT (SELECT sum(requests) FROM rollups WHERE unit = 0), requests FROM totals')
      .raw()
    expect(counts.get()).toEqual([rows.length, rows.length])
    gatehouse.close()
    log.close()
  }
)
