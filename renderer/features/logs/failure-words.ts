import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import en from '../../i18n/en/logs.json'

/** Reasons that have words in `logs.json`. */
export type KnownReason = keyof typeof en.reason
/** Reasons for which there is something to do. */
export type AdvisedReason = keyof typeof en.advice

/** What names a failure best: Gatehouse's own refusals all have the reason `refused`, and their code tells them apart. */
export function reasonOf(error: NonNullable<RequestLogRow['error']>): string {
  return error.reason === 'refused' && error.code !== null ? error.code : error.reason
}

/** The reason of a failure as one that has words; undefined for one from a newer Gatehouse. */
export function knownReason(reason: string | null | undefined): KnownReason | undefined {
  return isKey(en.reason, reason) ? reason : undefined
}

/** The reason as one that has advice; undefined where the message already says all. */
export function advisedReason(reason: string | null | undefined): AdvisedReason | undefined {
  return isKey(en.advice, reason) ? reason : undefined
}

/** A reason without words of its own, as readable as it gets: `some-new_reason` is "Some new reason". */
export function spelledReason(reason: string): string {
  const words = reason.replaceAll(/[-_]+/g, ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function isKey<Table extends object>(
  table: Table,
  key: string | null | undefined
): key is keyof Table & string {
  return typeof key === 'string' && Object.hasOwn(table, key)
}
