import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder of the built window: `out/renderer`, beside the folder of the built main side. This file's own place in
 * there is up to the bundler, so the way is found by looking up.
 */
export function findRendererDir(from: string = import.meta.dirname): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'renderer')
    if (existsSync(join(candidate, 'index.html'))) return candidate
  }
  return join(dirname(from), 'renderer')
}
