import { DIALECT_IDS, DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'

/** What a person calls a dialect; one from a newer Gatehouse goes by its id. */
export function dialectName(dialect: string): string {
  const known = DIALECT_IDS.find((id) => id === dialect)
  return known === undefined ? dialect : DIALECT_NAMES[known]
}

/** Whether the client and the provider spoke different dialects. */
export function isTranslated({
  dialect_in: from,
  dialect_out: to
}: Pick<RequestLogRow, 'dialect_in' | 'dialect_out'>): boolean {
  return from !== null && to !== null && from !== to
}

/** `Anthropic Messages → Google Gemini`; one name where nothing was translated, '' where there is none. */
export function dialectWay({
  dialect_in: from,
  dialect_out: to
}: Pick<RequestLogRow, 'dialect_in' | 'dialect_out'>): string {
  if (from === null) return to === null ? '' : dialectName(to)
  return to === null || to === from ? dialectName(from) : `${dialectName(from)} → ${dialectName(to)}`
}
