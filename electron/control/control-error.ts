import { randomBytes } from 'node:crypto'
import { ORPCError, ValidationError } from '@orpc/contract'
import { ERROR_TABLE, GatehouseError, type ErrorCode, type Issue } from '../../shared/errors.ts'
import { redactKeys } from '../providers/redact-keys.ts'

/** The one form in which every failure of a call leaves: a code of the table, its status, words, and single issues. */
export function controlError(error: unknown, notice: (line: string) => void): ORPCError<string, unknown> {
  if (error instanceof GatehouseError) return refusal(error.code, error.message, error.issues)
  if (error instanceof ORPCError) {
    if (Object.hasOwn(ERROR_TABLE, error.code)) return error
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) return badInput(error.cause)
  }
  // The body is not JSON or not in the carrier's form: nothing of ours has run yet.
  if (error instanceof SyntaxError)
    return refusal('invalid_request', 'The body of the call is not valid JSON.')
  return internal(error, notice)
}

function badInput(cause: ValidationError): ORPCError<string, unknown> {
  const issues = cause.issues.map((issue) => ({
    field: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: issue.message
  }))
  const [first] = issues
  const what = first === undefined ? '' : `: ${first.field === '' ? '' : `${first.field}: `}${first.message}`
  return refusal('invalid_request', `The call is not valid${what}`, issues)
}

/** The id ties what the person sees to the line in the log; the error itself stays here. */
function internal(error: unknown, notice: (line: string) => void): ORPCError<string, unknown> {
  const id = randomBytes(4).toString('hex')
  const cause = error instanceof Error && error.cause instanceof ValidationError ? error.cause.issues : []
  const detail = [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    ...cause.map((issue) => `  ${(issue.path ?? []).map(String).join('.')}: ${issue.message}`)
  ].join('\n')
  notice(`control error ${id}: ${redactKeys(detail)}`)
  return refusal('internal', `Something went wrong inside Gatehouse (error ${id}). Its log has the details.`)
}

function refusal(
  code: ErrorCode,
  message: string,
  issues: readonly Issue[] = []
): ORPCError<string, unknown> {
  return new ORPCError(code, { status: ERROR_TABLE[code].status, message, data: { issues } })
}
