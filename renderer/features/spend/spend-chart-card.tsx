import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Spend } from '../../../shared/contract/spend.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SpendBars } from './spend-bars.tsx'
import { SpendBarsTable } from './spend-bars-table.tsx'
import { bucketSpan, logsHref } from './spend-links.ts'
import { spendChart } from './spend-series.ts'
import type { SpendSpan, SpendView } from './spend-view.ts'

/** When the money went: the bars, or the same figures as a table. */
export function SpendChartCard({
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
  const { t } = useTranslation('spend')
  const [, navigate] = useLocation()
  const [table, setTable] = useState(false)
  const chart = spendChart(spend, view.measure)
  const title = t(`chart.${view.measure}`, {
    bucket: t(`chart.bucket.${span.bucket}`),
    by: t(`chart.byName.${view.by}`)
  })
  return (
    <Section
      title={title}
      actions={
        <>
          {span.choosable && (
            <Segmented
              label={t('bucket.label')}
              value={span.bucket}
              onChange={(bucket) => {
                onChange({ ...view, bucket })
              }}
              segments={[
                { value: 'day', label: t('bucket.day') },
                { value: 'hour', label: t('bucket.hour') }
              ]}
            />
          )}
          <Segmented
            label={t('measure.label')}
            value={view.measure}
            onChange={(measure) => {
              onChange({ ...view, measure })
            }}
            segments={[
              { value: 'cost', label: t('measure.cost') },
              { value: 'requests', label: t('measure.requests') }
            ]}
          />
          <Segmented
            label={t('view.label')}
            value={table ? 'table' : 'chart'}
            onChange={(value) => {
              setTable(value === 'table')
            }}
            segments={[
              { value: 'chart', label: t('view.chart') },
              { value: 'table', label: t('view.table') }
            ]}
          />
        </>
      }
    >
      {table ? (
        <SpendBarsTable spend={spend} span={span} offset={offset} />
      ) : (
        <div className="rounded-lg border border-line bg-surface p-4">
          {chart.series.length === 0 ? (
            <div className="flex h-[260px] flex-col items-center justify-center gap-4 text-center">
              <p className="max-w-100 text-sm text-balance text-faint">{t('chart.flat')}</p>
              <Button
                onClick={() => {
                  onChange({ ...view, measure: 'requests' })
                }}
              >
                {t('chart.showRequests')}
              </Button>
            </div>
          ) : (
            <SpendBars
              chart={chart}
              view={view}
              title={title}
              bucket={span.bucket}
              offset={offset}
              onOpen={(start, key) => {
                const group = key === undefined ? undefined : { by: view.by, key }
                navigate(logsHref(bucketSpan(start, span.bucket), group))
              }}
            />
          )}
        </div>
      )}
    </Section>
  )
}
