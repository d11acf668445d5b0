import { useTranslation } from 'react-i18next'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { Notice } from '../../ui/notice.tsx'
import { advisedReason, knownReason, reasonOf, spelledReason } from './failure-words.ts'

/** What went wrong and what to do about it, and what Gatehouse noted on the way. */
export function DetailNotices({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const { error, notes } = row
  if (error === null && notes.length === 0) return null
  const reason = error === null ? '' : reasonOf(error)
  const known = knownReason(reason)
  const advised = advisedReason(reason)
  return (
    <div className="flex flex-col gap-2 px-5 pt-4 pb-2">
      {error !== null && (
        <Notice tone={error.reason === 'client-closed' ? 'warn' : 'bad'}>
          <p className="font-semibold">
            {known === undefined ? spelledReason(reason) : t(`reason.${known}`)}
          </p>
          <p className="mt-0.5 text-ink">{error.message}</p>
          {advised !== undefined && <p className="mt-1.5 text-soft">{t(`advice.${advised}`)}</p>}
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice>
          <p className="font-medium text-ink">{t('detail.notesTitle')}</p>
          <ul className="mt-0.5 flex flex-col gap-0.5">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
