import type { OutgoingHttpHeaders } from 'node:http'
import { GatehouseError } from '../../shared/errors.ts'
import type { AttemptFailure } from './attempt.ts'
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

function refuseFailure(call: GatewayCall, { failure, account }: TargetsFailed): void {
  const { reason, code, message } = failure
  call.facts.error = { reason, code, message }
  // What came is kept as the reply, so that the log shows the provider's own words.
  if (failure.body !== null) {
    const contentType = failure.headers['content-type'] ?? null
    call.facts.reply = { body: failure.body, contentType, eventEnds: [], eventTimes: [] }
  }
  const headers = headersForClient(failure.headers)
  if (failure.reason === 'bad-credential') {
    // A 401 would read as if the app's own token were wrong.
    const text = `The provider refused the key of the account "${account}": ${message} Replace the key under Accounts.`
    sendError(call, 502, {}, { message: text, type: 'upstream_error', param: null, code: 'bad_credential' })
    return
  }
  const status = statusFor(failure)
  if (failure.body !== null && isErrorBody(failure.body)) {
    call.reply.refuseWith(status, { ...headers, 'content-type': 'application/json' }, failure.body)
    return
  }
  delete headers['content-type']
  sendError(call, status, headers, { message, type: 'upstream_error', param: null, code })
}

function sendError(call: GatewayCall, status: number, headers: OutgoingHttpHeaders, error: object): void {
  call.reply.refuseWith(status, headers, Buffer.from(JSON.stringify({ error })))
}

function statusFor({ reason, status }: AttemptFailure): number {
  if (status !== null && status >= 400) return status
  return reason === 'timeout' ? 504 : 502
}

/** Whether the provider's error is in OpenAI's form already, so that its bytes can pass. */
function isErrorBody(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value !== 'object' || value === null || !('error' in value)) return false
    const { error } = value
    return (
      typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    )
  } catch {
    return false
  }
}
