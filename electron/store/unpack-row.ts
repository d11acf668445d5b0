import type { Attempt, Cost, RequestLogRow } from '../../shared/domain/request-log.ts'
import { requestIdText } from './request-id.ts'
import {
  COST_ESTIMATED,
  type Figures,
  lineNanos,
  PAYLOADS,
  SAME_DIALECT,
  SAME_MODEL,
  SAME_TARGET,
  type StoredAttempt,
  type StoredCost,
  type StoredRow,
  STREAM,
  timeOfId,
  type Words
} from './stored-row.ts'

/** The row of its stored columns, exactly as it was packed. */
export function unpackRow(stored: StoredRow): RequestLogRow {
  // The lists are what `packRow` wrote: their shape is taken on trust here alone.
  const [endpoint, asked, userAgent, error, metadata, notes] = JSON.parse(stored.words) as Partial<Words>
  const [dialectIn, dialectOut, usageRaw, attempts, cost, gapMean, gapP95, cache, time] = JSON.parse(
    stored.figures
  ) as Partial<Figures>
  const target = `${stored.account}/${stored.model}`
  return {
    id: requestIdText(stored.id),
    time: time ?? timeOfId(stored.id),
    endpoint: endpoint ?? '',
    token: stored.token,
    account: stored.account,
    model_asked: asked === SAME_MODEL ? stored.model : asked === SAME_TARGET ? target : (asked ?? null),
    model: stored.model,
    dialect_in: dialectIn ?? null,
    dialect_out: (dialectOut === SAME_DIALECT ? dialectIn : dialectOut) ?? null,
    stream: (stored.flags & STREAM) !== 0,
    status: stored.status,
    error: error ? { reason: error[0], code: error[1], message: error[2] } : null,
    attempts: attempts ? attempts.map((attempt) => unpackAttempt(attempt, target)) : [],
    ttft_ms: stored.ttft_ms,
    gap_mean_ms: gapMean ?? null,
    gap_p95_ms: gapP95 ?? null,
    total_ms: stored.total_ms,
    usage: {
      input: stored.input,
      cache_read: stored.cache_read,
      cache_write: stored.cache_write,
      output: stored.output,
      reasoning: stored.reasoning
    },
    usage_raw: usageRaw ?? null,
    cost_nanos: stored.cost_nanos,
    cost_estimated: (stored.flags & COST_ESTIMATED) !== 0,
    cost: cost ? unpackCost(cost) : null,
    cache: cache ?? null,
    metadata: metadata ?? {},
    user_agent: userAgent ?? null,
    session: stored.session,
    notes: notes ?? [],
    preview: stored.prompt === null ? null : { prompt: stored.prompt, reply: stored.reply ?? '' },
    payloads: (stored.flags & PAYLOADS) !== 0
  }
}

function unpackAttempt(stored: StoredAttempt, target: string): Attempt {
  return {
    target: stored[0] ?? target,
    status: stored[1],
    reason: stored[2],
    start_ms: stored[3],
    ttft_ms: stored[4],
    total_ms: stored[5],
    cost_nanos: stored[6]
  }
}

function unpackCost([priceId, ...lines]: StoredCost): Cost {
  return {
    price_id: priceId,
    lines: lines.map(([what, count, price, nanos]) => ({
      what: String(what),
      count: Number(count),
      price: Number(price),
      nanos: nanos === undefined ? lineNanos(Number(count), Number(price)) : Number(nanos)
    }))
  }
}
