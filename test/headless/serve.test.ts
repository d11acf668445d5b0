import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serve, temporaryDataDir, type Served } from '../support/serve.ts'
import { startFakeProvider } from '../support/fake-provider.ts'
import { gatehouse } from './gatehouse.ts'

let dataDir: string
let remove: () => void
const running: Served[] = []

beforeEach(() => {
  ;({ dataDir, remove } = temporaryDataDir())
})
afterEach(async () => {
  for (const served of running.splice(0)) await served.kill()
  remove()
})

async function start(options: Partial<Parameters<typeof serve>[0]> = {}): Promise<Served> {
  const served = await serve({ dataDir, ...options })
  running.push(served)
  return served
}

const call = (text: string) => gatehouse(text.split(' '), { dataDir })

function documentFor(baseUrl: string): object {
  return {
    version: 1,
    accounts: [{ name: 'fake', provider: 'openai-compatible', base_url: baseUrl, models: '*' }],
    tokens: [{ name: 'app' }]
  }
}

function chat(served: Served, model: string): Promise<Response> {
  return fetch(`${served.gateway}/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${served.tokens[0]?.token ?? ''}`
    },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }], stream: true })
  })
}

/** Signs in as the page does, and asks one question of the contract. */
async function signIn(link: string): Promise<{ status: number; session: string }> {
  const url = new URL(link)
  const response = await fetch(`${url.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: new URLSearchParams(url.hash.slice(1)).get('login') })
  })
  const body = (await response.json()) as { session?: string }
  return { status: response.status, session: body.session ?? '' }
}

async function statusBy(link: string, session: string): Promise<number> {
  const response = await fetch(`${new URL(link).origin}/rpc/system/status`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gatehouse-session': session },
    body: '{}'
  })
  return response.status
}

describe('serve', () => {
  it('says that it is ready in one line of its fixed form', async () => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../out/main/headless.js'), 'serve', '--json', '--port', '0'],
      {
        env: { PATH: process.env['PATH'], GATEHOUSE_DATA_DIR: dataDir },
        stdio: ['ignore', 'pipe', 'inherit']
      }
    )
    let stdout = ''
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
    await expect.poll(() => stdout, { timeout: 20_000 }).toContain('\n')
    child.kill('SIGTERM')
    const [code]: unknown[] = await once(child, 'close')
    expect(code).toBe(0)
    expect(stdout.endsWith('\n') && stdout.split('\n')).toHaveLength(2)
    const ready: unknown = JSON.parse(stdout)
    expect(ready).toEqual({
      event: 'ready',
      gateway: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/),
      dashboard: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#login=[\w-]{43}$/),
      pid: child.pid,
      version: (await call('--version')).stdout.trim(),
      tokens: []
    })
  })

  it('applies a file first, and shows the values that it made once', async () => {
    const served = await start({ apply: documentFor('http://127.0.0.1:9') })
    expect(served.tokens).toEqual([{ name: 'app', token: expect.any(String) }])
    await served.stop()
    const again = await start({ apply: documentFor('http://127.0.0.1:9') })
    expect(again.tokens).toEqual([])
  })

  it('starts nothing where the file is wrong, and says line and field', async () => {
    mkdirSync(dataDir)
    const file = join(dataDir, '..', 'wrong.yaml')
    writeFileSync(file, 'version: 1\naccounts:\n  - name: a\n    provider: nowhere-known\n')
    const finished = await call(`serve --json --port 0 --apply ${file}`)
    expect([finished.code, finished.stdout]).toEqual([1, ''])
    expect(finished.stderr).toMatch(/line 4, accounts\[0\]\.provider: /)
    expect(readdirSync(dataDir)).not.toContain('lock')
  })

  it('names the process that has the data folder already', async () => {
    const first = await start()
    const second = await call('serve --json --port 0')
    expect([second.code, second.stdout]).toEqual([1, ''])
    expect(second.stderr).toContain(`Gatehouse already runs on this data folder: process ${first.child.pid}`)
  })

  it('says which port is taken, by whom, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const finished = await call(`serve --json --port ${port}`)
    other.close()
    expect([finished.code, finished.stdout]).toEqual([1, ''])
    expect(finished.stderr).toContain(`Port ${port}`)
    expect(finished.stderr).toContain('--port')
    expect(finished.stderr).toMatch(/process \d+|lsof|netstat/)
  })

  it('starts anew after it was killed, on the same data', async () => {
    const killed = await start({ apply: documentFor('http://127.0.0.1:9') })
    await killed.kill()
    expect(readdirSync(dataDir)).toContain('lock')
    const served = await start()
    expect((await served.control.tokens.list()).map((token) => token.name)).toEqual(['app'])
    expect(await served.stop()).toBe(0)
    expect(readdirSync(dataDir)).not.toContain('lock')
  })

  it('keeps its folder, files and socket to this user', async () => {
    await start()
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'control.sock')).mode & 0o777).toBe(0o600)
    for (const name of readdirSync(dataDir)) {
      expect([name, statSync(join(dataDir, name)).mode & 0o077]).toEqual([name, 0])
    }
  })

  it('answers the command line where the data folder has a very long path', async () => {
    const deep = join(dataDir, 'x'.repeat(120))
    const served = await start({ dataDir: deep })
    expect(existsSync(join(deep, 'control.sock'))).toBe(false)
    expect((await served.control.system.status()).data_dir).toBe(deep)
  })

  it('prints the dashboard as the first address that a person sees', async () => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../out/main/headless.js'), 'serve', '--port', '0'],
      {
        env: { PATH: process.env['PATH'], GATEHOUSE_DATA_DIR: dataDir },
        stdio: ['ignore', 'pipe', 'inherit']
      }
    )
    let stdout = ''
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
    await expect.poll(() => stdout, { timeout: 20_000 }).toContain('Ctrl-C')
    child.kill('SIGINT')
    const [code]: unknown[] = await once(child, 'close')
    expect(code).toBe(0)
    expect(/https?:\S+/.exec(stdout)?.[0]).toMatch(/#login=/)
  })
})

describe('stopping', () => {
  it('lets a stream that is under way finish, and its row is in the log', async () => {
    const provider = await startFakeProvider()
    const served = await start({ apply: documentFor(`${provider.url}/v1`) })
    const response = await chat(served, 'fake/slow-20')
    expect(response.status).toBe(200)
    const stopped = served.stop()
    expect(await response.text()).toContain('[DONE]')
    expect(await stopped).toBe(0)
    await provider.close()
    const rows = (await call('logs --json')).objects()
    expect(rows.map((row) => [row['model'], row['status']])).toEqual([['slow-20', 200]])
  })

  it('ends at once at the second signal', async () => {
    const provider = await startFakeProvider()
    const served = await start({ apply: documentFor(`${provider.url}/v1`) })
    const response = await chat(served, 'fake/stall')
    const stopped = served.stop()
    await expect.poll(() => served.said(), { timeout: 20_000 }).toContain('Once more ends at once')
    // The same signal twice within half a second is one press of Ctrl-C, passed on by npm.
    await new Promise((resolve) => setTimeout(resolve, 600))
    served.child.kill('SIGTERM')
    expect(await stopped).toBe(1)
    await response.text().catch(() => undefined)
    await provider.close()
  })
})

describe('under npm', () => {
  it('ends when the shell that npm runs it by is ended, instead of staying behind with its port', async () => {
    const cli = join(import.meta.dirname, '../../out/main/headless.js')
    const shell = spawn(
      'sh',
      ['-c', '"$0" "$@"; true', process.execPath, cli, 'serve', '--json', '--port', '0'],
      {
        env: { PATH: process.env['PATH'], GATEHOUSE_DATA_DIR: dataDir, npm_lifecycle_event: 'start' },
        stdio: ['ignore', 'pipe', 'ignore']
      }
    )
    let stdout = ''
    shell.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
    await expect.poll(() => stdout, { timeout: 20_000 }).toContain('\n')
    const closed = once(shell.stdout, 'close')
    shell.kill('SIGKILL')
    // The pipe closes with the last process that has it open.
    await closed
    expect(existsSync(join(dataDir, 'lock'))).toBe(false)
  })
})

describe('the dashboard', () => {
  it('lets a browser in by its link, and still knows it after a restart', async () => {
    const first = await start()
    const { status, session } = await signIn(first.dashboard)
    expect(status).toBe(200)
    expect(await statusBy(first.dashboard, session)).toBe(200)
    expect(await statusBy(first.dashboard, 'another-session')).toBe(401)
    expect((await signIn(first.dashboard)).status).toBe(401)
    await first.stop()
    const second = await start()
    expect(await statusBy(second.dashboard, session)).toBe(200)
    expect((await signIn(first.dashboard.replace(/:\d+/, `:${new URL(second.dashboard).port}`))).status).toBe(
      401
    )
  })

  it('takes the link that the command line asked for', async () => {
    const served = await start()
    const [link] = (await call('dashboard --json')).objects()
    expect((await signIn(String(link?.['url']))).status).toBe(200)
    expect(await served.stop()).toBe(0)
  })

  it('shows the built page, with headers that keep other pages and scripts out', async () => {
    const { dashboard } = await start()
    const page = await fetch(dashboard)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<div id="root"')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('access-control-allow-origin')).toBeNull()
  })
})
