// Table elements lose their meaning when rows are laid out one by one, as a virtual list has to: the roles say it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { useNow } from '../../ui/use-now.ts'
import { HEADER_HEIGHT, ROW_GRID, ROW_HEIGHT, WIDE_ONLY } from './log-columns.ts'
import { LogRow } from './log-row.tsx'
import { localDate } from './row-time.ts'
import type { LogFeedState, OlderState } from './use-log-feed.ts'

/** Rows below the last one in sight at which older ones are asked for. */
const AHEAD = 30
/** Below this the reader is at the top, where new rows may slide in. */
const TOP_PX = 4

/** The list of requests: only the rows in sight exist, and none moves while one reads further down. */
export function LogTable({
  state,
  rows,
  scroller,
  grid,
  marked,
  openId,
  onOpen,
  onAtTop
}: {
  readonly state: LogFeedState
  readonly rows: NonNullable<LogFeedState['feed']>['rows']
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Has the focus while the keyboard is in the list. */
  readonly grid: RefObject<HTMLDivElement | null>
  /** Index that the keyboard is on; -1 for none. */
  readonly marked: number
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
  readonly onAtTop: (atTop: boolean) => void
}) {
  const { t } = useTranslation('logs')
  const today = localDate(new Date(useNow()))
  // Its result changes in place, so nothing below may be memoised by it; nothing is.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 12
  })
  const items = virtual.getVirtualItems()
  const lastInSight = items.at(-1)?.index ?? -1

  const askForOlder = useEffectEvent(() => {
    if (state.older.kind === 'idle') state.loadOlder()
  })
  useEffect(() => {
    if (rows.length > 0 && lastInSight >= rows.length - AHEAD) askForOlder()
  }, [lastInSight, rows.length])

  // By id: the list goes where the keyboard goes, not after a row that new ones push down.
  const markedId = rows[marked]?.id
  const follow = useEffectEvent((id: string | undefined) => {
    if (id !== undefined) virtual.scrollToIndex(marked, { align: 'auto' })
  })
  useEffect(() => {
    follow(markedId)
  }, [markedId])
  const markedInSight = markedId !== undefined && items.some((item) => item.index === marked)

  return (
    <div
      ref={scroller}
      onScroll={(event) => {
        onAtTop(event.currentTarget.scrollTop <= TOP_PX)
      }}
      className="@container h-full overflow-y-auto [overflow-anchor:none] [scrollbar-gutter:stable]"
    >
      <div
        ref={grid}
        role="grid"
        aria-label={t('table')}
        // Older ones may follow: the whole count is not known.
        aria-rowcount={state.feed?.more === true ? -1 : rows.length + 1}
        aria-activedescendant={markedInSight ? `log-row-${markedId}` : undefined}
        tabIndex={0}
        className="group outline-none"
      >
        <LogTableHeader />
        <div role="rowgroup" className="relative" style={{ height: rows.length * ROW_HEIGHT }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <LogRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.index * ROW_HEIGHT}
                today={today}
                marked={item.index === marked}
                open={row.id === openId}
                fresh={state.arrived.has(row.id)}
                onOpen={onOpen}
              />
            )
          })}
        </div>
      </div>
      <LogTableEnd older={state.older} more={state.feed?.more === true} onRetry={state.loadOlder} />
    </div>
  )
}

function LogTableHeader() {
  const { t } = useTranslation('logs')
  const cell = 'truncate'
  return (
    <div
      role="rowgroup"
      className="sticky top-0 z-10 border-b border-line bg-canvas group-focus-visible:border-accent"
    >
      <div
        role="row"
        aria-rowindex={1}
        style={{ height: HEADER_HEIGHT - 1 }}
        className={cn(ROW_GRID, 'text-xs font-medium text-faint')}
      >
        <span role="columnheader">{t('columns.time')}</span>
        <span role="columnheader">{t('columns.status')}</span>
        <span role="columnheader">{t('columns.model')}</span>
        <span role="columnheader" className={cn(cell, WIDE_ONLY)}>
          {t('columns.token')}
        </span>
        <span role="columnheader">{t('columns.prompt')}</span>
        <span role="columnheader" className={cn(cell, 'text-right')} title={t('columns.tokensHint')}>
          {t('columns.tokens')}
        </span>
        <span role="columnheader" className={cn(cell, 'text-right')}>
          {t('columns.cost')}
        </span>
        <span role="columnheader" className={cn(cell, WIDE_ONLY, 'text-right')}>
          {t('columns.ttft')}
        </span>
        <span role="columnheader" className={cn(cell, 'text-right')}>
          {t('columns.total')}
        </span>
      </div>
    </div>
  )
}

/** Below the last row: more is coming, why it is not, or that this is the end. Its height stays the same. */
function LogTableEnd({
  older,
  more,
  onRetry
}: {
  readonly older: OlderState
  readonly more: boolean
  readonly onRetry: () => void
}) {
  const { t } = useTranslation('logs')
  return (
    <div className="flex h-14 items-center justify-center gap-3 px-6 text-xs text-faint">
      {older.kind === 'failed' ? (
        <>
          <span role="alert" className="min-w-0 truncate text-bad-ink">
            {t('end.failed', { message: older.message })}
          </span>
          <Button size="sm" onClick={onRetry}>
            {t('end.retry')}
          </Button>
        </>
      ) : more ? (
        <>
          <Spinner />
          {t('end.loading')}
        </>
      ) : (
        t('end.end')
      )}
    </div>
  )
}
