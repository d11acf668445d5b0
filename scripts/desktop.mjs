// `npm run desktop`: fetches Electron where it is missing, builds what is not built, opens the window.
// Plain JavaScript: it must run on whatever Node started it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'
import { findElectron, hasDisplay } from './find-electron.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
/** A slow line still gets a hundred megabytes in this time; one that hangs is told of. */
const FETCH_WITHIN_MS = 10 * 60_000
const INSTEAD = 'The same dashboard runs in your browser: npm start'

/**
 * @param {string} line
 */
function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends with words for people. @param {string} line @returns {never} */
function stop(line) {
  say(line)
  process.exit(1)
}

function fetchElectron() {
  const folder = join(ROOT, 'node_modules', 'electron')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  say(`Fetching Electron ${version} for the window, about 100 MB; this happens once.`)
  const fetched = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: FETCH_WITHIN_MS
  })
  const electron = findElectron(ROOT, process.env)
  if (electron !== null) return electron
  return stop(
    [
      `Electron could not be fetched: ${fetched.error === undefined ? whyNot(fetched.stderr) : 'it took too long'}.`,
      'Set ELECTRON_MIRROR to a place that has it, or ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron',
      'of this version, and run this again.',
      INSTEAD
    ].join('\n')
  )
}

/** In words, from the stack that Electron's own script leaves. @param {string} stderr */
function whyNot(stderr) {
  const line = /^.*Error.*$/m.exec(stderr)?.[0].trim()
  if (line === undefined) return 'its script ended without a word'
  return /fetch failed/.test(line) ? 'the place that it is downloaded from can not be reached' : line
}

if (!existsSync(join(ROOT, 'node_modules', 'electron'))) stop('Nothing is installed yet: run npm ci first.')
if (!hasDisplay(process.platform, process.env)) {
  stop(`There is no display here to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).\n${INSTEAD}`)
}
// GATEHOUSE_ELECTRON: an Electron from elsewhere, by its path.
const electron = process.env.GATEHOUSE_ELECTRON || findElectron(ROOT, process.env) || fetchElectron()
if (!buildIfNeeded(ROOT, say)) process.exit(1)

const window = spawn(electron, [ROOT, ...process.argv.slice(2)], { stdio: 'inherit' })
window.once('error', (error) => stop(`Electron did not start: ${error.message}`))
window.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => window.kill(signal))
