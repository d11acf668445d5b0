import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatUsd } from '../../../shared/domain/money.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { cn } from '../../ui/cn.ts'
import { formatCount, formatDuration, formatShare } from '../../ui/format.ts'
import { costArithmetic } from './cost-arithmetic.ts'
import type { DetailTab } from './detail-tabs.tsx'
import { outputPerSecond } from './timings.ts'

/** The figures of a request; each leads to what it is made of. */
export function DetailFigures({
  row,
  onTab
}: {
  readonly row: RequestLogRow
  readonly onTab: (tab: DetailTab) => void
}) {
  const { t } = useTranslation('logs')
  const { input, output, cache_read, cache_write, reasoning } = row.usage
  const { kind } = costArithmetic(row)
  const whole = (input ?? 0) + (cache_read ?? 0) + (cache_write ?? 0)
  const rate = outputPerSecond(row)
  const unknown =
    kind === 'not-sent' || kind === 'failed' ? t('detail.figures.none') : t('detail.figures.unknown')
  const toCost = (): void => {
    onTab('cost')
  }
  const toTiming = (): void => {
    onTab('timing')
  }
  return (
    <div className="grid grid-cols-3 gap-px border-b border-line bg-line @min-[640px]:grid-cols-6">
      <Figure
        label={t('detail.figures.input')}
        value={input === null ? unknown : formatCount(whole)}
        known={input !== null}
        note={
          (cache_read ?? 0) > 0
            ? t('detail.figures.cached', { share: formatShare((cache_read ?? 0) / whole) })
            : undefined
        }
        onClick={toCost}
      />
      <Figure
        label={t('detail.figures.output')}
        value={output === null ? unknown : formatCount(output)}
        known={output !== null}
        note={
          (reasoning ?? 0) > 0
            ? t('detail.figures.reasoning', { count: formatCount(reasoning ?? 0) })
            : undefined
        }
        onClick={toCost}
      />
      <Figure
        label={t('detail.figures.cost')}
        value={row.cost_nanos === null ? unknown : formatUsd(row.cost_nanos)}
        known={row.cost_nanos !== null}
        note={row.cost_estimated ? t('detail.figures.estimated') : undefined}
        onClick={toCost}
      />
      <Figure
        label={t('detail.figures.ttft')}
        value={row.ttft_ms === null ? t('detail.figures.none') : formatDuration(row.ttft_ms)}
        known={row.ttft_ms !== null}
        onClick={toTiming}
      />
      <Figure
        label={t('detail.figures.total')}
        value={formatDuration(row.total_ms)}
        known
        onClick={toTiming}
      />
      <Figure
        label={t('detail.figures.rate')}
        value={
          rate === undefined
            ? t('detail.figures.none')
            : t('detail.figures.perSecond', { rate: rate < 10 ? rate.toFixed(1) : Math.round(rate) })
        }
        known={rate !== undefined}
        onClick={toTiming}
      />
    </div>
  )
}

function Figure({
  label,
  value,
  known,
  note,
  onClick
}: {
  readonly label: string
  readonly value: ReactNode
  readonly known: boolean
  readonly note?: string | undefined
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-w-0 flex-col items-start bg-surface px-5 py-2.5 text-left outline-offset-[-2px] transition-colors duration-100 hover:bg-sunken @min-[640px]:px-4 @min-[640px]:first:pl-5"
    >
      <span className="text-2xs text-faint">{label}</span>
      <span
        className={cn(
          'max-w-full truncate text-base font-semibold',
          known ? 'text-ink' : 'font-normal text-faint'
        )}
      >
        {value}
      </span>
      <span className="max-w-full truncate text-2xs text-faint @min-[640px]:h-4">{note}</span>
    </button>
  )
}
