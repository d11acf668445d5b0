import type { LogFilter } from '../../../shared/contract/logs.ts'

/** Spans that end now. */
export const LOG_RANGES = ['1h', '24h', '7d', '30d'] as const
export type LogRange = (typeof LOG_RANGES)[number]

const RANGE_MS: Readonly<Record<LogRange, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000
}

/** What the log page shows, as its address says it: so that a view can be shared and the back button works. */
export interface LogView {
  /** A span that ends now; undefined with `since` and `until`, or for any time. */
  readonly range: LogRange | undefined
  /** ISO 8601; only without `range`. */
  readonly since: string | undefined
  readonly until: string | undefined
  readonly account: string | undefined
  readonly model: string | undefined
  readonly token: string | undefined
  readonly session: string | undefined
  /** The wire format that the client spoke. */
  readonly dialect: string | undefined
  /** Only requests whose provider spoke another. */
  readonly translated: boolean
  readonly outcome: 'ok' | 'error' | undefined
  readonly search: string
}

/** The names that can be asked for by clicking on them. */
export type LogFacet = 'account' | 'model' | 'token' | 'session' | 'dialect'

export const ANY_LOG: LogView = {
  range: undefined,
  since: undefined,
  until: undefined,
  account: undefined,
  model: undefined,
  token: undefined,
  session: undefined,
  dialect: undefined,
  translated: false,
  outcome: undefined,
  search: ''
}

/** The view of a query string. What it cannot read it leaves out: a mistyped address still shows the log. */
export function readLogView(query: string): LogView {
  const params = new URLSearchParams(query)
  const named = (name: string): string | undefined => {
    const value = params.get(name)
    return value === null || value === '' ? undefined : value
  }
  const range = LOG_RANGES.find((candidate) => candidate === params.get('range'))
  const outcome = params.get('outcome')
  return {
    range,
    since: range === undefined ? readTime(params.get('since')) : undefined,
    until: range === undefined ? readTime(params.get('until')) : undefined,
    account: named('account'),
    model: named('model'),
    token: named('token'),
    session: named('session'),
    dialect: named('dialect'),
    translated: params.get('translated') === 'yes',
    outcome: outcome === 'ok' || outcome === 'error' ? outcome : undefined,
    search: (params.get('q') ?? '').slice(0, 200)
  }
}

/** The query string of a view, without `?`; empty for the whole log. */
export function writeLogView(view: LogView): string {
  const params = new URLSearchParams()
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') params.set(name, value)
  }
  put('range', view.range)
  put('since', view.since)
  put('until', view.until)
  put('account', view.account)
  put('model', view.model)
  put('token', view.token)
  put('session', view.session)
  put('dialect', view.dialect)
  put('translated', view.translated ? 'yes' : undefined)
  put('outcome', view.outcome)
  put('q', view.search)
  return params.toString()
}

/** What to ask the log for, at the time `nowMs` (milliseconds since the epoch). */
export function logFilterOf(view: LogView, nowMs: number): LogFilter {
  const since = view.range === undefined ? view.since : new Date(nowMs - RANGE_MS[view.range]).toISOString()
  const search = view.search.trim()
  return {
    ...(since === undefined ? {} : { since }),
    ...(view.until === undefined ? {} : { until: view.until }),
    ...(view.account === undefined ? {} : { account: view.account }),
    ...(view.model === undefined ? {} : { model: view.model }),
    ...(view.token === undefined ? {} : { token: view.token }),
    ...(view.session === undefined ? {} : { session: view.session }),
    ...(view.dialect === undefined ? {} : { dialect: view.dialect }),
    ...(view.translated ? { translated: true } : {}),
    ...(view.outcome === undefined ? {} : { outcome: view.outcome }),
    ...(search === '' ? {} : { search })
  }
}

/** Whether the view leaves anything out. */
export function isFiltered(view: LogView): boolean {
  return writeLogView(view) !== ''
}

function readTime(text: string | null): string | undefined {
  if (text === null) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
