import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What decides where the control socket of a data folder is. */
export interface ControlSocketPlace {
  readonly dataDir: string
  /** The lock's nonce: it makes the name of a pipe one that nobody else can know or take beforehand. */
  readonly nonce: string
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A socket's path must fit `sun_path`: 108 bytes on Linux, 104 on macOS, a final zero included. */
const PATH_LIMIT_BYTES = 100

/**
 * `control.sock` in the data folder; where that path is too long, one in a folder of this user's under the runtime or
 * temporary directory; on Windows a named pipe.
 */
export function controlSocketPath(place: ControlSocketPlace): string {
  if (place.platform === 'win32') return `\\\\.\\pipe\\gatehouse-${place.nonce}`
  const inside = join(place.dataDir, 'control.sock')
  if (fits(inside)) return inside
  const name = `${createHash('sha256').update(place.dataDir).digest('hex').slice(0, 16)}.sock`
  const user = process.getuid?.() ?? 0
  const runtime = place.env['XDG_RUNTIME_DIR']
  const candidates = [
    ...(runtime?.startsWith('/') === true ? [join(runtime, 'gatehouse', name)] : []),
    join(tmpdir(), `gatehouse-${user}`, name)
  ]
  return candidates.find(fits) ?? join('/tmp', `gatehouse-${user}`, name)
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= PATH_LIMIT_BYTES
}
