import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { GatehouseError } from '../../shared/errors.ts'
import { serveFetch } from './serve-fetch.ts'

export interface ControlSocketOptions {
  /** From the lock's record: whoever holds the lock may remove what an earlier owner left there. */
  readonly path: string
  readonly dataDir: string
  readonly control: (request: Request) => Promise<Response>
  readonly onError: (error: unknown) => void
}

export interface ControlSocket {
  readonly path: string
  /** Stops listening and ends what is open. */
  close(): Promise<void>
}

/** Serves the control handler on a Unix socket of mode 0600 (a named pipe on Windows) for the command line. */
export async function serveControlSocket(options: ControlSocketOptions): Promise<ControlSocket> {
  const { path } = options
  const pipe = process.platform === 'win32'
  if (!pipe) {
    if (dirname(path) !== options.dataDir) preparePrivateFolder(dirname(path))
    rmSync(path, { force: true })
  }
  // The authority is only a name: what arrives here came through a socket that is this user's alone.
  const server = createServer(
    serveFetch({ origin: 'http://gatehouse', handle: options.control, onError: options.onError })
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  if (!pipe) chmodSync(path, 0o600)
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** A folder under a shared directory: somebody else might have made one of this name first, to listen in. */
function preparePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new GatehouseError(
      'internal',
      `${folder} belongs to another user, so the control socket can't be put there. Choose a data folder with a shorter path (--data-dir).`
    )
  }
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700)
}
