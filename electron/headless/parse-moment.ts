import { parseDurationMs } from '../../shared/domain/duration.ts'

/**
 * A moment from `15m` (so long ago, or ahead) or an ISO 8601 date or time; undefined where it is neither. A time
 * without a zone is local time.
 */
export function parseMoment(
  text: string,
  direction: 'ago' | 'ahead',
  now: number = Date.now()
): Date | undefined {
  const duration = parseDurationMs(text)
  if (duration !== undefined) return new Date(direction === 'ago' ? now - duration : now + duration)
  // `Date` alone takes far more, such as "1".
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) {
    return undefined
  }
  // Alone, a date would be read as midnight UTC, while the same with a time of day is local.
  const moment = new Date(text.includes('T') ? text : `${text}T00:00:00`)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}
