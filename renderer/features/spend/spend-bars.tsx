import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatUsd } from '../../../shared/domain/money.ts'
import { entityColours } from '../../ui/entity-palette.ts'
import { formatCompact, formatCount } from '../../ui/format.ts'
import {
  axisTicks,
  bucketLabel,
  type SpendBar,
  type SpendChart,
  type SpendSeries,
  tickUsd
} from './spend-series.ts'
import type { SpendSpan, SpendView } from './spend-view.ts'

const HEIGHT = 260
/** Groups that have no colour of their own here. */
const REST = 'var(--line-strong)'

/** Stacked bars over time. A click on a piece leads to its requests; the table view has the same links for keyboards. */
export function SpendBars({
  chart,
  view,
  title,
  bucket,
  offset,
  onOpen
}: {
  readonly chart: SpendChart
  readonly view: SpendView
  readonly title: string
  readonly bucket: SpendSpan['bucket']
  readonly offset: number
  /** `key` is undefined for the groups drawn as one. */
  readonly onOpen: (start: string, key: string | undefined) => void
}) {
  const { t } = useTranslation('spend')
  const ticks = axisTicks(Math.max(0, ...chart.bars.map((bar) => bar.total)))
  const figure = (value: number): string =>
    view.measure === 'cost' ? tickUsd(value, ticks) : formatCompact(value)
  // Hours of one day, from midnight on, need no date.
  const first = chart.bars[0]?.start
  const oneDay =
    chart.bars.length <= 24 && first !== undefined && bucketLabel(first, bucket, offset) === '00:00'
  const style = oneDay ? 'short' : 'dated'
  const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches
  const top = ticks.at(-1) ?? 1
  return (
    <figure
      aria-label={`${title}. ${t('chart.description', { count: chart.bars.length, bucket: t(`chart.bucket.${bucket}`) })}`}
    >
      <Legend chart={chart} view={view} />
      <div style={{ height: HEIGHT }} aria-hidden>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height: HEIGHT }}>
          <BarChart
            data={[...chart.bars]}
            margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
            barCategoryGap={chart.bars.length > 60 ? 1 : '18%'}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="start"
              tickFormatter={(start: string) => bucketLabel(start, bucket, offset, style)}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              tick={{ fill: 'var(--faint)', fontSize: 11 }}
              minTickGap={24}
              interval="equidistantPreserveStart"
              height={24}
            />
            <YAxis
              width={60}
              ticks={ticks}
              domain={[0, top]}
              tickFormatter={figure}
              tickLine={false}
              axisLine={false}
              tick={{ fill: 'var(--faint)', fontSize: 11 }}
            />
            <Tooltip
              cursor={{ fill: 'var(--hover)' }}
              isAnimationActive={false}
              wrapperStyle={{ zIndex: 20 }}
              content={<BarTooltip chart={chart} view={view} bucket={bucket} offset={offset} />}
            />
            {chart.series.map((series) => (
              <Bar
                key={series.key ?? 'rest'}
                stackId="all"
                dataKey={(bar: SpendBar) => bar.values[series.index] ?? 0}
                fill={colourOf(series, view)}
                stroke="var(--surface)"
                strokeWidth={chart.bars.length > 60 ? 0 : 1}
                isAnimationActive={moves}
                animationDuration={240}
                maxBarSize={56}
                onClick={(_entry, index) => {
                  const bar = chart.bars[index]
                  if (bar !== undefined) onOpen(bar.start, series.key)
                }}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}

function colourOf(series: SpendSeries, view: SpendView): string {
  return series.key === undefined || series.key === '' ? REST : entityColours(view.by, series.key).solid
}

function isBar(value: unknown): value is SpendBar {
  return typeof value === 'object' && value !== null && 'values' in value && 'start' in value
}

function Legend({ chart, view }: { readonly chart: SpendChart; readonly view: SpendView }) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1">
      {chart.series.map((series) => (
        <li
          key={series.key ?? 'rest'}
          className="flex max-w-56 min-w-0 items-center gap-1.5 text-xs text-soft"
        >
          <Swatch series={series} view={view} />
          <SeriesName series={series} view={view} />
        </li>
      ))}
    </ul>
  )
}

function Swatch({ series, view }: { readonly series: SpendSeries; readonly view: SpendView }) {
  return (
    <span
      aria-hidden
      style={{ background: colourOf(series, view) }}
      className="size-2.5 shrink-0 rounded-[3px]"
    />
  )
}

function SeriesName({ series, view }: { readonly series: SpendSeries; readonly view: SpendView }) {
  const { t } = useTranslation('spend')
  const name =
    series.key === undefined ? t('chart.other') : series.key === '' ? t(`groups.none.${view.by}`) : series.key
  return (
    <span className="min-w-0 truncate" title={name}>
      {name}
    </span>
  )
}

/** Gets `active` and `payload` from the chart. */
function BarTooltip({
  active,
  payload,
  chart,
  view,
  bucket,
  offset
}: {
  readonly active?: boolean
  readonly payload?: readonly { readonly payload?: unknown }[]
  readonly chart: SpendChart
  readonly view: SpendView
  readonly bucket: SpendSpan['bucket']
  readonly offset: number
}) {
  const { t } = useTranslation('spend')
  const bar = payload?.[0]?.payload
  if (active !== true || !isBar(bar)) return null
  const figure = (value: number): string => (view.measure === 'cost' ? formatUsd(value) : formatCount(value))
  const shown = chart.series.filter((series) => (bar.values[series.index] ?? 0) > 0)
  return (
    <div className="min-w-48 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-raised">
      <p className="mb-1.5 font-medium text-ink">{bucketLabel(bar.start, bucket, offset, 'long')}</p>
      {shown.map((series) => (
        <p key={series.key ?? 'rest'} className="flex items-center gap-2 leading-5 text-soft">
          <Swatch series={series} view={view} />
          <span className="flex max-w-48 min-w-0 flex-1">
            <SeriesName series={series} view={view} />
          </span>
          <span className="text-ink">{figure(bar.values[series.index] ?? 0)}</span>
        </p>
      ))}
      <p className="mt-1.5 flex justify-between gap-4 border-t border-line pt-1.5 font-medium text-ink">
        <span>{t('chart.total')}</span>
        <span>{figure(bar.total)}</span>
      </p>
      {bar.unpriced > 0 && (
        <p className="mt-1 text-warn-ink">
          {t('chart.unpriced', { count: bar.unpriced, formatted: formatCount(bar.unpriced) })}
        </p>
      )}
      {bar.total > 0 && <p className="mt-1 text-faint">{t('chart.open')}</p>}
    </div>
  )
}
