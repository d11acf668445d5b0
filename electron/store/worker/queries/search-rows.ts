import type { RequestLogRow } from '../../../../shared/domain/request-log.ts'

/**
 * A LIKE pattern (with `\` as escape) for a text anywhere in a column. LIKE folds case for ASCII alone, so runs of
 * other letters become a wildcard, and `finderOf` decides.
 */
export function likePattern(text: string): string {
  const escaped = text.replace(/[\\%_]/g, (letter) => `\\${letter}`)
  return `%${escaped.replace(/\P{ASCII}+/gu, '%')}%`
}

/** Whether a row holds a text, in upper or lower case, where a person would look for it. */
export function finderOf(search: string): (row: RequestLogRow) => boolean {
  const wanted = search.toLowerCase()
  return (row) => searched(row).some((text) => text !== null && text.toLowerCase().includes(wanted))
}

/** What a search looks at: id, names, error, metadata, user agent, session and the first words of the bodies. */
function searched(row: RequestLogRow): (string | null)[] {
  const { error, preview } = row
  return [
    row.id,
    row.token,
    row.account === null || row.model === null ? (row.account ?? row.model) : `${row.account}/${row.model}`,
    row.model_asked,
    row.user_agent,
    row.session,
    ...Object.entries(row.metadata).flat(),
    ...(error === null ? [] : [error.reason, error.code, error.message]),
    ...(preview === null ? [] : [preview.prompt, preview.reply])
  ]
}
