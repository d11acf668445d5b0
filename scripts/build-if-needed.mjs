// Plain JavaScript: it must run on whatever Node started it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = [
  'electron',
  'shared',
  'renderer',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts'
]
const BUILT = [
  'out/main/main.js',
  'out/main/headless.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html'
]

/**
 * Builds what is missing or older than the sources. Quiet where it works, since the first address that a start prints
 * must be the dashboard's. Returns whether everything is built.
 * @param {string} root folder of package.json
 * @param {(line: string) => void} say
 * @returns {boolean}
 */
export function buildIfNeeded(root, say) {
  if (isBuilt(root)) return true
  say('Building Gatehouse; this takes a moment and happens only after changes.')
  // npm puts the Node that the project pins before the one that runs this.
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32'
  })
  if (build.status === 0) return true
  say(`${build.stdout ?? ''}${build.stderr ?? ''}`.trim())
  say(build.error === undefined ? 'The build failed; what it says stands above.' : String(build.error))
  return false
}

/** @param {string} root */
function isBuilt(root) {
  const built = BUILT.map((name) => join(root, name))
  if (!built.every((file) => existsSync(file))) return false
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs))
  return oldest >= Math.max(...SOURCES.map((name) => newest(join(root, name))))
}

/**
 * Milliseconds since the epoch of the newest file at or under `path`; folders count too, for what was deleted in them.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
