import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import { RENDERER_DIR } from './build-window.ts'
import { fakeRouter } from './fake-router.ts'
import { createWorld, type World } from './fake-world.ts'

/** How a procedure behaves: as it should, never answering (what a loading page looks like), or refusing. */
export type Behaviour = 'works' | 'stalls' | 'fails'

export interface FakeControl {
  /** Where the window is, without a trailing slash. */
  readonly url: string
  readonly world: World
  /** Sets the behaviour of all procedures, or of those under a path such as `accounts` or `tokens.create`. */
  behave(behaviour: Behaviour, path?: string): void
  /** A login link that works once; only with `signIn`. */
  loginLink(): string
  /** Ends all open event streams, as a restart of the program would. */
  dropConnections(): void
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2'
}

// As strict as the window can live with: Radix and sonner put their own <style> elements into the page.
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; media-src data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = normalize(join(RENDERER_DIR, path))
  const name =
    extname(path) === '' || !file.startsWith(RENDERER_DIR) ? join(RENDERER_DIR, 'index.html') : file
  try {
    const body = await readFile(name)
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': CSP
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/**
 * A Gatehouse of sample data behind the built window: the contract at `/rpc`, live events, the sign-in, no back end.
 * For specs and for looking at pages.
 */
export async function startFakeControl(
  options: {
    readonly world?: 'sample' | 'empty'
    readonly behaviour?: Behaviour
    /** Whether a session is asked for, as in a browser tab. */
    readonly signIn?: boolean
    readonly port?: number
  } = {}
): Promise<FakeControl> {
  const world = createWorld(options.world ?? 'sample')
  const handler = new RPCHandler(fakeRouter(world))
  const behaviours = new Map<string, Behaviour>([['', options.behaviour ?? 'works']])
  const secrets = new Set<string>()
  const sessions = new Set<string>()

  const behaviourOf = (path: string): Behaviour => {
    const parts = path.split('.')
    for (let length = parts.length; length > 0; length -= 1) {
      const found = behaviours.get(parts.slice(0, length).join('.'))
      if (found !== undefined) return found
    }
    return behaviours.get('') ?? 'works'
  }

  const refuse = (response: ServerResponse, status: number, code: string, message: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ json: { defined: false, code, status, message } }))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/session') {
      const body = JSON.parse(await readBody(request)) as { readonly secret?: string }
      if (!secrets.delete(body.secret ?? '')) {
        refuse(response, 401, 'not_signed_in', 'That link was used before or is too old.')
        return
      }
      const session = `session-${sessions.size}`
      sessions.add(session)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ session }))
      return
    }
    if (!path.startsWith('/rpc/')) {
      await serveFile(path, response)
      return
    }
    if (options.signIn === true && !sessions.has(String(request.headers['x-gatehouse-session']))) {
      refuse(response, 401, 'not_signed_in', 'Nobody is signed in. Run `gatehouse dashboard` for a link.')
      return
    }
    const behaviour = behaviourOf(path.slice('/rpc/'.length).replaceAll('/', '.'))
    if (behaviour === 'stalls') return
    if (behaviour === 'fails') {
      refuse(response, 500, 'internal', 'The database could not be read. Run `gatehouse doctor` to see why.')
      return
    }
    const { matched } = await handler.handle(request, response, { prefix: '/rpc' })
    if (!matched) refuse(response, 404, 'unknown_path', 'There is no such procedure.')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    world,
    behave: (behaviour, path) => {
      if (path === undefined) behaviours.clear()
      behaviours.set(path ?? '', behaviour)
    },
    loginLink: () => {
      const secret = `secret-${secrets.size}-${sessions.size}`
      secrets.add(secret)
      return `${url}/#login=${secret}`
    },
    dropConnections: () => {
      server.closeAllConnections()
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
