import { assertNever } from '../../shared/assert-never.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'

/** What to do after a failed attempt: the same target once more, the next one, or tell the client. */
export type AfterFailure = 'resend' | 'next' | 'stop'

/**
 * What a failure says about the way ahead. `resend` is only for a connection that broke before anything came back:
 * an idle connection that the provider closed just then looks like that. A reason that lies in the key goes on to the
 * account's next key; one that lies in the request or in the provider as a whole does not.
 */
export function afterFailure(reason: FailureReason, resendable: boolean): AfterFailure {
  if (resendable) return 'resend'
  switch (reason) {
    case 'rate-limited':
    case 'bad-credential':
    case 'out-of-credit':
    case 'no-model-access':
      return 'next'
    case 'network':
    case 'timeout':
    case 'overloaded':
    case 'context-too-long':
    case 'bad-request':
    case 'unknown':
      return 'stop'
    default:
      return assertNever(reason)
  }
}
