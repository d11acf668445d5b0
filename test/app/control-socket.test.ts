import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlSocketPath } from '../../electron/app/control-socket-path.ts'
import { serveControlSocket, type ControlSocket } from '../../electron/app/control-socket.ts'
import { createSocketFetch } from '../../electron/headless/socket-fetch.ts'

let parent: string
const open: ControlSocket[] = []

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'gatehouse-socket-'))
})
afterEach(async () => {
  for (const socket of open.splice(0)) await socket.close()
  rmSync(parent, { recursive: true, force: true })
})

function pathFor(dataDir: string, env: Record<string, string> = {}): string {
  return controlSocketPath({ dataDir, nonce: 'n', platform: 'linux', env })
}

async function serve(
  path: string,
  control: (request: Request) => Promise<Response> = async (request) =>
    new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`)
): Promise<ControlSocket> {
  const socket = await serveControlSocket({ path, dataDir: parent, control, onError: () => undefined })
  open.push(socket)
  return socket
}

const post = (path: string, init: RequestInit = {}) =>
  createSocketFetch(path)(new Request('http://gatehouse/rpc/a', { method: 'POST', body: 'hello', ...init }))

describe('where the control socket is', () => {
  it('is in the data folder', () => {
    expect(pathFor('/data')).toBe('/data/control.sock')
  })

  it('is in the runtime folder, one for each data folder, where its path would be too long', () => {
    const runtime = { XDG_RUNTIME_DIR: '/run/user/1000' }
    const [first, second] = ['a', 'b'].map((letter) => pathFor(`/data/${letter.repeat(100)}`, runtime))
    expect(first).toMatch(/^\/run\/user\/1000\/gatehouse\/[0-9a-f]{16}\.sock$/)
    expect(second).not.toBe(first)
  })

  it('is in a folder of this user under the temporary one where there is no runtime folder', () => {
    expect(pathFor(`/data/${'a'.repeat(100)}`)).toContain(`/gatehouse-${process.getuid?.()}/`)
  })

  it('never has a path that a socket can not have', () => {
    const env = { XDG_RUNTIME_DIR: `/run/${'r'.repeat(90)}` }
    expect(Buffer.byteLength(pathFor(`/data/${'ü'.repeat(60)}`, env))).toBeLessThanOrEqual(100)
  })

  it('is a pipe on Windows whose name nobody can guess', () => {
    expect(controlSocketPath({ dataDir: 'C:\\x', nonce: 'n0nce', platform: 'win32', env: {} })).toBe(
      '\\\\.\\pipe\\gatehouse-n0nce'
    )
  })
})

describe('the control socket', () => {
  it('carries calls to the control handler, and is for this user alone', async () => {
    const { path } = await serve(join(parent, 'control.sock'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const response = await post(path)
    expect(await response.text()).toBe('POST /rpc/a hello')
  })

  it('replaces the socket that a crash left behind', async () => {
    writeFileSync(join(parent, 'control.sock'), '')
    const { path } = await serve(join(parent, 'control.sock'))
    expect((await post(path)).status).toBe(200)
  })

  it('makes its folder outside the data folder for this user alone, and narrows one that is wider', async () => {
    const folder = join(parent, 'runtime', 'gatehouse')
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
    const { path } = await serve(join(folder, 'x.sock'))
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    expect((await post(path)).status).toBe(200)
  })

  it.runIf(process.getuid?.() === 0)('refuses a folder that belongs to another user', async () => {
    const { chownSync } = await import('node:fs')
    const folder = join(parent, 'theirs')
    mkdirSync(folder)
    chownSync(folder, 12_345, 12_345)
    await expect(serve(join(folder, 'x.sock'))).rejects.toThrow(/belongs to another user/)
  })

  it('tells the handler when a caller goes away from a stream', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { path } = await serve(
      join(parent, 'control.sock'),
      async () =>
        new Response(
          new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(1)), cancel: () => resolve() })
        )
    )
    const caller = new AbortController()
    const response = await post(path, { signal: caller.signal })
    await response.body?.getReader().read()
    caller.abort()
    await expect(promise).resolves.toBeUndefined()
  })

  it('ends at once when it is closed, also with a stream open', async () => {
    const socket = await serve(join(parent, 'control.sock'), async () => new Response(new ReadableStream()))
    const response = await post(socket.path)
    await socket.close()
    await expect(response.text()).rejects.toThrow(/aborted|terminated/)
    await expect(post(socket.path)).rejects.toThrow(/ENOENT|ECONNREFUSED/)
  })
})
