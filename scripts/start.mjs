// `npm start`: builds what is not built, then opens the window where one can be opened, else serves the same dashboard
// on loopback. Plain JavaScript for any Node: npm puts the Node that the project pins first, but who runs this file by
// hand may have an older one.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'
import { findElectron, hasDisplay } from './find-electron.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const HEADLESS = join(ROOT, 'out', 'main', 'headless.js')
const NEEDED = 24
/** Set for the process that was started anew under the right Node, so that it can't go on for ever. */
const AGAIN = 'GATEHOUSE_STARTED_AGAIN'
/** A window that ends in failure within this time never came up. */
const WINDOW_CAME_UP_MS = 10_000

const words = process.argv.slice(2)

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`)
}

async function main() {
  if (Number.parseInt(process.versions.node, 10) < NEEDED) return startAgain()
  if (!existsSync(join(ROOT, 'node_modules', 'vite'))) {
    say('Nothing is installed yet: run "npm ci" first.')
    return process.exit(1)
  }
  if (!buildIfNeeded(ROOT, say)) return process.exit(1)

  // GATEHOUSE_ELECTRON: an Electron from elsewhere, by its path.
  const electron = process.env.GATEHOUSE_ELECTRON || findElectron(ROOT, process.env)
  const display = hasDisplay(process.platform, process.env)
  if (electron !== null && display && (await openWindow(electron))) return undefined
  if (electron === null)
    say('Electron is not here, so there is no window: open the dashboard in your browser with this link.')
  else if (!display) say('There is no display here, so there is no window: the dashboard opens in a browser.')
  return await serve()
}

/** Runs this file by the Node that `npm ci` brought along. */
function startAgain() {
  const node = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(node) || process.env[AGAIN] === '1') {
    say(`Gatehouse needs Node ${NEEDED} or newer, and "npm ci" brings it along: run that first.`)
    return process.exit(1)
  }
  return follow(
    spawn(node, [fileURLToPath(import.meta.url), ...words], {
      stdio: 'inherit',
      env: { ...process.env, [AGAIN]: '1' }
    })
  )
}

/**
 * Opens the window and stays until it ends. Resolves to false where it did not come up: libraries that are missing or
 * a sandbox that can't be had should not keep anybody from the dashboard.
 * @param {string} electron
 * @returns {Promise<boolean>}
 */
function openWindow(electron) {
  const started = Date.now()
  return new Promise((resolve) => {
    const window = spawn(electron, [ROOT, ...words], { stdio: 'inherit' })
    const failed = () => {
      say(
        'The window could not be opened (what it says stands above): open the dashboard in your browser with this link.'
      )
      resolve(false)
    }
    window.once('error', failed)
    window.once('exit', (code, signal) => {
      if (code !== 0 && signal === null && Date.now() - started < WINDOW_CAME_UP_MS) return failed()
      return process.exit(code ?? 1)
    })
    passSignals(window)
  })
}

/** Serves in this very process; where Gatehouse runs already, shows the way to it instead. */
async function serve() {
  if (words.includes('--json') || !showRunning()) {
    process.argv.splice(2, Infinity, 'serve', ...words)
    await import(pathToFileURL(HEADLESS).href)
  }
}

/** Prints a link to the dashboard of a Gatehouse that runs already; false where none does. */
function showRunning() {
  const dataDir = words.flatMap((word, index) =>
    word === '--data-dir' ? [word, words[index + 1] ?? ''] : word.startsWith('--data-dir=') ? [word] : []
  )
  const asked = spawnSync(process.execPath, [HEADLESS, 'dashboard', '--json', ...dataDir], {
    encoding: 'utf8'
  })
  if (asked.status !== 0) return false
  process.stdout.write(
    `Gatehouse runs already. Its dashboard, by a link that works once:\n\n  ${JSON.parse(asked.stdout).url}\n`
  )
  return true
}

/** Ends as the child ends. @param {import('node:child_process').ChildProcess} child */
function follow(child) {
  child.once('error', (error) => {
    say(String(error))
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)))
  passSignals(child)
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignals(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm runs this by a shell, which a signal to npm ends without passing it on.
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, 1000)
  timer.unref()
}

await main()
