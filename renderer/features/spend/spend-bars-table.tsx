import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Spend } from '../../../shared/contract/spend.ts'
import { formatUsd } from '../../../shared/domain/money.ts'
import { formatCount } from '../../ui/format.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table.tsx'
import { bucketSpan, logsHref } from './spend-links.ts'
import { bucketLabel } from './spend-series.ts'
import type { SpendSpan } from './spend-view.ts'

/** The bars as a table, for who reads figures or hears them; newest first, times with nothing in them left out. */
export function SpendBarsTable({
  spend,
  span,
  offset
}: {
  readonly spend: Spend
  readonly span: SpendSpan
  readonly offset: number
}) {
  const { t } = useTranslation('spend')
  const busy = spend.buckets.filter((bucket) => bucket.figures.requests > 0).toReversed()
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('bars.when')}</TableHeader>
          <TableHeader numeric>{t('bars.requests')}</TableHeader>
          <TableHeader numeric>{t('bars.failed')}</TableHeader>
          <TableHeader numeric>{t('bars.unpriced')}</TableHeader>
          <TableHeader numeric>{t('bars.cost')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {busy.map(({ start, figures }) => (
          <TableRow key={start}>
            <TableCell>
              <Link href={logsHref(bucketSpan(start, span.bucket))} className="text-ink hover:underline">
                {bucketLabel(start, span.bucket, offset, 'long')}
              </Link>
            </TableCell>
            <TableCell numeric>{formatCount(figures.requests)}</TableCell>
            <TableCell numeric className={figures.errors > 0 ? 'text-bad-ink' : 'text-faint'}>
              {formatCount(figures.errors)}
            </TableCell>
            <TableCell numeric className={figures.unpriced > 0 ? 'text-warn-ink' : 'text-faint'}>
              {formatCount(figures.unpriced)}
            </TableCell>
            <TableCell numeric>{formatUsd(figures.cost_nanos)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
