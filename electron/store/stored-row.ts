import type { Attempt } from '../../shared/domain/request-log.ts'

/** A value that crosses to the worker and goes into a column as it is. */
export type Scalar = string | number | null

/**
 * A log row in its stored form: columns for what is filtered, sorted or summed, and two short JSON lists for the rest.
 * `words` holds what a search looks at, `figures` all else. Whatever a column already says, or can be computed from
 * one, is left out of the lists; null stands for "nothing here" and trailing ones are cut.
 */
export interface StoredRow {
  readonly id: number
  readonly account: string | null
  readonly model: string | null
  readonly token: string | null
  readonly session: string | null
  readonly status: number
  readonly flags: number
  readonly ttft_ms: number | null
  readonly total_ms: number
  readonly input: number | null
  readonly cache_read: number | null
  readonly cache_write: number | null
  readonly output: number | null
  readonly reasoning: number | null
  readonly cost_nanos: number | null
  readonly words: string
  readonly figures: string
  readonly prompt: string | null
  readonly reply: string | null
}

/** The stored columns in the order in which `packRow` pushes them. */
export const STORED_COLUMNS = [
  'id',
  'account',
  'model',
  'token',
  'session',
  'status',
  'flags',
  'ttft_ms',
  'total_ms',
  'input',
  'cache_read',
  'cache_write',
  'output',
  'reasoning',
  'cost_nanos',
  'words',
  'figures',
  'prompt',
  'reply'
] as const satisfies readonly (keyof StoredRow)[]

/** The stored columns as a list, in that order. */
export type StoredValues = [
  id: number,
  account: string | null,
  model: string | null,
  token: string | null,
  session: string | null,
  status: number,
  flags: number,
  ttftMs: number | null,
  totalMs: number,
  input: number | null,
  cacheRead: number | null,
  cacheWrite: number | null,
  output: number | null,
  reasoning: number | null,
  costNanos: number | null,
  words: string,
  figures: string,
  prompt: string | null,
  reply: string | null
]
/** Places of the preview in `StoredValues`: the worker fills them in. */
export const PROMPT_AT = 17
export const REPLY_AT = 18

/** Bits of `flags`. */
export const STREAM = 1
export const COST_ESTIMATED = 2
export const PAYLOADS = 4

/** Stands in a list for the row's model, for its `account/model`, or for "as the one before". */
export const SAME_MODEL = 1
export const SAME_TARGET = 2
export const SAME_DIALECT = 1

/** The two lists, as JSON holds them. Written by `packRow` and read by `unpackRow` alone. */
export type Words = [
  endpoint: string,
  modelAsked: string | typeof SAME_MODEL | typeof SAME_TARGET | null,
  userAgent: string | null,
  error: [reason: string, code: string | null, message: string] | null,
  metadata: Record<string, string> | null,
  notes: string[] | null
]
export type Figures = [
  dialectIn: string | null,
  dialectOut: string | typeof SAME_DIALECT | null,
  usageRaw: unknown,
  attempts: StoredAttempt[] | null,
  cost: StoredCost | null,
  gapMean: number | null,
  gapP95: number | null,
  cache: string | null,
  time: string | null
]
export type StoredAttempt = [
  target: string | null,
  status: number | null,
  reason: Attempt['reason'],
  startMs: number,
  ttftMs: number | null,
  totalMs: number,
  costNanos: number | null
]
export type StoredCost = [priceId: string, ...lines: (string | number)[][]]

/** Count x price (pico-dollars) in nano-dollars, as `price-usage` computes it; where it differs, the line says so. */
export function lineNanos(count: number, price: number): number {
  return (count * price) / 1000
}

/** The arrival that an id stands for, ISO 8601. */
export function timeOfId(id: number): string {
  return new Date(Math.floor(id / 1024)).toISOString()
}
