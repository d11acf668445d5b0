const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000
}

/** Milliseconds of `90s`, `15m`, `2h`, `30d`, `1w`; undefined where the text is not of that form. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d{1,6})(s|m|h|d|w)$/.exec(text.trim())
  const unit = match?.[2] === undefined ? undefined : UNIT_MS[match[2]]
  if (match === null || unit === undefined) return undefined
  return Number(match[1]) * unit
}
