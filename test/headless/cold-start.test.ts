import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryDataDir } from '../support/serve.ts'

const MAIN = resolve(import.meta.dirname, '../../out/main')

/** Notes each module that is loaded, as `LOADED url` on standard error. */
const NOTE_MODULES = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  import { writeSync } from 'node:fs'
  registerHooks({ load: (url, context, next) => { writeSync(2, 'LOADED ' + url + '\\n'); return next(url, context) } })
`)}`

/** Parts that a serving process needs only once somebody looks at it, by the marks that the bundler leaves. */
const LATE = ['node_modules/zod/', 'node_modules/@orpc/', 'node_modules/yaml/']

const partsIn = (files: readonly string[]) =>
  LATE.filter((part) => files.some((file) => readFileSync(file, 'utf8').includes(`// ${part}`)))

it('serve starts without the parts that only the dashboard and other commands need', async () => {
  const { dataDir, remove } = temporaryDataDir()
  const child = spawn(
    process.execPath,
    ['--import', NOTE_MODULES, join(MAIN, 'headless.js'), 'serve', '--json', '--port', '0'],
    { env: { PATH: process.env['PATH'], GATEHOUSE_DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] }
  )
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'close')
  remove()
  const loaded = [...stderr.matchAll(/^LOADED (file:.*)$/gm)].map((match) => fileURLToPath(match[1] ?? ''))
  const built = readdirSync(join(MAIN, 'chunks')).filter((name) => name.endsWith('.js'))

  expect(loaded).toContain(join(MAIN, 'headless.js'))
  expect(partsIn(loaded.filter((file) => file.startsWith(MAIN)))).toEqual([])
  // They are in the build under these names, or the line above would say nothing.
  expect(partsIn(built.map((name) => join(MAIN, 'chunks', name)))).toEqual(LATE)
})
