import { z } from 'zod'
import { procedure } from './common.ts'

export const spendFiguresSchema = z.object({
  requests: z.int(),
  errors: z.int(),
  input: z.int(),
  cache_read: z.int(),
  cache_write: z.int(),
  output: z.int(),
  reasoning: z.int(),
  cost_nanos: z.int(),
  /** Requests whose cost is not known: their cost is in no sum. */
  unpriced: z.int(),
  total_ms: z.number(),
  ttft_ms: z.number(),
  /** Requests that have a time to first output: what `ttft_ms` is a sum over. */
  ttft_count: z.int()
})
export type SpendFigures = z.infer<typeof spendFiguresSchema>

const spendSchema = z.object({
  totals: spendFiguresSchema,
  /** The same span just before, for comparison. */
  previous: spendFiguresSchema,
  /** Dearest first. */
  groups: z.array(z.object({ key: z.string(), figures: spendFiguresSchema })),
  /** Every bucket of the span, empty ones included, oldest first; `costs` follows the order of `groups`. */
  buckets: z.array(
    z.object({
      start: z.string(),
      figures: spendFiguresSchema,
      costs: z.array(z.int()),
      requests: z.array(z.int())
    })
  )
})
export type Spend = z.infer<typeof spendSchema>

export const spendContract = {
  query: procedure
    .input(
      z.object({
        /** ISO 8601; cut to the bucket. */
        from: z.string(),
        to: z.string(),
        bucket: z.enum(['hour', 'day']),
        by: z.enum(['model', 'account', 'token']),
        /** Minutes that local time is ahead of UTC, for days. */
        utc_offset_minutes: z.int().min(-840).max(840)
      })
    )
    .output(spendSchema)
}
