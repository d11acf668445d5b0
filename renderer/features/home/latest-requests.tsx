import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { api } from '../../client/api.ts'
import { useLiveEvent } from '../../client/live-events.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { formatDuration, formatTime } from '../../ui/format.ts'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TokensCount } from '../../ui/tokens-count.tsx'

const SHOWN = 8
const COLUMNS =
  'grid grid-cols-[60px_minmax(0,1fr)_minmax(0,2fr)_72px_80px_64px_44px] items-center gap-3 px-4'

/** The newest rows of the log, live: a new one comes in at the top and is lit for a moment. */
export function LatestRequests() {
  const { t } = useTranslation('home')
  const queryClient = useQueryClient()
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set())
  const options = api.logs.list.queryOptions({ input: { filter: {}, limit: SHOWN } })
  const query = useQuery(options)

  useLiveEvent('requests.settled', ({ rows }) => {
    setArrived(new Set(rows.map((row) => row.id)))
    queryClient.setQueryData(options.queryKey, (old) => {
      if (old === undefined) return old
      const fresh = new Map([...rows, ...old.rows].map((row) => [row.id, row]))
      const newest = [...fresh.values()].sort((left, right) => (left.time < right.time ? 1 : -1))
      return { rows: newest.slice(0, SHOWN), more: old.more || newest.length > SHOWN }
    })
  })

  return (
    <Section
      title={t('latest.title')}
      className="mt-0"
      actions={
        <Button asChild variant="ghost" size="sm">
          <Link href="/logs">
            {t('latest.more')}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      }
    >
      <QueryState query={query} loading={<SkeletonRows rows={SHOWN} height={36} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="rounded-lg border border-line bg-surface px-4 py-6 text-center text-sm text-faint">
              {t('latest.none')}
            </p>
          ) : (
            <ul className="overflow-hidden rounded-lg border border-line bg-surface">
              {rows.map((row) => (
                <Row key={row.id} row={row} fresh={arrived.has(row.id)} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </Section>
  )
}

function tokensOf({ usage }: RequestLogRow): number | null {
  if (usage.input === null && usage.output === null) return null
  return (usage.input ?? 0) + (usage.cache_read ?? 0) + (usage.cache_write ?? 0) + (usage.output ?? 0)
}

function Row({ row, fresh }: { readonly row: RequestLogRow; readonly fresh: boolean }) {
  const { t } = useTranslation('home')
  const failed = row.status >= 400
  const model = row.model ?? row.model_asked
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        href={`/logs/${row.id}`}
        className={cn(
          COLUMNS,
          'h-9 text-sm outline-offset-[-2px] transition-colors duration-100 hover:bg-hover',
          fresh && 'animate-arrive'
        )}
      >
        <span className="text-xs text-faint tabular-nums">{formatTime(row.time)}</span>
        {row.token === null ? (
          <span className="truncate text-faint">{t('latest.noToken')}</span>
        ) : (
          <EntityChip kind="token" name={row.token} />
        )}
        {model === null ? (
          <span className="truncate text-faint">{t('latest.noModel')}</span>
        ) : (
          <EntityChip kind="model" name={model} />
        )}
        <TokensCount count={tokensOf(row)} className="text-right text-soft" />
        <Money nanos={row.cost_nanos} className="text-right" />
        <span className="text-right text-soft tabular-nums">{formatDuration(row.total_ms)}</span>
        <span className="text-right">
          {failed ? <Badge tone="bad">{row.status}</Badge> : <Badge>{row.status}</Badge>}
        </span>
      </Link>
    </li>
  )
}
