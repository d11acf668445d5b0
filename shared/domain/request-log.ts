import { z } from 'zod'
import { usageSchema } from './usage.ts'

/** Why an attempt failed, in words that say what to do about it; the failure policy acts on nothing else. */
export const failureReasonSchema = z.enum([
  'rate-limited',
  'overloaded',
  'network',
  'timeout',
  'bad-credential',
  'out-of-credit',
  'no-model-access',
  'context-too-long',
  'bad-request',
  'unknown'
])
export type FailureReason = z.infer<typeof failureReasonSchema>

/** One try at one target. */
export const attemptSchema = z.object({
  /** `account/model` as it was sent. */
  target: z.string(),
  /** HTTP status of the provider; null where none came. */
  status: z.int().nullable(),
  /** null where the attempt was the answer; `client-closed` where the client hung up. */
  reason: z.union([failureReasonSchema, z.literal('client-closed')]).nullable(),
  /** When it was begun: milliseconds since the request arrived. */
  start_ms: z.number(),
  /** First output (text, reasoning or tool call), milliseconds since the request arrived; null where none came. */
  ttft_ms: z.number().nullable(),
  /** How long it took, milliseconds: it ended at `start_ms + total_ms`. */
  total_ms: z.number(),
  cost_nanos: z.int().nullable()
})
export type Attempt = z.infer<typeof attemptSchema>

/** One line of a cost: `count` units at `price`. */
export const costLineSchema = z.object({
  /**
   * `input`, `cache_read`, `cache_write`, `output`, `request`, and where they have a price of their own: `reasoning`,
   * `input_audio`, `output_audio`, `output_image`, `cache_read_audio`, `cache_write_1h` (kept for an hour),
   * `web_search` (a search that the provider made).
   */
  what: z.string(),
  count: z.int(),
  /** Pico-dollars (1e-12 USD) a unit. */
  price: z.int(),
  /** count x price in nano-dollars, not rounded (at most three decimals). */
  nanos: z.number()
})
export type CostLine = z.infer<typeof costLineSchema>

/** The arithmetic of a cost: the lines' nanos add up to `cost_nanos`, rounded once. */
export const costSchema = z.object({
  /** Which price entry was used, with its source and date. */
  price_id: z.string(),
  lines: z.array(costLineSchema)
})
export type Cost = z.infer<typeof costSchema>

/** A row of the request log, as `gatehouse logs --json` prints it. The form is fixed: fields are only ever added. */
export const requestLogRowSchema = z.object({
  id: z.string(),
  /** When the request arrived: ISO 8601, UTC. */
  time: z.string(),
  /** Path of the endpoint, such as `/v1/chat/completions`. */
  endpoint: z.string(),
  token: z.string().nullable(),
  account: z.string().nullable(),
  /** The name that the client sent. */
  model_asked: z.string().nullable(),
  /** The model's id in its account. */
  model: z.string().nullable(),
  dialect_in: z.string().nullable(),
  dialect_out: z.string().nullable(),
  stream: z.boolean(),
  /** HTTP status that the client got; 499 where it hung up. */
  status: z.int(),
  error: z.object({ reason: z.string(), code: z.string().nullable(), message: z.string() }).nullable(),
  attempts: z.array(attemptSchema),
  ttft_ms: z.number().nullable(),
  /** Mean and 95th percentile of the gaps between output chunks of a stream. */
  gap_mean_ms: z.number().nullable(),
  gap_p95_ms: z.number().nullable(),
  total_ms: z.number(),
  usage: usageSchema,
  usage_raw: z.unknown(),
  /** Integer nano-dollars; null is unknown. */
  cost_nanos: z.int().nullable(),
  cost_estimated: z.boolean(),
  cost: costSchema.nullable(),
  cache: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  user_agent: z.string().nullable(),
  session: z.string().nullable(),
  notes: z.array(z.string()),
  /** First words of the last user message and of the reply, where payloads are stored; for lists and search. */
  preview: z.object({ prompt: z.string(), reply: z.string() }).nullable(),
  /** Whether the bodies of request and reply were stored. */
  payloads: z.boolean()
})
export type RequestLogRow = z.infer<typeof requestLogRowSchema>
