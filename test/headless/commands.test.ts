import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestLogRowSchema } from '../../shared/domain/request-log.ts'
import { serve, temporaryDataDir, type Served } from '../support/serve.ts'
import { gatehouse, type Finished } from './gatehouse.ts'

const CONFIG = `version: 1
accounts:
  - { name: local, provider: openai-compatible, base_url: "http://127.0.0.1:9", models: [a, b] }
tokens:
  - { name: cline, models: ["local/*"] }
`

let dataDir: string
let remove: () => void
/** Ended after each test, also one that failed in the middle. */
const running: Served[] = []

beforeEach(() => {
  ;({ dataDir, remove } = temporaryDataDir())
})
afterEach(async () => {
  for (const served of running.splice(0)) await served.kill()
  remove()
})

async function start(): Promise<Served> {
  const served = await serve({ dataDir })
  running.push(served)
  return served
}

const call = (text: string, input?: string): Promise<Finished> =>
  gatehouse(
    text.split(' ').filter((word) => word !== ''),
    input === undefined ? { dataDir } : { dataDir, input }
  )

/** The one object of a call that must have succeeded. */
async function only(text: string, input?: string): Promise<Record<string, unknown>> {
  const finished = await call(text, input)
  expect([finished.code, finished.stderr]).toEqual([0, expect.any(String)])
  const objects = finished.objects()
  expect(objects).toHaveLength(1)
  return objects[0] ?? {}
}

async function all(text: string): Promise<readonly Record<string, unknown>[]> {
  const finished = await call(text)
  expect(finished.code).toBe(0)
  return finished.objects()
}

/** The words of a call that must have failed: nothing on standard output, a sentence on standard error. */
async function failure(text: string, code: number, input?: string): Promise<string> {
  const finished = await call(text, input)
  expect([finished.code, finished.stdout]).toEqual([code, ''])
  return finished.stderr
}

function writeConfig(text: string): string {
  const file = join(dataDir, '..', 'gateway.yaml')
  writeFileSync(file, text)
  return file
}

describe.each(['with a running app', 'without one'])('%s', (situation) => {
  let served: Served | null = null
  beforeEach(async () => {
    served = situation === 'with a running app' ? await start() : null
  })
  afterEach(async () => {
    if (served !== null && (await served.stop()) !== 0) throw new Error(served.said())
  })

  it('tokens are made, listed, rotated and revoked', async () => {
    const made = await only('token create cline --models local/a,local/b --expires 30d --json')
    expect(Object.keys(made)).toEqual(['name', 'token', 'models', 'expires'])
    expect(made).toMatchObject({ name: 'cline', models: ['local/a', 'local/b'] })
    expect(String(made['token']).length).toBeGreaterThanOrEqual(32)
    const days = (Date.parse(String(made['expires'])) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)

    expect(await only('token create all --json')).toMatchObject({ models: '*', expires: null })
    const listed = await all('token list --json')
    expect(listed.map((token) => [token['name'], token['state']])).toEqual([
      ['cline', 'active'],
      ['all', 'active']
    ])
    expect(JSON.stringify(listed)).not.toContain(String(made['token']))

    const rotated = await only('token rotate cline --grace 24h --json')
    expect(Object.keys(rotated)).toEqual(['name', 'token', 'models', 'expires'])
    expect(rotated['token']).not.toBe(made['token'])
    const [afterwards] = await all('token list --json')
    expect(Date.parse(String(afterwards?.['grace_until']))).toBeGreaterThan(Date.now() + 23 * 3_600_000)

    expect(await only('token revoke cline --json')).toEqual({ name: 'cline', revoked: true })
    expect((await all('token list --json')).map((token) => token['name'])).toEqual(['all'])
  })

  it('a token that is there already, or is not, is refused in words', async () => {
    await only('token create cline --json')
    expect(await failure('token create cline --json', 1)).toContain('cline')
    expect(await failure('token revoke nobody --json', 1)).toContain('nobody')
    expect(await failure('token rotate nobody', 1)).toContain('nobody')
    expect(await failure('token create not/a/name --json', 1)).toContain('expected 1 to 64 letters')
  })

  it('secrets are set from standard input, listed and deleted, and never shown', async () => {
    const set = await only('secret set cerebras-main --json', 'sk-very-secret\n')
    expect(set).toMatchObject({ name: 'cerebras-main', used_by: [] })
    const listed = await call('secret list --json')
    expect(listed.objects()).toEqual([set])
    expect(listed.stdout + listed.stderr).not.toContain('sk-very-secret')
    expect(await only('secret delete cerebras-main --json')).toEqual({
      name: 'cerebras-main',
      deleted: true
    })
    expect(await all('secret list --json')).toEqual([])
    expect(await failure('secret delete cerebras-main --json', 1)).toContain('cerebras-main')
    expect(await failure('secret set cerebras-main --json', 2, '')).toContain('No value came')
  })

  it('a file is compared, applied and exported; applying it again changes nothing', async () => {
    const file = writeConfig(CONFIG)
    const planned = await only(`apply -f ${file} --dry-run --json`)
    expect(Object.keys(planned)).toEqual(['revision', 'changed', 'diff', 'tokens'])
    expect(planned).toMatchObject({ changed: true, tokens: [] })
    expect(await all('token list --json')).toEqual([])

    const applied = await only(`apply -f ${file} --show-diff --json`)
    expect(applied).toMatchObject({ changed: true, tokens: [{ name: 'cline', token: expect.any(String) }] })
    expect(applied['diff']).toEqual(planned['diff'])
    const again = await only(`apply -f ${file} --json`)
    expect(again).toEqual({ revision: applied['revision'], changed: false, diff: [], tokens: [] })

    const exported = await only('export --json')
    expect(Object.keys(exported)).toEqual(['revision', 'yaml'])
    const yaml = await call('export')
    expect(yaml.stdout.trimEnd()).toBe(String(exported['yaml']).trimEnd())
    expect(await only(`apply -f - --json`, yaml.stdout)).toMatchObject({ changed: false })
  })

  it('tokens that a file does not name stay, unless it prunes', async () => {
    await only('token create by-hand --json')
    const file = writeConfig(CONFIG)
    await only(`apply -f ${file} --json`)
    expect((await all('token list --json')).map((token) => token['name'])).toContain('by-hand')
    await only(`apply -f ${file} --prune --json`)
    expect((await all('token list --json')).map((token) => token['name'])).toEqual(['cline'])
  })

  it('a wrong file changes nothing, and is answered with line and field', async () => {
    const file = writeConfig(CONFIG.replace('models: [a, b]', 'modles: [a, b]'))
    for (const json of ['', ' --json']) {
      const words = await failure(`apply -f ${file}${json}`, 1)
      expect(words).toMatch(/line 3, accounts\[0\]/)
      expect(words).toContain('modles')
    }
    expect(await failure(`apply -f ${file}.missing --json`, 1)).toContain('there is no such file')
    expect(await all('token list --json')).toEqual([])
  })

  it('the doctor looks at everything and says what it found', async () => {
    const found = await call('doctor --json')
    const checks = found.objects()
    expect(checks.map((check) => check['id'])).toEqual(
      expect.arrayContaining(['host', 'key-store', 'gateway-port', 'database'])
    )
    for (const check of checks) {
      expect(Object.keys(check)).toEqual(['id', 'state', 'title', 'text'])
      expect(check['state']).not.toBe('failed')
    }
    expect(found.code).toBe(0)
  })

  it('the doctor exits with 1 when a check failed', async () => {
    await only(`apply -f ${writeConfig(CONFIG)} --json`)
    const found = await call('doctor --json')
    expect(found.code).toBe(1)
    expect(found.objects()).toContainEqual(expect.objectContaining({ id: 'account:local', state: 'failed' }))
  })

  it('the log is empty before there was a request', async () => {
    expect(await all('logs --json')).toEqual([])
    expect((await call('logs')).stdout).toBe('No requests.\n')
  })
})

describe('wrong usage', () => {
  it('exits with 2 and touches nothing', async () => {
    const wrong = [
      'token create x --expires tomorrow',
      'token create x --expires 2001-01-01',
      'token create x --models ,',
      'token rotate x --grace soon',
      'logs --limit none',
      'logs --limit 0',
      'logs --since yesterday',
      'serve --port 65536',
      'serve --port x',
      'apply',
      'tokens list',
      'export --all'
    ]
    const answers = await Promise.all(wrong.map((words) => failure(`${words} --json`, 2)))
    expect(answers.filter((words) => words.trim() === '')).toEqual([])
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('a link to the dashboard', () => {
  it('is fresh each time', async () => {
    const served = await start()
    const [first, second] = [await only('dashboard --json'), await only('dashboard --json')]
    expect(Object.keys(first)).toEqual(['url'])
    expect(first['url']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#login=[\w-]+$/)
    expect(second['url']).not.toBe(first['url'])
    expect((await call('dashboard')).stdout).toMatch(/^http:\S+\n$/)
    await served.stop()
  })

  it('is not there where nothing is served, and asking makes no folder', async () => {
    expect(await failure('dashboard --json', 1)).toContain('gatehouse serve')
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('the log', () => {
  /** Three refused requests: they too are rows. */
  async function ask(served: Served): Promise<void> {
    for (const model of ['one', 'two', 'three']) {
      const response = await fetch(`${served.gateway}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer wrong-token-value' },
        body: JSON.stringify({ model, messages: [] })
      })
      expect(response.status).toBe(401)
      await response.text()
    }
  }

  it('is printed newest first, in its fixed form, with a running app and afterwards', async () => {
    const served = await start()
    await ask(served)
    await expect.poll(async () => (await all('logs --json')).length, { timeout: 20_000 }).toBe(3)
    const during = await all('logs --json')
    expect(await served.stop()).toBe(0)
    expect(await all('logs --json')).toEqual(during)
    for (const row of during) expect(requestLogRowSchema.strict().safeParse(row).error).toBeUndefined()
    const times = during.map((row) => String(row['time']))
    expect(times).toEqual([...times].sort().reverse())

    expect(await all('logs --json --limit 2')).toEqual(during.slice(0, 2))
    expect(await all('logs --json --since 15m')).toHaveLength(3)
    const later = new Date(Date.now() + 60_000).toISOString()
    expect(await all(`logs --json --since ${later}`)).toEqual([])
    const table = (await call('logs')).stdout.trimEnd().split('\n')
    expect(table[0]).toMatch(/^TIME +STATUS +TOKEN +MODEL/)
    expect(table).toHaveLength(4)
    expect(table[1]).toContain('401')
  })
})

describe('results for people', () => {
  it('are readable: tables that line up, values alone on a line, words apart', async () => {
    const made = await call('token create cline --expires 30d')
    expect(made.stdout.trimEnd()).toMatch(/^\S{32,}$/)
    expect(made.stderr).toContain('Copy the value now')
    await call('token create a-second-one --models local/*')
    const lines = (await call('token list')).stdout.trimEnd().split('\n')
    const column = lines[0]?.indexOf('STATE') ?? -1
    expect(lines.map((line) => line.slice(column).split(' ')[0])).toEqual(['STATE', 'active', 'active'])
    expect((await call('token revoke cline')).stdout).toContain('Revoked "cline"')
    const set = await call('secret set k', 'v')
    expect(set.stdout).toContain('keychain://k')
    const applied = await call(`apply -f ${writeConfig(CONFIG)} --show-diff`)
    expect(applied.stdout).toMatch(/^\+ .*\n/)
    expect(applied.stdout).toContain('New tokens, shown only now:')
    expect((await call('doctor')).stdout).toMatch(/^✓ Host\n {2}\S/)
  })

  it('have no colours where they are not for a terminal', async () => {
    for (const words of ['token list', 'doctor', 'logs']) {
      const { stdout } = await call(words)
      expect(stdout).not.toContain('\u001B')
    }
  })
})

describe('help and version', () => {
  it('need no data folder', async () => {
    const help = await call('help')
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('token rotate NAME')
    expect((await call('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await only('--version --json')).toEqual({ version: expect.any(String) })
    expect(await failure('', 2)).toContain('Usage: gatehouse COMMAND')
    expect(await failure('help nothing', 2)).toContain('There is no command "nothing"')
    expect(existsSync(dataDir)).toBe(false)
  })

  it('on an old Node is one sentence that says what to do', async () => {
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path))
    const version = old === undefined ? null : await gatehouse(['--version'], { dataDir, node: old })
    if (version === null || version.code === 0) return console.log('skipped: no Node before 24 here')
    expect(version.stdout).toBe('')
    expect(version.stderr).toMatch(/^Gatehouse needs Node 24 or newer.*npm start.*\n$/)
  })
})

describe('what a call leaves in the data folder', () => {
  it('is for this user alone, and no lock', async () => {
    await only('secret set k --json', 'v')
    await only('token create cline --json')
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    const names = readdirSync(dataDir)
    expect(names).not.toContain('lock')
    for (const name of names) {
      const found = statSync(join(dataDir, name))
      expect([name, found.mode & 0o777]).toEqual([name, found.isDirectory() ? 0o700 : 0o600])
    }
  })

  it('is whole after many calls at once', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `token-${index}`)
    const made = await Promise.all(names.map((name) => call(`token create ${name} --json`)))
    expect(made.map((finished) => finished.code)).toEqual(names.map(() => 0))
    const listed = await all('token list --json')
    expect(new Set(listed.map((token) => token['name']))).toEqual(new Set(names))
  })
})
