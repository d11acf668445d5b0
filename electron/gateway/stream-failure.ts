import type { ToldError } from '../dialects/dialect.ts'
import { readErrorWords } from '../providers/error-words.ts'
import { readFailure } from '../providers/read-failure.ts'

/** The data of an error event, as a client is told it. */
export function readStreamFailure(data: Buffer): ToldError {
  const status = statusOfStreamError(data)
  return { status, ...readFailure(status, data) }
}

/** An error event carries no status line; many providers repeat the status as its code, others name its kind. */
export function statusOfStreamError(data: Buffer): number {
  return readErrorWords(data.toString('utf8')).status ?? 502
}
