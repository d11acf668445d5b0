import type { ToldError } from '../dialects/dialect.ts'
import { readFailure } from '../providers/read-failure.ts'

/** The data of an error event, as a client is told it. */
export function readStreamFailure(data: Buffer): ToldError {
  const status = statusOfStreamError(data)
  return { status, ...readFailure(status, data) }
}

/** An error event carries no status line; many providers repeat the status as its code. */
export function statusOfStreamError(data: Buffer): number {
  const code = Number(/"(?:code|status)"\s*:\s*"?(\d{3})\b/.exec(data.toString('utf8'))?.[1] ?? 502)
  return code >= 400 && code < 600 ? code : 502
}
