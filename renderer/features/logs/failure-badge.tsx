import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { knownReason, spelledReason } from './failure-words.ts'

/** Why a request or an attempt failed, in two or three words. */
export function FailureBadge({ reason }: { readonly reason: string }) {
  const { t } = useTranslation('logs')
  const known = knownReason(reason)
  return (
    <Badge tone={reason === 'client-closed' ? 'neutral' : 'bad'}>
      {known === undefined ? spelledReason(reason) : t(`reason.${known}`)}
    </Badge>
  )
}
