import type { Attempt, Cost, RequestLogRow } from '../../shared/domain/request-log.ts'
import {
  COST_ESTIMATED,
  type Figures,
  lineNanos,
  PAYLOADS,
  SAME_DIALECT,
  SAME_MODEL,
  SAME_TARGET,
  type Scalar,
  type StoredAttempt,
  type StoredCost,
  STREAM,
  timeOfId,
  type Words
} from './stored-row.ts'

/** Appends the stored columns of a row to `into`; `id` is the row's numeric id. */
export function packRow(row: RequestLogRow, id: number, into: Scalar[]): void {
  const { usage, preview } = row
  const target = `${row.account}/${row.model}`
  into.push(
    id,
    row.account,
    row.model,
    row.token,
    row.session,
    row.status,
    (row.stream ? STREAM : 0) | (row.cost_estimated ? COST_ESTIMATED : 0) | (row.payloads ? PAYLOADS : 0),
    row.ttft_ms,
    row.total_ms,
    usage.input,
    usage.cache_read,
    usage.cache_write,
    usage.output,
    usage.reasoning,
    row.cost_nanos,
    packWords(row, target),
    packFigures(row, id, target),
    preview === null ? null : preview.prompt,
    preview === null ? null : preview.reply
  )
}

function packWords(row: RequestLogRow, target: string): string {
  const { error } = row
  const words: Words = [
    row.endpoint,
    packModelAsked(row, target),
    row.user_agent,
    error === null ? null : [error.reason, error.code, error.message],
    isEmpty(row.metadata) ? null : row.metadata,
    row.notes.length === 0 ? null : row.notes
  ]
  return withoutTail(words)
}

function packModelAsked(row: RequestLogRow, target: string): Words[1] {
  const asked = row.model_asked
  if (asked === null) return null
  if (asked === row.model) return SAME_MODEL
  return asked === target ? SAME_TARGET : asked
}

function packFigures(row: RequestLogRow, id: number, target: string): string {
  const figures: Figures = [
    row.dialect_in,
    row.dialect_out !== null && row.dialect_out === row.dialect_in ? SAME_DIALECT : row.dialect_out,
    row.usage_raw ?? null,
    row.attempts.length === 0 ? null : row.attempts.map((attempt) => packAttempt(attempt, target)),
    row.cost === null ? null : packCost(row.cost),
    row.gap_mean_ms,
    row.gap_p95_ms,
    row.cache,
    row.time === timeOfId(id) ? null : row.time
  ]
  return withoutTail(figures)
}

function packAttempt(attempt: Attempt, target: string): StoredAttempt {
  return [
    attempt.target === target ? null : attempt.target,
    attempt.status,
    attempt.reason,
    attempt.start_ms,
    attempt.ttft_ms,
    attempt.total_ms,
    attempt.cost_nanos
  ]
}

function packCost(cost: Cost): StoredCost {
  return [
    cost.price_id,
    ...cost.lines.map(({ what, count, price, nanos }) =>
      nanos === lineNanos(count, price) ? [what, count, price] : [what, count, price, nanos]
    )
  ]
}

function withoutTail(list: unknown[]): string {
  while (list.length > 1 && list.at(-1) === null) list.pop()
  return JSON.stringify(list)
}

function isEmpty(record: Readonly<Record<string, string>>): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false
  return true
}
