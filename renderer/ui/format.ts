/** Figures for people, in the window's language. Nothing here knows what it counts. */

const LOCALE = 'en-US'
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 })
const plain = new Intl.NumberFormat(LOCALE)

/** A count with separators, such as 12,345. */
export function formatCount(count: number): string {
  return plain.format(count)
}

/** A count in few characters, such as 12.3K: for figures that are read, not added up. */
export function formatCompact(count: number): string {
  return Math.abs(count) < 10_000 ? plain.format(count) : compact.format(count)
}

/** A duration given in milliseconds: `842 ms`, `1.24 s`, `2 min 3 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in decimal units: `312 B`, `4.2 kB`, `1.3 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? 'B'}`
}

/** A share between 0 and 1 as per cent: `0.4 %` keeps a digit where it would read 0. */
export function formatShare(share: number): string {
  const percent = share * 100
  const digits = percent > 0 && percent < 10 ? 1 : 0
  return `${percent.toFixed(digits)}%`
}

const dateTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})
const date = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' })
const time = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})

/** An ISO time as local date and time to the second. */
export function formatDateTime(iso: string): string {
  return dateTime.format(new Date(iso))
}

/** An ISO time as a local day. */
export function formatDate(iso: string): string {
  return date.format(new Date(iso))
}

/** An ISO time as the local time of day. */
export function formatTime(iso: string): string {
  return time.format(new Date(iso))
}

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always', style: 'short' })
const present = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' })
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1]
]

/** How long before or after `now` (ms since the epoch) a time is: `12 sec. ago`, `in 3 days`. */
export function formatRelative(iso: string, now: number): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000)
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return present.format(0, 'second')
}
