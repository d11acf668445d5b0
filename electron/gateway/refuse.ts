import { GatehouseError } from '../../shared/errors.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import { isFields, parseFields } from '../dialects/json.ts'
import type { AttemptFailure } from './attempt-outcome.ts'
import type { GatewayCall } from './gateway-call.ts'
import { headersForClient } from './passed-headers.ts'
import { TargetsFailed } from './stages/attempt-targets.ts'

/** Tells the client why there is no answer, in its own dialect, and notes it for the log row. */
export function refuse(call: GatewayCall, error: unknown, notice: (line: string) => void): void {
  if (error instanceof TargetsFailed) {
    refuseFailure(call, error)
    return
  }
  const refusal = error instanceof GatehouseError ? error : internal(call, error, notice)
  call.facts.error = {
    reason: refusal.code === 'client_closed' ? 'client-closed' : 'refused',
    code: refusal.code,
    message: refusal.message
  }
  if (!call.hungUp) call.reply.refuse(refusal)
}

function internal(call: GatewayCall, error: unknown, notice: (line: string) => void): GatehouseError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  notice(`request ${call.idText} failed inside Gatehouse: ${text}`)
  return new GatehouseError(
    'internal',
    `Gatehouse failed on this request (${call.idText}). Its own output says more.`,
    { cause: error }
  )
}

/** Reasons that no dialect has a type of error for. */
const UNNAMED: ReadonlySet<string> = new Set(['network', 'timeout', 'unknown'])

function refuseFailure(call: GatewayCall, { failure, account }: TargetsFailed): void {
  const { reason, code, message } = failure
  const { facts, reply } = call
  facts.error = { reason, code, message }
  // What came is kept as the reply, so that the log shows the provider's own words.
  if (failure.body !== null) {
    const contentType = failure.headers['content-type'] ?? null
    facts.reply = { body: failure.body, contentType, eventEnds: [], eventTimes: [] }
  }
  const headers = headersForClient(failure.headers)
  delete headers['content-type']
  if (failure.retryAfterMs !== null) headers['retry-after'] ??= String(Math.ceil(failure.retryAfterMs / 1000))
  if (reason === 'bad-credential') {
    // A 401 would read as if the app's own token were wrong.
    const words = /[.!?]$/.test(message) ? message : `${message}.`
    const text = `The provider refused the key of the account "${account}": ${words} Replace the key under Accounts.`
    reply.tell({ status: 502, reason, code: 'bad_credential', type: 'upstream_error', message: text })
    return
  }
  const status = statusFor(failure, reply.dialect, facts.dialect)
  // Where the reason is known, the client's dialect has its own words for it; another's code would say nothing there.
  const isForeign = facts.dialect !== reply.dialect && reason === 'no-model-access'
  const type = UNNAMED.has(reason) ? 'upstream_error' : undefined
  const told = { status, reason, code: isForeign ? null : code, type, message }
  const passes =
    failure.body !== null && facts.dialect === reply.dialect && isErrorBody(failure.body, reply.dialect)
  reply.tell(told, headers, passes ? (failure.body ?? undefined) : undefined)
}

/** The provider's status, or where its dialect is another, the one that the client's dialect has for the reason. */
function statusFor({ reason, status }: AttemptFailure, asked: DialectId, spoken: string | null): number {
  if (reason === 'overloaded' && asked !== spoken) return asked === 'anthropic-messages' ? 529 : 503
  if (reason === 'context-too-long' && asked !== spoken) return 400
  if (status !== null && status >= 400) return status === 529 && asked !== spoken ? 503 : status
  return reason === 'timeout' ? 504 : 502
}

/** Whether the provider's error is in the client's form already, so that its bytes can pass. */
function isErrorBody(body: Buffer, dialect: DialectId): boolean {
  const fields = parseFields(body.toString('utf8'))
  const error = fields?.['error']
  if (!isFields(error) || typeof error['message'] !== 'string') return false
  return dialect !== 'anthropic-messages' || fields?.['type'] === 'error'
}
