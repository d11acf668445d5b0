import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../app/ports.ts'
import { GuessLimit } from './guess-limit.ts'
import type { LoginLinks, Redeemed } from './login-links.ts'
import { privateJson, refusalResponse } from './refusal-response.ts'

/** Where sessions outlive a restart: by the SHA-256 (hex) of their secret. */
export interface SessionStore {
  save(hash: string): Promise<void>
  has(hash: string): Promise<boolean>
}

export interface DashboardGate {
  /** Refuses what may not go on to the body: wrong method, wrong form of body, no session where one is needed. */
  refuseStranger(incoming: IncomingMessage): Promise<Response | null>
  /** Swaps the secret of a login link for a session. */
  signIn(request: Request): Promise<Response>
}

const SESSION_HEADER = 'x-gatehouse-session'
const WRONG_LINKS_A_MINUTE = 10
const WRONG_SESSIONS_A_MINUTE = 200
const MINUTE_MS = 60_000

/** Words for each way in which a login link is not accepted. */
const LINK_REFUSALS: Readonly<Record<Exclude<Redeemed, 'accepted'>, string>> = {
  used: 'This link was opened already, and each works once.',
  expired: 'This link has expired: links work for 24 hours.',
  unknown:
    'This link is not one of this Gatehouse: it is wrong, older than its last start, or from another one.'
}
const FRESH_LINK = 'Get a fresh one with `gatehouse dashboard`.'

/** Who may come in: the files of the page are open, `/session` takes a login link, `/rpc` needs a session. */
export function createDashboardGate(
  options: { readonly clock: Clock; readonly sessions: SessionStore },
  links: LoginLinks
): DashboardGate {
  const { clock, sessions } = options
  const linkGuesses = new GuessLimit(clock, WRONG_LINKS_A_MINUTE, MINUTE_MS)
  const sessionGuesses = new GuessLimit(clock, WRONG_SESSIONS_A_MINUTE, MINUTE_MS)
  /** Sessions seen to be good: the window asks often, and the store should not be read each time. */
  const good = new Set<string>()

  const knows = async (session: string): Promise<boolean> => {
    const hash = sha256(session)
    if (good.has(hash)) return true
    if (!(await sessions.has(hash))) return false
    good.add(hash)
    return true
  }

  return {
    refuseStranger: async (incoming: IncomingMessage): Promise<Response | null> => {
      const path = pathOf(incoming)
      if (path !== '/session' && path !== '/rpc' && !path.startsWith('/rpc/')) {
        return incoming.method === 'GET' || incoming.method === 'HEAD' ? null : wrongMethod('GET')
      }
      if (incoming.method !== 'POST') return wrongMethod('POST')
      if (!isJson(incoming.headers['content-type'])) {
        return refusalResponse('unsupported_media_type', 'The body must be application/json.')
      }
      if (path === '/session') return null
      const session = incoming.headers[SESSION_HEADER]
      // A session that is known to be good is never made to wait for somebody else's guesses.
      if (typeof session === 'string' && good.has(sha256(session))) return null
      const wait = tooMany(sessionGuesses.waitSeconds())
      if (wait !== null) return wait
      if (typeof session === 'string' && (await knows(session))) return null
      if (session !== undefined) sessionGuesses.countWrong()
      return refusalResponse(
        'not_signed_in',
        'This browser is not signed in. Open the link of `gatehouse dashboard` in it.'
      )
    },

    signIn: async (request: Request): Promise<Response> => {
      const secret = await readSecret(request)
      const wait = tooMany(linkGuesses.waitSeconds())
      if (wait !== null) return wait
      if (secret === null)
        return refusalResponse('invalid_request', 'Expected {"secret": "..."} of a login link.')
      const redeemed = links.redeem(secret)
      if (redeemed !== 'accepted') {
        linkGuesses.countWrong()
        return refusalResponse('not_signed_in', `${LINK_REFUSALS[redeemed]} ${FRESH_LINK}`)
      }
      const session = randomBytes(32).toString('base64url')
      await sessions.save(sha256(session))
      return privateJson(200, { session })
    }
  }
}

/** As the control handler will see it: `/a/../rpc` is `/rpc`. */
function pathOf(incoming: IncomingMessage): string {
  const target = incoming.url ?? '/'
  return URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1').pathname : '/'
}

async function readSecret(request: Request): Promise<string | null> {
  try {
    const body: unknown = await request.json()
    const secret = typeof body === 'object' && body !== null && 'secret' in body ? body.secret : undefined
    return typeof secret === 'string' && secret.length <= 200 ? secret : null
  } catch {
    return null
  }
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

function wrongMethod(allowed: 'GET' | 'POST'): Response {
  const response = refusalResponse('method_not_allowed', `This address takes ${allowed} only.`)
  response.headers.set('allow', allowed === 'GET' ? 'GET, HEAD' : 'POST')
  return response
}

function tooMany(waitSeconds: number): Response | null {
  if (waitSeconds === 0) return null
  const response = refusalResponse(
    'too_many_attempts',
    `Too many wrong tries. Wait ${waitSeconds} s and try again.`
  )
  response.headers.set('retry-after', String(waitSeconds))
  return response
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
