import { ROLLUP_COLUMNS } from './rollup-columns.ts'
import type { Database } from 'better-sqlite3'

export const HOUR_MS = 3_600_000
/** `unit` of a roll-up row. */
export const BY_HOUR = 0
export const BY_DAY = 1

/** What a row adds to its roll-ups. */
export interface Counted {
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly account: string | null
  readonly model: string | null
  readonly token: string | null
  readonly status: number
  readonly input: number | null
  readonly cacheRead: number | null
  readonly cacheWrite: number | null
  readonly output: number | null
  readonly reasoning: number | null
  readonly costNanos: number | null
  readonly ttftMs: number | null
  readonly totalMs: number
}

/** Sums in the order of the table's columns, from `requests` to `last`. */
type Sums = [
  requests: number,
  errors: number,
  input: number,
  cacheRead: number,
  cacheWrite: number,
  output: number,
  reasoning: number,
  costNanos: number,
  unpriced: number,
  totalMs: number,
  ttftMs: number,
  ttftCount: number,
  last: number
]

interface Group {
  readonly hour: number
  readonly account: string
  readonly model: string
  readonly token: string
  readonly sums: Sums
}

/** Sums up a batch in memory, then adds it to the roll-ups of its hours and days. */
export class RollupWriter {
  readonly #add
  readonly #groups = new Map<string, Group>()
  /** The group of the row before: mostly that of the next one too. */
  #recent: Group | null = null

  constructor(database: Database) {
    this.#add = database.prepare(
      `INSERT INTO rollups VALUES (${Array.from({ length: 5 + ROLLUP_COLUMNS.length + 1 }, () => '?').join(', ')})
       ON CONFLICT DO UPDATE SET ${ROLLUP_COLUMNS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')},
         last = max(last, excluded.last)`
    )
  }

  count(row: Counted): void {
    const hour = Math.floor(row.time / HOUR_MS)
    const { sums } = this.#group(hour, row.account ?? '', row.model ?? '', row.token ?? '')
    sums[0] += 1
    if (row.status >= 400) sums[1] += 1
    sums[2] += row.input ?? 0
    sums[3] += row.cacheRead ?? 0
    sums[4] += row.cacheWrite ?? 0
    sums[5] += row.output ?? 0
    sums[6] += row.reasoning ?? 0
    sums[7] += row.costNanos ?? 0
    if (isUnpriced(row)) sums[8] += 1
    sums[9] += row.totalMs
    if (row.ttftMs !== null) {
      sums[10] += row.ttftMs
      sums[11] += 1
    }
    sums[12] = Math.max(sums[12], row.time)
  }

  /** Writes what was counted since the last time. */
  finish(): void {
    for (const { hour, account, model, token, sums } of this.#groups.values()) {
      this.#add.run(BY_HOUR, hour, account, model, token, ...sums)
      this.#add.run(BY_DAY, hour - (hour % 24), account, model, token, ...sums)
    }
    this.reset()
  }

  /** Forgets what was counted and not written. */
  reset(): void {
    this.#groups.clear()
    this.#recent = null
  }

  #group(hour: number, account: string, model: string, token: string): Group {
    const recent = this.#recent
    if (
      recent !== null &&
      recent.hour === hour &&
      recent.account === account &&
      recent.model === model &&
      recent.token === token
    ) {
      return recent
    }
    // Names hold no line break, and a group that is wrong all the same would only join two lines of a chart.
    const key = `${hour}\n${account}\n${model}\n${token}`
    let group = this.#groups.get(key)
    if (group === undefined) {
      group = { hour, account, model, token, sums: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }
      this.#groups.set(key, group)
    }
    this.#recent = group
    return group
  }
}

/** Work was done and its cost is not known. A failed request that the provider did no work for costs nothing. */
function isUnpriced(row: Counted): boolean {
  if (row.costNanos !== null) return false
  return row.status < 400 || row.input !== null || row.output !== null || row.cacheRead !== null
}
