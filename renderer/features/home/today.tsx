import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { formatUsd } from '../../../shared/domain/money.ts'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatCompact, formatCount, formatDuration, formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { Stat } from '../../ui/stat.tsx'
import { useNow } from '../../ui/use-now.ts'
import { todaySpan, yesterdaySpan } from './spans.ts'

/** Today in five figures, each linked to what it is made of. */
export function Today() {
  const { t } = useTranslation('home')
  const now = useNow()
  const today = useQuery(
    api.spend.query.queryOptions({ input: todaySpan(now), placeholderData: (old) => old })
  )
  const yesterday = useQuery(api.spend.query.queryOptions({ input: yesterdaySpan(now) }))
  const figures = today.data?.totals
  const before = yesterday.data?.totals
  const loading = figures === undefined

  const compare = (value: string, none: boolean): string =>
    none ? t('today.noneYesterday') : t('today.yesterday', { value })
  const input = (figures?.input ?? 0) + (figures?.cache_read ?? 0) + (figures?.cache_write ?? 0)
  // Requests of which none has a known cost are not free.
  const isUnknown = figures !== undefined && figures.unpriced > 0 && figures.cost_nanos === 0
  const since = encodeURIComponent(todaySpan(now).from)

  return (
    <Section
      title={t('today.title')}
      className="mt-0"
      actions={
        <Button asChild variant="ghost" size="sm">
          <Link href="/spend?range=today">
            {t('today.more')}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      }
    >
      {today.isError && figures === undefined ? (
        <ErrorState
          className="rounded-lg border border-line bg-surface py-8"
          message={decodeError(today.error).message}
          retrying={today.isFetching}
          onRetry={() => void today.refetch()}
        />
      ) : (
        <div className="@container overflow-hidden rounded-lg border border-line bg-surface">
          <div className="grid grid-cols-2 @lg:grid-cols-3 @2xl:grid-cols-5 @2xl:[&>*+*]:border-l @2xl:[&>*+*]:border-l">
            <Stat
              label={t('today.requests')}
              href={`/logs?since=${since}`}
              loading={loading}
              value={formatCount(figures?.requests ?? 0)}
              note={before && compare(formatCount(before.requests), before.requests === 0)}
            />
            <Stat
              label={t('today.spend')}
              href="/spend?range=today"
              loading={loading}
              value={isUnknown ? t('today.unknown') : formatUsd(figures?.cost_nanos ?? 0)}
              note={
                (figures?.unpriced ?? 0) > 0
                  ? t('today.unpriced', { count: figures?.unpriced ?? 0 })
                  : before && compare(formatUsd(before.cost_nanos), before.requests === 0)
              }
            />
            <Stat
              label={t('today.tokens')}
              href="/spend?range=today"
              loading={loading}
              value={formatCompact(input + (figures?.output ?? 0))}
              note={t('today.inOut', {
                input: formatCompact(input),
                output: formatCompact(figures?.output ?? 0)
              })}
            />
            <Stat
              label={t('today.errors')}
              href={`/logs?since=${since}&outcome=error`}
              loading={loading}
              value={formatCount(figures?.errors ?? 0)}
              note={
                figures === undefined || figures.errors === 0
                  ? t('today.noErrors')
                  : t('today.share', { share: formatShare(figures.errors / Math.max(1, figures.requests)) })
              }
            />
            <Stat
              label={t('today.firstToken')}
              href={`/logs?since=${since}`}
              loading={loading}
              value={
                figures === undefined || figures.ttft_count === 0
                  ? '–'
                  : formatDuration(figures.ttft_ms / figures.ttft_count)
              }
              note={
                figures === undefined || figures.ttft_count === 0
                  ? t('today.noStreams')
                  : figures.ttft_count === 1
                    ? t('today.meanOne')
                    : t('today.mean', { streams: formatCount(figures.ttft_count) })
              }
            />
          </div>
        </div>
      )}
    </Section>
  )
}
