import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute, useSearch } from 'wouter'
import { api } from '../../client/api.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { FilterBar } from './filter-bar.tsx'
import { KeyHints } from './key-hints.tsx'
import { LiveButton } from './live-button.tsx'
import { LogDetail } from './log-detail.tsx'
import { LogEmpty } from './log-empty.tsx'
import { LogSkeleton } from './log-skeleton.tsx'
import { LogTable } from './log-table.tsx'
import { ANY_LOG, isFiltered, type LogView, readLogView, writeLogView } from './log-view.ts'
import { NewRowsPill } from './new-rows-pill.tsx'
import { useLogFeed } from './use-log-feed.ts'
import { useLogKeys } from './use-log-keys.ts'

const NO_ROWS: readonly [] = []

/** The request log: a live list, its filters in the address, and the request that `/logs/:id` names beside it. */
export function LogsPage() {
  const { t } = useTranslation('logs')
  const query = useSearch()
  const view = useMemo(() => readLogView(query), [query])
  const [, parameters] = useRoute<{ id: string }>('/logs/:id')
  const openId = parameters?.id
  const [, navigate] = useLocation()
  const [atTop, setAtTop] = useState(true)
  const [paused, setPaused] = useState(false)
  const [markedId, setMarkedId] = useState<string>()
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLDivElement>(null)
  const state = useLogFeed(view, paused || !atTop)
  const rows = state.feed?.rows ?? NO_ROWS
  const held = state.feed?.held.length ?? 0

  const change = (next: LogView, typing = false): void => {
    const address = writeLogView(next)
    const path = openId === undefined ? '/logs' : `/logs/${openId}`
    scroller.current?.scrollTo({ top: 0 })
    setAtTop(true)
    navigate(address === '' ? path : `${path}?${address}`, { replace: typing })
  }
  const open = useCallback(
    (id: string, replace = false) => {
      setMarkedId(id)
      navigate(query === '' ? `/logs/${id}` : `/logs/${id}?${query}`, { replace })
    },
    [navigate, query]
  )
  const close = (): void => {
    navigate(query === '' ? '/logs' : `/logs?${query}`)
    grid.current?.focus({ preventScroll: true })
  }
  const release = (): void => {
    scroller.current?.scrollTo({ top: 0 })
    setAtTop(true)
    state.release()
  }
  const toggle = (): void => {
    if (paused) release()
    setPaused(!paused)
  }
  const scrolledTo = (top: boolean): void => {
    setAtTop(top)
    if (top && !paused) state.release()
  }

  // What is open is where the keyboard goes on from, also after "back".
  const current = openId ?? markedId
  const marked = current === undefined ? -1 : rows.findIndex((row) => row.id === current)
  const step = (index: number): void => {
    const row = rows[index]
    if (row === undefined) return
    setMarkedId(row.id)
    // With the detail beside the list, stepping shows the next one; it is not a way that "back" would go step by step.
    if (openId !== undefined) open(row.id, true)
  }
  useLogKeys({
    count: rows.length,
    marked,
    detailOpen: openId !== undefined,
    scroller,
    grid,
    search,
    onStep: step,
    onOpen: (index) => {
      const row = rows[index]
      if (row !== undefined) open(row.id)
    },
    onClose: close
  })

  return (
    <Page
      title={t('title')}
      description={<KeptCount />}
      fill
      actions={
        <>
          <LiveButton paused={paused} held={held} onToggle={toggle} />
          <KeyHints />
        </>
      }
      toolbar={<FilterBar view={view} onChange={change} search={search} />}
    >
      <div className="relative h-full overflow-hidden">
        {state.error !== undefined ? (
          <ErrorState
            className="h-full"
            message={state.error}
            onRetry={state.retry}
            retrying={state.retrying}
          />
        ) : state.feed === undefined ? (
          <LogSkeleton />
        ) : rows.length === 0 ? (
          <LogEmpty
            filtered={isFiltered(view)}
            onClear={() => {
              change(ANY_LOG)
            }}
          />
        ) : (
          <LogTable
            state={state}
            rows={rows}
            scroller={scroller}
            grid={grid}
            marked={marked}
            openId={openId}
            onOpen={open}
            onAtTop={scrolledTo}
          />
        )}
        <NewRowsPill count={paused ? 0 : held} onShow={release} />
        {openId !== undefined && (
          <LogDetail
            id={openId}
            known={rows.find((row) => row.id === openId)}
            older={marked >= 0 && marked < rows.length - 1}
            newer={marked > 0}
            onOlder={() => {
              step(marked + 1)
            }}
            onNewer={() => {
              step(marked - 1)
            }}
            onClose={close}
          />
        )}
      </div>
    </Page>
  )
}

/** How many requests the log keeps in all, whatever the filters. */
function KeptCount() {
  const { t } = useTranslation('logs')
  const storage = useQuery(api.system.storage.queryOptions())
  if (storage.data === undefined || storage.data.rows === 0) return null
  return t('count', { count: storage.data.rows, formatted: formatCount(storage.data.rows) })
}
