import type { IncomingHttpHeaders } from 'node:http'
import { GatehouseError } from '../../shared/errors.ts'
import { VERSION } from '../app/version.ts'
import type { AccountKey, AccountRuntime } from '../config/snapshot.ts'
import { readFailure } from '../providers/read-failure.ts'
import { nameNetworkFailure } from '../upstream/name-network-failure.ts'
import type { Exchange, Upstream } from '../upstream/upstream.ts'
import type { GatewayCall } from './gateway-call.ts'
import { headersForClient, headersForProvider, secretsOf } from './passed-headers.ts'
import { TargetsFailed } from './stages/attempt-targets.ts'
import { withoutSecrets } from './without-secrets.ts'

/** What a reply that is not a stream may hold, images in it included. */
const REPLY_MAX = 100 * 1024 * 1024

export interface Forwarded {
  readonly account: AccountRuntime
  readonly key: AccountKey | null
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Behind the account's base path, query included: `/responses/resp_1?stream=true`. */
  readonly path: string
}

/**
 * Sends a request without a body to an account's provider, and its reply to the client as it is. Resolves to the
 * provider's status when the client has it all. Throws `TargetsFailed` for a provider that refuses or can't be reached:
 * its own words then go to the client as those of a failed model call do.
 */
export function forwardToAccount(call: GatewayCall, to: Forwarded, upstream: Upstream): Promise<number> {
  const { account, key, method, path } = to
  call.facts.account = account
  // What comes back is in the client's own form.
  call.facts.dialect = 'openai-responses'
  return new Promise<number>((resolve, reject) => {
    const relay = new Relay(call, to, { resolve, reject })
    const exchange = upstream.send(
      {
        origin: account.origin,
        path: account.basePath + path,
        method,
        headers: headersForProvider({ account, key }, call.request.headers, null, VERSION),
        body: null,
        allowLinkLocal: account.allowLinkLocal
      },
      relay
    )
    relay.begin(exchange)
  }).finally(() => call.onHangUp(null))
}

/** One reply on its way from the provider to the client. */
class Relay {
  readonly #call: GatewayCall
  readonly #to: Forwarded
  readonly #done: { resolve: (status: number) => void; reject: (error: Error) => void }
  #exchange: Exchange | null = null
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #streams = false
  #parts: Buffer[] = []
  #length = 0

  constructor(
    call: GatewayCall,
    to: Forwarded,
    done: { resolve: (status: number) => void; reject: (error: Error) => void }
  ) {
    this.#call = call
    this.#to = to
    this.#done = done
  }

  begin(exchange: Exchange): void {
    this.#exchange = exchange
    this.#call.onHangUp(() => exchange.abort())
  }

  onStart(status: number, headers: IncomingHttpHeaders): void {
    this.#status = status
    this.#headers = headers
    this.#streams = status < 300 && headers['content-type']?.startsWith('text/event-stream') === true
    if (this.#streams) this.#call.reply.startStream(headersForClient(headers))
  }

  onData(chunk: Buffer): boolean {
    if (this.#streams) {
      if (this.#call.reply.write(chunk)) return true
      this.#call.reply.onDrain(() => this.#exchange?.resume())
      return false
    }
    this.#length += chunk.length
    if (this.#length <= REPLY_MAX) this.#parts.push(chunk)
    else this.#exchange?.abort()
    return true
  }

  onEnd(): void {
    const { reply } = this.#call
    if (this.#streams) reply.end()
    else {
      const body = Buffer.concat(this.#parts)
      if (this.#status >= 300) {
        this.#done.reject(this.#failed(body))
        return
      }
      reply.sendWhole(this.#status, headersForClient(this.#headers), body)
    }
    this.#done.resolve(this.#status)
  }

  onError(error: Error): void {
    if (this.#call.hungUp) {
      this.#done.reject(new GatehouseError('client_closed', 'The client hung up.'))
      return
    }
    const { account } = this.#to
    const named =
      this.#length > REPLY_MAX
        ? { reason: 'unknown' as const, code: 'reply_too_large', message: 'The reply is too large.' }
        : nameNetworkFailure(error, account.origin)
    const { reason, code, message } = named
    const told = {
      reason,
      code,
      message,
      status: null,
      headers: {},
      body: null,
      retryAfterMs: null,
      resend: false
    }
    this.#done.reject(new TargetsFailed(told, account.name))
  }

  #failed(body: Buffer): TargetsFailed {
    const { account } = this.#to
    const safe = withoutSecrets(body, secretsOf(this.#to))
    const failure =
      this.#status < 400
        ? { reason: 'bad-request' as const, code: 'redirected', message: REDIRECTED, retryAfterMs: null }
        : readFailure(this.#status, safe, this.#headers)
    const from = { status: this.#status, headers: this.#headers, body: safe, resend: false }
    return new TargetsFailed({ ...failure, ...from }, account.name)
  }
}

const REDIRECTED =
  "The provider redirects elsewhere. Redirects are not followed: correct the account's base URL."
