import { useTranslation } from 'react-i18next'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { Notice } from '../../ui/notice.tsx'
import { advisedReason, knownReason, reasonOf, spelledReason } from './failure-words.ts'

/** What went wrong and what to do about it. */
export function DetailNotices({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const { error } = row
  if (error === null) return null
  const reason = reasonOf(error)
  const known = knownReason(reason)
  const advised = advisedReason(reason)
  return (
    <div className="px-5 pt-4 pb-2">
      <Notice tone={error.reason === 'client-closed' ? 'warn' : 'bad'}>
        <p className="font-semibold">{known === undefined ? spelledReason(reason) : t(`reason.${known}`)}</p>
        <p className="mt-0.5 text-ink">{error.message}</p>
        {advised !== undefined && <p className="mt-1.5 text-soft">{t(`advice.${advised}`)}</p>}
      </Notice>
    </div>
  )
}
