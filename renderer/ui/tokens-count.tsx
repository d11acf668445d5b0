import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { formatCompact, formatCount } from './format.ts'

/** A number of tokens, short, with the exact one as its title; `null` reads "unknown". */
export function TokensCount({
  count,
  className
}: {
  readonly count: number | null
  readonly className?: string
}) {
  const { t } = useTranslation('ui')
  if (count === null) return <span className={className}>{t('unknown')}</span>
  return (
    <span
      title={t('tokens', { count, formatted: formatCount(count) })}
      className={cn('tabular-nums', className)}
    >
      {formatCompact(count)}
    </span>
  )
}
