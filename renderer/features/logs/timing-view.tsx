import { useTranslation } from 'react-i18next'
import type { LogDetail } from '../../../shared/contract/logs.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { cn } from '../../ui/cn.ts'
import { formatCount, formatBytes, formatDuration } from '../../ui/format.ts'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/page.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table.tsx'
import { FailureBadge } from './failure-badge.tsx'
import { gapBars, outputPerSecond, type TimedAttempt, waterfallOf } from './timings.ts'

/** Where the time went: the attempts one after the other, and how evenly a stream came. */
export function TimingView({ detail }: { readonly detail: LogDetail }) {
  const { t } = useTranslation('logs')
  const { row } = detail
  return (
    <>
      <Section title={t('timing.attempts')}>
        {row.attempts.length === 0 ? (
          <p className="text-sm text-faint">
            {t('timing.noAttempts', { total: formatDuration(row.total_ms) })}
          </p>
        ) : (
          <Attempts row={row} />
        )}
      </Section>
      {row.attempts.length > 0 && (
        <Section title={t('timing.stream')}>
          {row.stream ? (
            <StreamFigures detail={detail} />
          ) : (
            <p className="text-sm text-faint">{t('timing.notStream')}</p>
          )}
        </Section>
      )}
    </>
  )
}

function Attempts({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const waterfall = waterfallOf(row)
  const first = row.attempts[0]
  return (
    <>
      <div className="rounded-lg border border-line px-4 pt-3 pb-2">
        <div className="flex flex-col gap-2">
          {waterfall.attempts.map((timed, index) => (
            // Attempts never change places.
            <AttemptBar key={index} timed={timed} number={index + 1} />
          ))}
        </div>
        <div aria-hidden className="mt-2 flex justify-between border-t border-line pt-1 text-2xs text-faint">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share}>{share === 0 ? '0' : formatDuration(waterfall.spanMs * share)}</span>
          ))}
        </div>
        <div aria-hidden className="mt-2 flex gap-4 text-2xs text-faint">
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-[2px] bg-accent/30" />
            {t('timing.waiting')}
          </span>
          <span className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-[2px] bg-accent" />
            {t('timing.streaming')}
          </span>
        </div>
      </div>
      <AttemptTable row={row} />
      {first !== undefined && (
        <p className="mt-2 text-xs text-faint">
          {t('timing.sentAfter', { duration: formatDuration(first.start_ms) })}
        </p>
      )}
    </>
  )
}

function AttemptBar({ timed, number }: { readonly timed: TimedAttempt; readonly number: number }) {
  const { t } = useTranslation('logs')
  const { attempt, from, first, to } = timed
  const failed = attempt.reason !== null
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`
  return (
    <figure
      aria-label={t('timing.waterfall', {
        number,
        target: attempt.target,
        from: formatDuration(attempt.start_ms),
        to: formatDuration(attempt.start_ms + attempt.total_ms)
      })}
    >
      <div className="mb-1 flex items-center gap-2 text-xs">
        <span className="min-w-0 truncate text-soft">{attempt.target}</span>
        {attempt.reason !== null && <FailureBadge reason={attempt.reason} />}
      </div>
      <div className="relative h-3 rounded-sm bg-sunken">
        <div
          style={{ left: percent(from), width: `max(2px, ${percent((first ?? to) - from)})` }}
          className={cn('absolute inset-y-0 rounded-l-sm', failed ? 'bg-bad/60' : 'bg-accent/30')}
        />
        {first !== undefined && (
          <div
            style={{ left: percent(first), width: `max(2px, ${percent(to - first)})` }}
            className={cn('absolute inset-y-0 rounded-r-sm', failed ? 'bg-bad' : 'bg-accent')}
          />
        )}
      </div>
    </figure>
  )
}

function AttemptTable({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  return (
    <Table className="mt-3">
      <TableHead>
        <tr>
          <TableHeader>{t('timing.target')}</TableHeader>
          <TableHeader>{t('timing.outcome')}</TableHeader>
          <TableHeader numeric>{t('timing.started')}</TableHeader>
          <TableHeader numeric>{t('timing.first')}</TableHeader>
          <TableHeader numeric>{t('timing.took')}</TableHeader>
          <TableHeader numeric>{t('timing.cost')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {row.attempts.map((attempt, index) => (
          // Attempts never change places.
          <TableRow key={index}>
            <TableCell className="max-w-0 min-w-30 truncate" title={attempt.target}>
              {attempt.target}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              {attempt.status !== null && <span className="mr-2 text-soft">{attempt.status}</span>}
              {attempt.reason === null ? t('timing.answered') : <FailureBadge reason={attempt.reason} />}
            </TableCell>
            <TableCell numeric>{formatDuration(attempt.start_ms)}</TableCell>
            <TableCell numeric>
              {attempt.ttft_ms === null ? (
                <span className="text-faint">{t('timing.none')}</span>
              ) : (
                formatDuration(attempt.ttft_ms)
              )}
            </TableCell>
            <TableCell numeric>{formatDuration(attempt.total_ms)}</TableCell>
            <TableCell numeric>
              {attempt.cost_nanos === null && attempt.reason !== null ? (
                <span className="text-faint">–</span>
              ) : (
                <Money nanos={attempt.cost_nanos} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function StreamFigures({ detail }: { readonly detail: LogDetail }) {
  const { t } = useTranslation('logs')
  const { row, chunks } = detail
  const bars = gapBars(chunks)
  const longest = Math.max(0, ...bars.map((bar) => bar.gapMs))
  const rate = outputPerSecond(row)
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  const facts = [
    [t('timing.gapMean'), row.gap_mean_ms === null ? undefined : formatDuration(row.gap_mean_ms)],
    [t('timing.gapP95'), row.gap_p95_ms === null ? undefined : formatDuration(row.gap_p95_ms)],
    [t('timing.gapMax'), bars.length === 0 ? undefined : formatDuration(longest)],
    [
      t('timing.speed'),
      rate === undefined ? undefined : t('detail.figures.perSecond', { rate: Math.round(rate) })
    ],
    [t('timing.streamBytes'), chunks.length === 0 ? undefined : formatBytes(bytes)]
  ] as const
  return (
    <div className="rounded-lg border border-line px-4 py-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-2xs text-faint">{name}</dt>
            <dd className={cn('text-sm font-medium', value === undefined ? 'text-faint' : 'text-ink')}>
              {value ?? t('detail.figures.unknown')}
            </dd>
          </div>
        ))}
      </dl>
      {bars.length === 0 ? (
        <p className="mt-3 text-xs text-faint">{t('timing.noChunks')}</p>
      ) : (
        <>
          <Sparkline
            className="mt-4"
            height={64}
            label={t('timing.chart', { max: formatDuration(longest) })}
            bars={bars.map((bar, index) => ({
              key: String(index),
              value: bar.gapMs,
              label: t('timing.bar', { gap: formatDuration(bar.gapMs), at: formatDuration(bar.toMs) })
            }))}
          />
          <div aria-hidden className="mt-1 flex justify-between text-2xs text-faint">
            <span>{formatDuration(chunks[0]?.at_ms ?? 0)}</span>
            <span>{t('timing.chunks', { count: formatCount(chunks.length) })}</span>
            <span>{formatDuration(chunks.at(-1)?.at_ms ?? 0)}</span>
          </div>
        </>
      )}
    </div>
  )
}
