/** `2026-09-01 14:03:09` in local time; a dash where there is none. */
export function formatTime(iso: string | null): string {
  if (iso === null) return '-'
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

/** `87 ms`, `1.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** `12,345`; a dash for unknown. */
export function formatCount(count: number | null): string {
  return count === null ? '-' : count.toLocaleString('en-US')
}

/** `1 change`, `3 changes`. */
export function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`
}

/** A token's scope for people: `all models` or its patterns. */
export function formatScope(models: '*' | readonly string[]): string {
  return models === '*' ? 'all models' : models.join(', ') || 'no models'
}
