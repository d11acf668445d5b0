import type { FailureReason } from '../../shared/domain/request-log.ts'

export interface NetworkFailure {
  readonly reason: FailureReason
  readonly code: string
  /** What happened and what to do, for a person. */
  readonly message: string
  /** Whether the request never reached the provider or died on an idle connection: safe to send once more. */
  readonly resend: boolean
}

const TLS_CODES = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_SSL)/

/** Names an error of the network, by the codes of Node (https://nodejs.org/api/errors.html) and undici. */
export function nameNetworkFailure(error: Error, origin: string): NetworkFailure {
  const code = codeOf(error)
  const named = (reason: FailureReason, message: string, resend = false): NetworkFailure => ({
    reason,
    code,
    message,
    resend
  })
  switch (code) {
    case 'ECONNREFUSED':
      return named(
        'network',
        `Nothing answers at ${origin}: the connection was refused. Is the server running, and is the port right?`
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return named('network', `The host of ${origin} was not found. Check the base URL and the network.`)
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return named('network', `The connection to ${origin} was closed before the reply was complete.`, true)
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return named(
        'timeout',
        `${origin} did not accept a connection in time. Check the base URL and the network.`
      )
    case 'UND_ERR_HEADERS_TIMEOUT':
      return named('timeout', `${origin} accepted the request but did not answer in time.`)
    case 'UND_ERR_BODY_TIMEOUT':
      return named('timeout', `${origin} stopped in the middle of its reply.`)
    case 'ELINKLOCAL':
      return named(
        'network',
        `${error.message}, which is refused. Set allow_link_local on the account if that is what you want.`
      )
    default:
      if (TLS_CODES.test(code)) {
        return named(
          'network',
          `The TLS certificate of ${origin} is not trusted (${code}). Check the base URL.`
        )
      }
      return named('network', `The request to ${origin} failed: ${error.message.slice(0, 200)}`)
  }
}

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  // With several addresses to try, Node wraps the errors of each.
  if (error instanceof AggregateError) {
    const [first] = error.errors as unknown[]
    if (first instanceof Error) return codeOf(first)
  }
  return error.name
}
