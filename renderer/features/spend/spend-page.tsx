import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import type { Spend } from '../../../shared/contract/spend.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useNow } from '../../ui/use-now.ts'
import { SpendAnswerText } from './spend-answer-text.tsx'
import { SpendChartCard } from './spend-chart-card.tsx'
import { SpendControls } from './spend-controls.tsx'
import { SpendGroups } from './spend-groups.tsx'
import { SpendSkeleton } from './spend-skeleton.tsx'
import { SpendTiles } from './spend-tiles.tsx'
import { UnpricedNotice } from './unpriced-notice.tsx'
import { readSpendView, spendSpan, type SpendSpan, type SpendView, writeSpendView } from './spend-view.ts'

/** Where the money goes: the answer in words, the chart that shows it, and the table of what it is made of. */
export function SpendPage() {
  const { t } = useTranslation('spend')
  const search = useSearch()
  const [, navigate] = useLocation()
  const view = useMemo(() => readSpendView(search), [search])
  const now = useNow()
  const offset = -new Date(now).getTimezoneOffset()
  const span = spendSpan(view, now, offset)
  const query = useQuery({
    ...api.spend.query.queryOptions({
      input: {
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        bucket: span.bucket,
        by: view.by,
        utc_offset_minutes: offset
      }
    }),
    // The figures shown stay until the others are there: no flash of a skeleton at every choice.
    placeholderData: keepPreviousData
  })
  const change = (next: SpendView): void => {
    const address = writeSpendView(next)
    navigate(address === '' ? '/spend' : `/spend?${address}`)
  }
  return (
    <Page
      title={t('title')}
      toolbar={<SpendControls view={view} span={span} now={now} offset={offset} onChange={change} />}
    >
      <QueryState query={query} loading={<SpendSkeleton />}>
        {(spend) => (
          <div
            className={cn('transition-opacity duration-150', query.isPlaceholderData && 'opacity-50')}
            aria-busy={query.isPlaceholderData}
          >
            <SpendBody
              spend={spend}
              // What is shown meanwhile is grouped and cut as it was asked for; these say how.
              view={view}
              span={span}
              offset={offset}
              onChange={change}
            />
          </div>
        )}
      </QueryState>
    </Page>
  )
}

function SpendBody({
  spend,
  view,
  span,
  offset,
  onChange
}: {
  readonly spend: Spend
  readonly view: SpendView
  readonly span: SpendSpan
  readonly offset: number
  readonly onChange: (view: SpendView) => void
}) {
  const status = useQuery(api.system.status.queryOptions())
  if (spend.totals.requests === 0 && spend.previous.requests === 0 && status.data?.any_request === false) {
    return <NothingYet />
  }
  return (
    <>
      <SpendAnswerText spend={spend} view={view} span={span} offset={offset} />
      <SpendTiles spend={spend} span={span} />
      {spend.totals.requests === 0 ? (
        <NothingInSpan view={view} onChange={onChange} />
      ) : (
        <>
          <UnpricedNotice count={spend.totals.unpriced} />
          <SpendChartCard spend={spend} view={view} span={span} offset={offset} onChange={onChange} />
          <SpendGroups spend={spend} by={view.by} span={span} />
        </>
      )}
    </>
  )
}

function NothingYet() {
  const { t } = useTranslation('spend')
  return (
    <EmptyState
      icon={ChartColumn}
      title={t('empty.title')}
      action={
        <Button asChild variant="primary">
          <Link href="/tokens">{t('empty.action')}</Link>
        </Button>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

function NothingInSpan({
  view,
  onChange
}: {
  readonly view: SpendView
  readonly onChange: (view: SpendView) => void
}) {
  const { t } = useTranslation('spend')
  return (
    <EmptyState
      icon={ChartColumn}
      title={t('empty.span')}
      action={
        view.range !== '30d' && (
          <Button
            onClick={() => {
              onChange({ ...view, range: '30d', from: undefined, to: undefined })
            }}
          >
            {t('empty.longer')}
          </Button>
        )
      }
    >
      {t('empty.spanText')}
    </EmptyState>
  )
}
