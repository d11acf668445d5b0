import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { client } from '../../client/control-client.ts'
import { decodeError } from '../../client/control-error.ts'
import { useLiveEvent } from '../../client/live-events.ts'
import { appendPage, firstFeed, type LogFeed, receiveRows, refreshFeed, releaseHeld } from './log-feed.ts'
import { logFilterOf, type LogView, writeLogView } from './log-view.ts'
import { matchesFilter } from './matches-filter.ts'

const PAGE_SIZE = 100
/** Rows that came live keep their colour for a moment; more than these at once are a blur anyway. */
const MARKED = 40

/** Whether older rows are on their way, or why they could not be had. */
export type OlderState =
  | { readonly kind: 'idle' | 'loading' }
  | { readonly kind: 'failed'; readonly message: string }

const IDLE: OlderState = { kind: 'idle' }

export interface LogFeedState {
  /** undefined until the first page is there. */
  readonly feed: LogFeed | undefined
  /** Why the first page could not be had. */
  readonly error: string | undefined
  readonly retrying: boolean
  readonly retry: () => void
  readonly older: OlderState
  readonly loadOlder: () => void
  /** Lets the rows in that wait. */
  readonly release: () => void
  /** Ids of rows that came in just now. */
  readonly arrived: ReadonlySet<string>
}

/**
 * The rows of a view, live. They are kept in the query cache, so coming back to the page shows them at once. While
 * `hold` is true nothing is put above the rows on the page.
 */
export function useLogFeed(view: LogView, hold: boolean): LogFeedState {
  const queryClient = useQueryClient()
  const address = writeLogView(view)
  const key = ['log-feed', address]
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState({ address, state: IDLE })
  // What was asked of another view says nothing about this one.
  const older = asked.address === address ? asked.state : IDLE
  // Rows that settle while the first page is on its way: it may have been read before they were written.
  const meanwhile = useRef<RequestLogRow[]>([])
  const holding = useRef(hold)
  useEffect(() => {
    holding.current = hold
  }, [hold])

  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<LogFeed> => {
      meanwhile.current = []
      const filter = logFilterOf(view, Date.now())
      const page = await client.logs.list({ filter, limit: PAGE_SIZE }, { signal })
      const before = queryClient.getQueryData<LogFeed>(key)
      const feed = before === undefined ? firstFeed(page) : refreshFeed(before, page, holding.current)
      return receiveRows(feed, meanwhile.current, holding.current)
    },
    // Live events keep it true; a look at it after an absence asks again.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    // Rows never change, and comparing thousands of them at every event would cost more than drawing them.
    structuralSharing: false
  })

  const change = useCallback(
    (update: (feed: LogFeed) => LogFeed): void => {
      queryClient.setQueryData<LogFeed>(['log-feed', address], (feed) =>
        feed === undefined ? undefined : update(feed)
      )
    },
    [queryClient, address]
  )

  const mark = (rows: readonly RequestLogRow[]): void => {
    setArrived((before) => new Set([...before, ...rows.map((row) => row.id)].slice(-MARKED)))
  }

  useLiveEvent('requests.settled', (event) => {
    if (event.missed !== undefined && event.missed > 0) void query.refetch()
    const filter = logFilterOf(view, Date.now())
    const rows = event.rows.filter((row) => matchesFilter(row, filter))
    if (rows.length === 0) return
    if (query.isFetching) meanwhile.current.push(...rows)
    change((feed) => receiveRows(feed, rows, hold))
    if (!hold) mark(rows)
  })

  const release = useCallback(() => {
    change(releaseHeld)
  }, [change])

  const loadOlder = async (): Promise<void> => {
    const last = query.data?.rows.at(-1)
    if (last === undefined || query.data?.more !== true || older.kind === 'loading') return
    setAsked({ address, state: { kind: 'loading' } })
    try {
      const filter = logFilterOf(view, Date.now())
      const page = await client.logs.list({ filter, before: last.id, limit: PAGE_SIZE })
      change((current) => appendPage(current, page))
      setAsked({ address, state: IDLE })
    } catch (error) {
      setAsked({ address, state: { kind: 'failed', message: decodeError(error).message } })
    }
  }

  return {
    feed: query.data,
    error: query.data === undefined && query.isError ? decodeError(query.error).message : undefined,
    retrying: query.isFetching,
    retry: () => void query.refetch(),
    older,
    loadOlder: () => void loadOlder(),
    release,
    arrived
  }
}
