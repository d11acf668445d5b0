import { useTranslation } from 'react-i18next'
import type { Spend } from '../../../shared/contract/spend.ts'
import { formatUsd } from '../../../shared/domain/money.ts'
import { formatCompact, formatCount, formatShare } from '../../ui/format.ts'
import { Stat } from '../../ui/stat.tsx'
import { averageNanos, cachedShare, isCostUnknown } from './spend-answer.ts'
import { logsHref } from './spend-links.ts'
import type { SpendSpan } from './spend-view.ts'

/** The totals; each leads to the requests that it is made of. */
export function SpendTiles({ spend, span }: { readonly spend: Spend; readonly span: SpendSpan }) {
  const { t } = useTranslation('spend')
  const { totals, previous } = spend
  const average = averageNanos(totals)
  const cached = cachedShare(totals)
  const input = totals.input + totals.cache_read + totals.cache_write
  const all = logsHref(span)
  return (
    <div className="mb-6 grid grid-cols-3 divide-line overflow-hidden rounded-lg border border-line bg-surface md:grid-cols-5 md:divide-x">
      <Stat
        label={t('tiles.cost')}
        value={isCostUnknown(totals) ? t('tiles.unknown') : formatUsd(totals.cost_nanos)}
        note={t('tiles.before', { figure: formatUsd(previous.cost_nanos) })}
        href={all}
      />
      <Stat
        label={t('tiles.requests')}
        value={formatCount(totals.requests)}
        note={
          totals.errors === 0
            ? t('tiles.before', { figure: formatCount(previous.requests) })
            : t('tiles.failed', { count: totals.errors, formatted: formatCount(totals.errors) })
        }
        href={totals.errors === 0 ? all : logsHref(span, undefined, 'error')}
      />
      <Stat
        label={t('tiles.input')}
        value={<span title={formatCount(input)}>{formatCompact(input)}</span>}
        note={
          cached === undefined || cached === 0 ? undefined : t('tiles.cached', { share: formatShare(cached) })
        }
        href={all}
      />
      <Stat
        label={t('tiles.output')}
        value={<span title={formatCount(totals.output)}>{formatCompact(totals.output)}</span>}
        note={
          totals.reasoning === 0 || totals.output === 0
            ? undefined
            : t('tiles.reasoning', { share: formatShare(totals.reasoning / totals.output) })
        }
        href={all}
      />
      <Stat
        label={t('tiles.average')}
        value={average === undefined ? t('tiles.unknown') : formatUsd(average)}
        note={average === undefined ? undefined : t('tiles.averageNote')}
        href={all}
      />
    </div>
  )
}
