import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.ts'
import { serve, temporaryDataDir } from '../support/serve.ts'

const TOKEN = 'a-token-of-at-least-16-characters'
/** What a crash may cost of the log. */
const LOST_MS = 500

const folder = temporaryDataDir()
let provider: FakeProvider

beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(async () => {
  await provider.close()
  folder.remove()
})

test(
  'SIGKILL under load loses no acknowledged change and at most the last half second of log',
  { timeout: 120_000 },
  async () => {
    const apply = {
      version: 1,
      accounts: [{ name: 'fake', provider: 'openai-compatible', base_url: provider.url, models: '*' }],
      tokens: [{ name: 'load', value: 'env://LOAD_TOKEN' }]
    }
    const first = await serve({ dataDir: folder.dataDir, env: { LOAD_TOKEN: TOKEN }, apply })
    const answered: { id: string; at: number }[] = []
    const made: string[] = []
    const run = { on: true }

    const load = async (): Promise<void> => {
      while (run.on) {
        const body = JSON.stringify({
          model: 'fine',
          messages: [{ role: 'user', content: `request ${answered.length}` }]
        })
        try {
          const response = await fetch(`${first.gateway}/chat/completions`, {
            method: 'POST',
            headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
            body
          })
          await response.text()
          answered.push({ id: response.headers.get('x-gatehouse-request-id') ?? '', at: performance.now() })
        } catch {
          // Killed in the middle: that request was never answered.
        }
      }
    }
    const change = async (): Promise<void> => {
      for (let at = 0; run.on; at++) {
        try {
          await first.control.tokens.create({ name: `made-${at}` })
          made.push(`made-${at}`)
        } catch {
          // Not acknowledged.
        }
      }
    }
    const work = Promise.all([load(), load(), load(), load(), change()])
    while (answered.length < 400 || made.length < 20) await new Promise((resolve) => setTimeout(resolve, 20))
    const killedAt = performance.now()
    await first.kill()
    run.on = false
    await work

    const databases = readdirSync(folder.dataDir).filter((name) => name.endsWith('.db'))
    expect(databases.toSorted()).toEqual(['gatehouse.db', 'log.db'])
    for (const name of databases) {
      const database = new Database(join(folder.dataDir, name))
      expect(database.pragma('integrity_check', { simple: true }), name).toBe('ok')
      database.close()
    }

    const second = await serve({ dataDir: folder.dataDir, env: { LOAD_TOKEN: TOKEN } })
    try {
      const names = (await second.control.tokens.list()).map(({ name }) => name)
      expect(made.filter((name) => !names.includes(name))).toEqual([])
      const kept = new Set<string>()
      let before: string | undefined
      for (let page = 0; page < 200; page++) {
        const { rows, more } = await second.control.logs.list({
          filter: {},
          limit: 1000,
          ...(before === undefined ? {} : { before })
        })
        for (const { id } of rows) kept.add(id)
        before = rows.at(-1)?.id
        if (!more) break
      }
      const lost = answered.filter(({ id, at }) => at <= killedAt && !kept.has(id))
      const oldest = lost.reduce((most, { at }) => Math.max(most, killedAt - at), 0)
      console.log(
        `${answered.length} answered, ${made.length} changes acknowledged, ${lost.length} rows lost, the oldest ${Math.round(oldest)} ms old`
      )
      expect(oldest).toBeLessThanOrEqual(LOST_MS)
    } finally {
      await second.stop()
    }
  }
)
