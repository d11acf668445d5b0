import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Spend, SpendFigures } from '../../../shared/contract/spend.ts'
import { formatUsd } from '../../../shared/domain/money.ts'
import { cn } from '../../ui/cn.ts'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { entityColours } from '../../ui/entity-palette.ts'
import { formatCompact, formatCount, formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table.tsx'
import { averageNanos, cachedShare, isCostUnknown } from './spend-answer.ts'
import { restGroupIndex } from './rest-group.ts'
import { logsHref } from './spend-links.ts'
import type { SpendGrouping, SpendSpan } from './spend-view.ts'

/** For columns that narrow windows do without. */
const ROOMY = 'hidden @min-[880px]:table-cell'

/** What the sum is made of, dearest first; each line leads to its requests. */
export function SpendGroups({
  spend,
  by,
  span
}: {
  readonly spend: Spend
  readonly by: SpendGrouping
  readonly span: SpendSpan
}) {
  const { t } = useTranslation('spend')
  const together = restGroupIndex(spend.groups)
  return (
    <Section title={t(`groups.title.${by}`)} className="@container">
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t(`by.${by}`)}</TableHeader>
            <TableHeader>{t('groups.share')}</TableHeader>
            <TableHeader numeric>{t('groups.cost')}</TableHeader>
            <TableHeader numeric>{t('groups.requests')}</TableHeader>
            <TableHeader numeric>{t('groups.average')}</TableHeader>
            <TableHeader numeric>{t('groups.input')}</TableHeader>
            <TableHeader numeric className={ROOMY}>
              {t('groups.cached')}
            </TableHeader>
            <TableHeader numeric className={ROOMY}>
              {t('groups.output')}
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {spend.groups.map((group, index) => (
            <GroupRow
              key={group.key}
              name={index === together ? undefined : group.key}
              figures={group.figures}
              by={by}
              totalNanos={spend.totals.cost_nanos}
              href={index === together ? logsHref(span) : logsHref(span, { by, key: group.key })}
            />
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function GroupRow({
  name,
  figures,
  by,
  totalNanos,
  href
}: {
  /** '' for requests without one; undefined for all the small groups as one. */
  readonly name: string | undefined
  readonly figures: SpendFigures
  readonly by: SpendGrouping
  readonly totalNanos: number
  readonly href: string
}) {
  const { t } = useTranslation('spend')
  const input = figures.input + figures.cache_read + figures.cache_write
  const cached = cachedShare(figures)
  const average = averageNanos(figures)
  const shown = name === undefined ? t(`groups.rest.${by}`) : name === '' ? t(`groups.none.${by}`) : name
  const link = 'rounded-sm hover:underline'
  return (
    <TableRow>
      <TableCell className="max-w-72 min-w-40 @max-[880px]:max-w-52 @max-[640px]:min-w-32">
        <Link href={href} className={link} title={name === '' ? t('groups.noneHint') : undefined}>
          {name === undefined || name === '' ? (
            <span className="text-faint italic">{shown}</span>
          ) : (
            <EntityChip kind={by} name={name} />
          )}
        </Link>
      </TableCell>
      <TableCell className="w-40 min-w-32 @max-[640px]:min-w-20">
        <ShareBar
          share={totalNanos === 0 ? undefined : figures.cost_nanos / totalNanos}
          by={by}
          name={name}
        />
      </TableCell>
      <TableCell numeric>
        <GroupCost figures={figures} href={href} />
      </TableCell>
      <TableCell numeric>
        <Link href={href} className={link} aria-label={t('groups.openRequests', { name: shown })}>
          {formatCount(figures.requests)}
        </Link>
      </TableCell>
      <TableCell numeric className="text-soft">
        {average === undefined ? <span className="text-faint">–</span> : formatUsd(average)}
      </TableCell>
      <TableCell numeric className="text-soft" title={t('groups.inputHint', { count: input })}>
        {formatCompact(input)}
      </TableCell>
      <TableCell numeric className={cn('text-soft', ROOMY)}>
        {cached === undefined || cached === 0 ? <span className="text-faint">–</span> : formatShare(cached)}
      </TableCell>
      <TableCell
        numeric
        className={cn('text-soft', ROOMY)}
        title={t('groups.outputHint', { count: figures.output })}
      >
        {formatCompact(figures.output)}
      </TableCell>
    </TableRow>
  )
}

function GroupCost({ figures, href }: { readonly figures: SpendFigures; readonly href: string }) {
  const { t } = useTranslation('spend')
  if (isCostUnknown(figures)) {
    return (
      <Link href={href} className="text-warn-ink hover:underline">
        {t('groups.allUnpriced')}
      </Link>
    )
  }
  return (
    <>
      <Link href={href} className="font-medium text-ink hover:underline">
        {formatUsd(figures.cost_nanos)}
      </Link>
      {figures.unpriced > 0 && (
        <span className="block text-2xs text-warn-ink">
          {t('groups.unpriced', { formatted: formatCount(figures.unpriced) })}
        </span>
      )}
    </>
  )
}

function ShareBar({
  share,
  by,
  name
}: {
  readonly share: number | undefined
  readonly by: SpendGrouping
  readonly name: string | undefined
}) {
  const { t } = useTranslation('spend')
  if (share === undefined) return <span className="text-faint">–</span>
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-selected">
        <span
          style={{
            width: `${share * 100}%`,
            background:
              name === undefined || name === '' ? 'var(--line-strong)' : entityColours(by, name).solid
          }}
          className="block h-full rounded-full"
        />
      </span>
      <span className="w-10 text-right text-xs text-soft">
        {share > 0 && share < 0.001 ? t('groups.tinyShare') : formatShare(share)}
      </span>
    </span>
  )
}
