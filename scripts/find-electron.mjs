// Plain JavaScript: it must run on whatever Node started it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Electron binary of this checkout, or null. Found by looking: asking the `electron` package itself would start a
 * download of a hundred megabytes.
 * @param {string} root folder of package.json
 * @param {Record<string, string | undefined>} env
 * @returns {string | null}
 */
export function findElectron(root, env) {
  const folder = join(root, 'node_modules', 'electron')
  const name = readName(join(folder, 'path.txt'))
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') {
    const binary = join(override, name ?? 'electron')
    return existsSync(binary) ? binary : null
  }
  if (name === null) return null
  const binary = join(folder, 'dist', name)
  return existsSync(binary) ? binary : null
}

/**
 * Whether a window can be seen here: macOS and Windows always have a screen; elsewhere X11 or Wayland says where it is.
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {boolean}
 */
export function hasDisplay(platform, env) {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

/** @param {string} file */
function readName(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
