const DAY_MS = 86_400_000

/** The choices of the form; `keep` is the expiry that a token has already, `date` a day of the calendar. */
export type ExpiryChoice = 'never' | '7' | '30' | '90' | '365' | 'date' | 'keep'

/** The end of a local day (`2027-01-31`) as ISO 8601; undefined where the text is no day. */
export function endOfDay(day: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null) return undefined
  const end = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + 1)
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString()
}

/** When a token made at `now` (ms since the epoch) stops working; null for never, undefined where no day was given. */
export function expiryTime(
  choice: ExpiryChoice,
  options: { readonly now: number; readonly day: string; readonly kept: string | null }
): string | null | undefined {
  if (choice === 'never') return null
  if (choice === 'keep') return options.kept
  if (choice === 'date') return endOfDay(options.day)
  return new Date(options.now + Number(choice) * DAY_MS).toISOString()
}
