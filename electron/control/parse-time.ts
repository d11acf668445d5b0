import { GatehouseError } from '../../shared/errors.ts'

/** Milliseconds since the epoch of an ISO 8601 time in a call. Throws `invalid_request` naming the field. */
export function parseTime(text: string, field: string): number {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return time
  const message = 'expected an ISO 8601 time such as 2027-01-31T00:00:00Z'
  throw new GatehouseError('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] })
}
