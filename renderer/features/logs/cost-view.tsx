import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { assertNever } from '../../../shared/assert-never.ts'
import { formatUsd } from '../../../shared/domain/money.ts'
import type { CostLine, RequestLogRow } from '../../../shared/domain/request-log.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/page.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table.tsx'
import {
  type CostArithmetic,
  costArithmetic,
  decimalsOf,
  exactUsd,
  pricePerMillion
} from './cost-arithmetic.ts'

const KNOWN_LINES = [
  'input',
  'input_audio',
  'cache_read',
  'cache_read_audio',
  'cache_write',
  'cache_write_1h',
  'output',
  'output_audio',
  'output_image',
  'reasoning',
  'web_search',
  'request'
] as const

/** Fees: so much each, not a million. */
const FEES: ReadonlySet<string> = new Set(['request', 'web_search'])

/** What the request cost, as a sum that can be checked by hand; or why that is not known. */
export function CostView({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const arithmetic = costArithmetic(row)
  return (
    <>
      <CostAnswer row={row} arithmetic={arithmetic} />
      <Section title={t('cost.usage')} className="first:mt-0">
        {row.usage_raw === null || row.usage_raw === undefined ? (
          <p className="text-sm text-faint">{t('cost.noUsageRaw')}</p>
        ) : (
          <CodeBlock code={JSON.stringify(row.usage_raw, null, 2)} label={t('cost.copyUsage')} />
        )}
      </Section>
    </>
  )
}

function CostAnswer({
  row,
  arithmetic
}: {
  readonly row: RequestLogRow
  readonly arithmetic: CostArithmetic
}) {
  const { t } = useTranslation('logs')
  switch (arithmetic.kind) {
    case 'sum':
      return <Sum row={row} sum={arithmetic} />
    case 'amount':
      return (
        <p className="text-sm text-soft">
          <span className="font-semibold text-ink">{formatUsd(arithmetic.nanos)}</span> {t('cost.amountOnly')}
        </p>
      )
    case 'not-sent':
      return <p className="text-sm text-soft">{t('cost.notSent')}</p>
    case 'failed':
      return <p className="text-sm text-soft">{t('cost.failed')}</p>
    case 'no-usage':
      return (
        <EmptyState icon={CircleHelp} title={t('cost.unknown')} className="py-8">
          {t('cost.noUsage')}
        </EmptyState>
      )
    case 'no-price':
      return (
        <EmptyState
          icon={CircleHelp}
          title={t('cost.unknown')}
          className="py-8"
          action={<PriceLink row={row} label={t('cost.setPrice')} />}
        >
          {t('cost.noPrice', { model: row.model ?? row.model_asked ?? '' })}
        </EmptyState>
      )
    default:
      return assertNever(arithmetic)
  }
}

function PriceLink({ row, label }: { readonly row: RequestLogRow; readonly label: string }) {
  if (row.account === null || row.model === null) return null
  const query = new URLSearchParams({ account: row.account, model: row.model })
  return (
    <Button asChild size="sm">
      <Link href={`/models?${query.toString()}`}>{label}</Link>
    </Button>
  )
}

function Sum({
  row,
  sum
}: {
  readonly row: RequestLogRow
  readonly sum: Extract<CostArithmetic, { kind: 'sum' }>
}) {
  const { t } = useTranslation('logs')
  const decimals = decimalsOf([...sum.lines.map((line) => line.nanos), sum.exactNanos, sum.nanos])
  return (
    <>
      {sum.estimated && (
        <Notice tone="warn" className="mb-3">
          {t('cost.estimated')}
        </Notice>
      )}
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('cost.what')}</TableHeader>
            <TableHeader numeric>{t('cost.count')}</TableHeader>
            <TableHeader numeric>{t('cost.price')}</TableHeader>
            <TableHeader numeric>{t('cost.amount')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {sum.lines.map((line, index) => (
            // Lines never change places.
            <Line key={index} line={line} decimals={decimals} />
          ))}
        </TableBody>
        <tfoot className="border-t border-line">
          <tr>
            <TableCell colSpan={3} className="h-8 text-soft">
              {t('cost.sum')}
            </TableCell>
            <TableCell numeric className="h-8 font-mono text-xs">
              {exactUsd(sum.exactNanos, decimals)}
            </TableCell>
          </tr>
          {sum.roundingNanos !== 0 && (
            <tr>
              <TableCell colSpan={3} className="h-8 text-soft">
                {t('cost.rounding')}
              </TableCell>
              <TableCell numeric className="h-8 font-mono text-xs text-soft">
                {sum.roundingNanos > 0 ? '+' : ''}
                {exactUsd(sum.roundingNanos, decimals)}
              </TableCell>
            </tr>
          )}
          <tr className="border-t border-line">
            <TableCell colSpan={3} className="font-semibold">
              {t('cost.booked')}
            </TableCell>
            <TableCell numeric className="font-mono text-xs font-semibold">
              {exactUsd(sum.nanos, decimals)}
            </TableCell>
          </tr>
        </tfoot>
      </Table>
      <div className="mt-2 mb-8 flex items-center gap-3 text-xs text-faint">
        <span className="min-w-0 break-words">
          {t('cost.priceFrom')} <code className="font-mono text-soft">{sum.priceId}</code>
        </span>
        <span className="ml-auto">
          <PriceLink row={row} label={t('cost.changePrice')} />
        </span>
      </div>
    </>
  )
}

function Line({ line, decimals }: { readonly line: CostLine; readonly decimals: number }) {
  const { t } = useTranslation('logs')
  const known = KNOWN_LINES.find((name) => name === line.what)
  return (
    <TableRow>
      <TableCell>{known === undefined ? line.what : t(`cost.line.${known}`)}</TableCell>
      <TableCell numeric>{formatCount(line.count)}</TableCell>
      <TableCell numeric className="text-soft">
        {FEES.has(line.what)
          ? t('cost.priceEach', { price: exactUsd(line.price / 1000) })
          : pricePerMillion(line.price)}
      </TableCell>
      <TableCell numeric className="font-mono text-xs">
        {exactUsd(line.nanos, decimals)}
      </TableCell>
    </TableRow>
  )
}
