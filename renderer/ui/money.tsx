import { useTranslation } from 'react-i18next'
import { formatUsd } from '../../shared/domain/money.ts'
import { cn } from './cn.ts'

/** An amount of nano-dollars; `null` reads "unknown", which is not zero. `estimated` ones carry a tilde. */
export function Money({
  nanos,
  estimated,
  className
}: {
  readonly nanos: number | null
  readonly estimated?: boolean
  readonly className?: string
}) {
  const { t } = useTranslation('ui')
  if (nanos === null) return <span className={cn('text-faint', className)}>{t('unknown')}</span>
  return (
    <span className={cn('tabular-nums', className)}>
      {estimated === true && <span title={t('money.estimated')}>~</span>}
      {formatUsd(nanos)}
    </span>
  )
}
