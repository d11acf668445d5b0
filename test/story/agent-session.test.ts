import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.ts'
import { serve, temporaryDataDir, type Served } from '../support/serve.ts'

/**
 * The bound: a coding agent's session of 50 turns, each resending its whole history over 30 KB of system prompt and
 * tools, is stored in 400 KB, and every body comes back byte for byte. Stored whole it would be 4 MB.
 */
const TURNS = 50
const LIMIT_BYTES = 400 * 1024
const TOKEN = 'a-token-of-at-least-16-characters'

const folder = temporaryDataDir()
let provider: FakeProvider
let served: Served

beforeAll(async () => {
  provider = await startFakeProvider()
  served = await serve({
    dataDir: folder.dataDir,
    env: { AGENT_TOKEN: TOKEN },
    apply: {
      version: 1,
      accounts: [{ name: 'fake', provider: 'openai-compatible', base_url: provider.url, models: '*' }],
      tokens: [{ name: 'agent', value: 'env://AGENT_TOKEN' }]
    }
  })
})
afterAll(async () => {
  await served.stop()
  await provider.close()
  folder.remove()
})

/** Words that do not repeat as a whole, about as compressible as prose. */
function prose(bytes: number, seed: number): string {
  let state = seed * 2_654_435_761
  let text = ''
  while (text.length < bytes) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    text += `${(state % 46_656).toString(36)}${state % 7 === 0 ? '. ' : ' '}`
  }
  return text.slice(0, bytes)
}

test(
  'a session of 50 turns is stored once, and every body comes back byte for byte',
  { timeout: 120_000 },
  async () => {
    const system = prose(14_000, 1)
    const tools = Array.from({ length: 16 }, (_, at) => ({
      type: 'function',
      function: {
        name: `tool_${at}`,
        description: prose(800, at + 2),
        parameters: {
          type: 'object',
          properties: { path: { type: 'string', description: prose(120, at + 50) } }
        }
      }
    }))
    const messages: object[] = [{ role: 'system', content: system }]
    const sent: string[] = []
    const received: string[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      messages.push({ role: 'user', content: prose(1000, 1000 + turn) })
      const body = JSON.stringify({
        model: 'fine',
        messages,
        tools,
        stream: true,
        metadata: { turn: String(turn) }
      })
      const response = await fetch(`${served.gateway}/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body
      })
      expect(response.status).toBe(200)
      sent.push(body)
      received.push(await response.text())
      messages.push({ role: 'assistant', content: prose(1000, 5000 + turn) })
    }

    const ids: string[] = []
    for (let tries = 0; ids.length < TURNS && tries < 100; tries++) {
      ids.length = 0
      const { rows } = await served.control.logs.list({ filter: {}, limit: 200 })
      ids.push(
        ...rows
          .filter(({ endpoint }) => endpoint === '/v1/chat/completions')
          .map(({ id }) => id)
          .reverse()
      )
      if (ids.length < TURNS) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(ids).toHaveLength(TURNS)
    for (const [turn, id] of ids.entries()) {
      const detail = await served.control.logs.get({ id })
      expect(detail.request?.text === sent[turn], `request of turn ${turn}`).toBe(true)
      expect(detail.response?.text === received[turn], `reply of turn ${turn}`).toBe(true)
      expect(detail.conversation?.messages).toHaveLength(2 + 2 * turn)
    }

    await served.stop()
    const files = readdirSync(served.dataDir).filter((name) => name.startsWith('log.db'))
    const stored = files.reduce((sum, name) => sum + statSync(join(served.dataDir, name)).size, 0)
    const whole = [...sent, ...received].reduce((sum, body) => sum + Buffer.byteLength(body), 0)
    console.log(
      `50 turns: ${Math.round(whole / 1024)} KB of bodies stored in ${Math.round(stored / 1024)} KB`
    )
    expect(stored).toBeLessThanOrEqual(LIMIT_BYTES)
  }
)
