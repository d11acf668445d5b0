// `npm run desktop`: fetches Electron where it is missing, builds what is not built, opens the window.
// Plain JavaScript: it must run on whatever Node started it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findElectron, hasDisplay } from './find-electron.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const SOURCES = ['electron', 'shared', 'renderer', 'package.json', 'electron.vite.config.ts']
const BUILT = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
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
      `Electron could not be fetched: ${whyNot(fetched.stderr ?? '')}.`,
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

/** Milliseconds since the epoch of the newest file at or under `path`. @param {string} path @returns {number} */
function newest(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function buildIfNeeded() {
  const built = BUILT.map((name) => join(ROOT, name))
  const oldest = built.every((file) => existsSync(file))
    ? Math.min(...built.map((file) => statSync(file).mtimeMs))
    : 0
  if (oldest > Math.max(...SOURCES.map((name) => newest(join(ROOT, name))))) return
  say('Building.')
  // npm puts the Node that the project pins before the one that runs this.
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32'
  })
  if (build.status !== 0) stop('The build failed; what it says stands above.')
}

if (!existsSync(join(ROOT, 'node_modules', 'electron'))) stop('Nothing is installed yet: run npm ci first.')
if (!hasDisplay(process.platform, process.env)) {
  stop(`There is no display here to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).\n${INSTEAD}`)
}
const electron = findElectron(ROOT, process.env) ?? fetchElectron()
buildIfNeeded()

const window = spawn(electron, [ROOT, ...process.argv.slice(2)], { stdio: 'inherit' })
window.once('error', (error) => stop(`Electron did not start: ${error.message}`))
window.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => window.kill(signal))
