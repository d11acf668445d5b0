// Table elements lose their meaning when rows are laid out one by one, as a virtual list has to: the roles say it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Languages, StickyNote } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { cn } from '../../ui/cn.ts'
import { EntityChip, EntityIcon } from '../../ui/entity-chip.tsx'
import { formatCompact, formatCount, formatDuration, formatShare } from '../../ui/format.ts'
import { Money } from '../../ui/money.tsx'
import { costArithmetic } from './cost-arithmetic.ts'
import { dialectWay, isTranslated } from './dialect-words.ts'
import { FailureBadge } from './failure-badge.tsx'
import { reasonOf } from './failure-words.ts'
import { ROW_GRID, ROW_HEIGHT, WIDE_ONLY } from './log-columns.ts'
import { rowTime } from './row-time.ts'
import { StatusCode } from './status-code.tsx'

/** One request in the list. Memoised: while rows stream in, those on the page are not drawn again. */
export const LogRow = memo(function LogRow({
  row,
  index,
  top,
  today,
  marked,
  open,
  fresh,
  onOpen
}: {
  readonly row: RequestLogRow
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
  /** The local date, so that older rows say theirs. */
  readonly today: string
  /** The keyboard is on it. */
  readonly marked: boolean
  /** Its detail is shown. */
  readonly open: boolean
  /** It came in just now. */
  readonly fresh: boolean
  readonly onOpen: (id: string) => void
}) {
  const name = row.model ?? row.model_asked
  return (
    // The grid that it is in takes the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      id={`log-row-${row.id}`}
      // Row 1 is the header.
      aria-rowindex={index + 2}
      aria-selected={open}
      onClick={() => {
        onOpen(row.id)
      }}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
      className={cn(
        ROW_GRID,
        'absolute inset-x-0 top-0 border-b border-line text-sm transition-transform duration-200 hover:bg-hover',
        fresh && 'animate-arrive',
        open && 'bg-accent-soft hover:bg-accent-soft',
        marked && 'outline-offset-[-2px] outline-accent/60 group-focus:outline-2'
      )}
    >
      <span role="gridcell" className="truncate text-xs text-faint" title={row.time}>
        {rowTime(row.time, today)}
      </span>
      <span role="gridcell">
        <StatusCode status={row.status} />
      </span>
      <span role="gridcell" className="flex min-w-0">
        {name === null ? <Nothing word="noModel" /> : <Target account={row.account} model={name} />}
      </span>
      <span role="gridcell" className={cn(WIDE_ONLY, 'min-w-0')}>
        {row.token === null ? (
          <Nothing word="noToken" />
        ) : (
          <EntityChip kind="token" name={row.token} muted className="gap-1.5" />
        )}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        <Words row={row} />
        <WayMarks row={row} />
      </span>
      <span role="gridcell" className="truncate text-right">
        <TokenFlow row={row} />
      </span>
      <span role="gridcell" className="text-right">
        <Cost row={row} />
      </span>
      <span role="gridcell" className={cn(WIDE_ONLY, 'text-right text-soft')}>
        {row.ttft_ms === null ? <Dash /> : formatDuration(row.ttft_ms)}
      </span>
      <span role="gridcell" className="text-right whitespace-nowrap text-soft">
        {formatDuration(row.total_ms)}
      </span>
    </div>
  )
})

/** Account and model; of a model's path its own name, which tells it apart. */
function Target({ account, model }: { readonly account: string | null; readonly model: string }) {
  return (
    <span
      className="inline-flex min-w-0 items-center gap-1.5"
      title={account === null ? model : `${account} / ${model}`}
    >
      {account !== null && <EntityIcon kind="account" name={account} />}
      <EntityIcon kind="model" name={model} />
      <span className="min-w-0 truncate text-ink">
        {account !== null && <span className="sr-only">{account} </span>}
        {model.slice(model.lastIndexOf('/') + 1)}
      </span>
    </span>
  )
}

function Dash() {
  return <span className="text-faint">–</span>
}

function Nothing({ word }: { readonly word: 'noModel' | 'noToken' | 'noPayload' | 'noText' }) {
  const { t } = useTranslation('logs')
  return <span className="truncate text-faint italic">{t(`row.${word}`)}</span>
}

/** The first words of the prompt; before them, of a failed request, why it failed. */
function Words({ row }: { readonly row: RequestLogRow }) {
  const prompt = row.preview?.prompt.trim() ?? ''
  if (row.error !== null) {
    return (
      <>
        <FailureBadge reason={reasonOf(row.error)} />
        <span className="min-w-0 truncate text-soft" title={row.error.message}>
          {row.error.message}
        </span>
      </>
    )
  }
  if (prompt === '') return <Nothing word={row.payloads ? 'noText' : 'noPayload'} />
  return <span className="min-w-0 truncate text-soft">{prompt}</span>
}

/** That the dialects differed, and how much Gatehouse noted: what they were is in the tooltip, all of it in the detail. */
function WayMarks({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const translated = isTranslated(row)
  const notes = row.notes.length
  if (!translated && notes === 0) return null
  return (
    <span className="ml-auto flex shrink-0 items-center gap-2 pl-1 text-2xs text-faint">
      {notes > 0 && (
        <span
          className="hidden @min-[680px]:inline-flex items-center gap-1"
          title={row.notes.slice(0, 5).join('\n')}
        >
          <StickyNote aria-hidden className="size-3" />
          <span aria-hidden>{notes}</span>
          <span className="sr-only">{t('row.notes', { count: notes })}</span>
        </span>
      )}
      {translated && (
        <span title={t('row.translated', { way: dialectWay(row) })}>
          <Languages aria-hidden className="size-3.5" />
          <span className="sr-only">{t('row.translated', { way: dialectWay(row) })}</span>
        </span>
      )}
    </span>
  )
}

/** Tokens in and out, with how much of the input came from a cache. */
function TokenFlow({ row }: { readonly row: RequestLogRow }) {
  const { t } = useTranslation('logs')
  const { input, output, cache_read, cache_write } = row.usage
  if (input === null && output === null) {
    return tookNothing(row) ? <Dash /> : <span title={t('row.unknownTokens')}>?</span>
  }
  const cached = cache_read ?? 0
  const whole = (input ?? 0) + cached + (cache_write ?? 0)
  const title = t('row.tokens', {
    input: formatCount(whole),
    cached: formatCount(cached),
    output: output === null ? '?' : formatCount(output)
  })
  return (
    <span title={title} className="whitespace-nowrap">
      {cached > 0 && (
        <span className="hidden text-2xs text-good-ink @min-[920px]:inline">
          {formatShare(cached / whole)}{' '}
        </span>
      )}
      <span className="text-soft">{formatCompact(whole)}</span>
      <span className="text-faint"> → </span>
      <span className="text-soft">{output === null ? '?' : formatCompact(output)}</span>
    </span>
  )
}

/** Never sent, or refused by the provider. */
function tookNothing(row: RequestLogRow): boolean {
  const { kind } = costArithmetic(row)
  return kind === 'not-sent' || kind === 'failed'
}

function Cost({ row }: { readonly row: RequestLogRow }) {
  // "unknown" would sound as if it might have cost something.
  if (row.cost_nanos === null && tookNothing(row)) return <Dash />
  return <Money nanos={row.cost_nanos} estimated={row.cost_estimated} className="whitespace-nowrap" />
}
