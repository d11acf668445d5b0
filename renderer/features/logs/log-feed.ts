import type { RequestLogRow } from '../../../shared/domain/request-log.ts'

/** What is kept of a list that has been growing at its top for a long time, and when it is cut back to that. */
const GROWN = 4000
const KEPT = 1000

/** The rows being shown, newest first, and those that wait until the reader is back at the top. */
export interface LogFeed {
  readonly rows: readonly RequestLogRow[]
  /** Arrived while the reader was further down; newest first, none of them in `rows`. */
  readonly held: readonly RequestLogRow[]
  /** Whether there are older ones than the last of `rows`. */
  readonly more: boolean
  /** Between `held` and `rows` some may be missing (the connection was lost for long): `held` will take their place. */
  readonly gap: boolean
}

export interface LogPageOfRows {
  readonly rows: readonly RequestLogRow[]
  readonly more: boolean
}

/** The order of two request ids in time: they are numbers in base 36, so a longer one is the later one. */
export function compareRequestIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : Number(left > right)
}

/** The first page that was read. */
export function firstFeed(page: LogPageOfRows): LogFeed {
  return { rows: page.rows, held: [], more: page.more, gap: false }
}

/** The newest page, read again after a loss: what is new in it is added, or with `hold` waits like live rows do. */
export function refreshFeed(feed: LogFeed, page: LogPageOfRows, hold: boolean): LogFeed {
  const oldest = page.rows.at(-1)
  const newestKnown = feed.rows[0]
  const joins =
    !page.more ||
    (oldest !== undefined && newestKnown !== undefined && compareRequestIds(oldest.id, newestKnown.id) <= 0)
  // A page that reaches down to what is shown covers whatever was missing above it.
  if (joins) return receiveRows(feed.gap ? { ...feed, held: [], gap: false } : feed, page.rows, hold)
  return hold ? { ...feed, held: page.rows, gap: true } : firstFeed(page)
}

/** The page below the last row. */
export function appendPage(feed: LogFeed, page: LogPageOfRows): LogFeed {
  return { ...feed, rows: mergeRows(feed.rows, page.rows), more: page.more }
}

/**
 * Rows that just settled. With `hold` they wait, so that nothing moves under the reader. A request that took long
 * settles after later ones: it goes where its id belongs, and one older than the last row shown comes with its page.
 */
export function receiveRows(feed: LogFeed, arrived: readonly RequestLogRow[], hold: boolean): LogFeed {
  if (feed.gap && !hold) return receiveRows(releaseHeld(feed), arrived, hold)
  const oldest = (feed.gap ? feed.held : feed.rows).at(-1)
  const wanted =
    (feed.more || feed.gap) && oldest !== undefined
      ? arrived.filter((row) => compareRequestIds(row.id, oldest.id) > 0)
      : arrived
  if (wanted.length === 0) return feed
  if (!hold) return cutBack({ ...feed, rows: mergeRows(feed.rows, wanted) })
  const shown = new Set(feed.rows.map((row) => row.id))
  const held = mergeRows(
    feed.held,
    wanted.filter((row) => !shown.has(row.id))
  )
  return { ...feed, held }
}

/** Lets the waiting rows in. */
export function releaseHeld(feed: LogFeed): LogFeed {
  if (feed.held.length === 0) return feed
  if (feed.gap) return { rows: feed.held, held: [], more: true, gap: false }
  return cutBack({ ...feed, rows: mergeRows(feed.rows, feed.held), held: [] })
}

/** Both lists as one, newest first; of a row that is in both, the one that came later. */
function mergeRows(rows: readonly RequestLogRow[], added: readonly RequestLogRow[]): RequestLogRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const row of added) byId.set(row.id, row)
  return [...byId.values()].sort((left, right) => compareRequestIds(right.id, left.id))
}

/** A window that stays open for weeks must not keep every row it ever showed; older ones come back by their page. */
function cutBack(feed: LogFeed): LogFeed {
  if (feed.rows.length <= GROWN) return feed
  return { ...feed, rows: feed.rows.slice(0, KEPT), more: true }
}
