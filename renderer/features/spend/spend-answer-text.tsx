import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Spend } from '../../../shared/contract/spend.ts'
import { formatUsd } from '../../../shared/domain/money.ts'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { type SpendAnswer, spendAnswer, type SpendTrend } from './spend-answer.ts'
import { logsHref } from './spend-links.ts'
import { bucketLabel } from './spend-series.ts'
import type { SpendGrouping, SpendSpan, SpendView } from './spend-view.ts'

const DAY = 86_400_000

/** The answer in one sentence, before any chart. */
export function SpendAnswerText({
  spend,
  view,
  span,
  offset
}: {
  readonly spend: Spend
  readonly view: SpendView
  readonly span: SpendSpan
  readonly offset: number
}) {
  const { t } = useTranslation('spend')
  const answer = spendAnswer(spend)
  const words = useSpanWords(view, span, offset)
  const parts = [
    <Head key="head" answer={answer} span={words.span} />,
    answer.top !== undefined && <Top key="top" top={answer.top} view={view} span={span} />,
    answer.trend !== undefined && (
      <Trend key="trend" spend={spend} trend={answer.trend} view={view} before={words.before} />
    ),
    answer.kind !== 'unpriced' && answer.unpriced > 0 && (
      <span key="unpriced" className="text-warn-ink">
        {t('answer.someUnpriced', { count: answer.unpriced, formatted: formatCount(answer.unpriced) })}
      </span>
    )
  ].filter((part) => part !== false)
  return <p className="mb-5 text-lg leading-8 text-balance text-soft">{joined(parts)}</p>
}

/** "a, b; c; d." */
function joined(parts: readonly ReactNode[]): ReactNode[] {
  return parts.flatMap((part, index) => [index === 0 ? '' : index === 1 ? ', ' : '; ', part]).concat('.')
}

/** The span and the one before it, as they stand in a sentence. */
function useSpanWords(
  view: SpendView,
  span: SpendSpan,
  offset: number
): { readonly span: string; readonly before: string } {
  const { t } = useTranslation('spend')
  if (view.range !== 'custom') {
    return { span: t(`span.${view.range}`), before: t(`before.${view.range}`) }
  }
  const day = (ms: number): string => bucketLabel(new Date(ms).toISOString(), 'day', offset)
  const count = Math.round((span.to - span.from) / DAY)
  return {
    span:
      count === 1
        ? t('span.customDay', { from: day(span.from) })
        : t('span.custom', { from: day(span.from), to: day(span.to - 1) }),
    before: t('before.custom', { count })
  }
}

function Amount({ children }: { readonly children?: ReactNode }) {
  return <strong className="text-2xl font-semibold tracking-tight text-ink">{children}</strong>
}

function Head({ answer, span }: { readonly answer: SpendAnswer; readonly span: string }) {
  const { t } = useTranslation('spend')
  const count = answer.requests
  switch (answer.kind) {
    case 'nothing':
      return t('answer.nothing', { span })
    case 'unpriced':
      return t('answer.unpriced', { count, formatted: formatCount(count), span })
    case 'free':
      return (
        <Trans
          t={t}
          i18nKey={count === 1 ? 'answer.freeOne' : 'answer.free'}
          values={{ span, requests: formatCount(count) }}
          components={{ amount: <Amount /> }}
        />
      )
    case 'spent':
      return (
        <Trans
          t={t}
          i18nKey="answer.spent"
          values={{ cost: formatUsd(answer.costNanos), span }}
          components={{ amount: <Amount /> }}
        />
      )
    default:
      return assertNever(answer.kind)
  }
}

function Top({
  top,
  view,
  span
}: {
  readonly top: NonNullable<SpendAnswer['top']>
  readonly view: SpendView
  readonly span: SpendSpan
}) {
  const { t } = useTranslation('spend')
  return (
    <Trans
      t={t}
      i18nKey={top.share > 0.995 ? 'answer.all' : 'answer.top'}
      values={{ share: formatShare(Math.round(top.share * 100) / 100) }}
      components={{ entity: <TopName name={top.key} by={view.by} span={span} /> }}
    />
  )
}

/** The dearest group; stands in the line, so that the sentence breaks around it like around any word. */
function TopName({
  name,
  by,
  span
}: {
  readonly name: string
  readonly by: SpendGrouping
  readonly span: SpendSpan
}) {
  const { t } = useTranslation('spend')
  const shown = name === '' ? t(`groups.none.${by}`) : name
  return (
    <Link
      href={logsHref(span, { by, key: name })}
      className="rounded-sm font-medium [overflow-wrap:anywhere] text-ink hover:underline"
    >
      <EntityIcon kind={by} name={shown} className="-mt-0.5 mr-1.5 align-middle" />
      {shown}
    </Link>
  )
}

function Trend({
  spend,
  trend,
  view,
  before
}: {
  readonly spend: Spend
  readonly trend: SpendTrend
  readonly view: SpendView
  readonly before: string
}) {
  const { t } = useTranslation('spend')
  // Today is not over: a percentage against the whole of yesterday would always flatter.
  if (view.range === 'today') return t('answer.yesterday', { cost: formatUsd(spend.previous.cost_nanos) })
  switch (trend.kind) {
    case 'same':
      return t('answer.same', { before })
    case 'from-nothing':
      return t('answer.fromNothing', { before })
    case 'more':
      return trend.ratio >= 2
        ? t('answer.moreTimes', { times: (trend.ratio + 1).toFixed(trend.ratio >= 9 ? 0 : 1), before })
        : t('answer.more', { share: formatShare(Math.round(trend.ratio * 100) / 100), before })
    case 'less':
      return t('answer.less', { share: formatShare(Math.round(trend.ratio * 100) / 100), before })
    default:
      return assertNever(trend)
  }
}
