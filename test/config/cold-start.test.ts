import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const SCRIPT = `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  const { openConfiguration } = await import('./electron/config/open-configuration.ts')
  await import('./electron/control/create-control.ts')
  const { findProvider } = await import('./electron/providers/all-providers.ts')
  const document = {
    version: 1,
    accounts: [{ name: 'main', provider: 'groq', api_key: 'env://KEY', models: ['a'] }],
    tokens: []
  }
  const configuration = await openConfiguration({
    store: {},
    state: { current: { meta: { revision: 1, time: 0, by: 'window', summary: '' }, document }, tokens: [] },
    readSecret: async () => null,
    env: { KEY: 'key' },
    findProvider,
    providerIds: [],
    priceEntryOfOverride: () => null,
    clock: { now: () => 0, monotonic: () => 0 },
    notice: () => {}
  })
  const found = configuration.snapshot().resolveModel('main/a').kind
  console.log(JSON.stringify({ found, packages: loaded.filter((url) => url.includes('node_modules')) }))
`

it('opens a stored configuration without loading zod, YAML or the carrier of the control surface', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: resolve(import.meta.dirname, '../..')
  })
  expect(JSON.parse(stdout)).toEqual({ found: 'found', packages: [] })
})
