import { implement } from '@orpc/server'
import { spendContract } from '../../shared/contract/spend.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'
import { parseTime } from './parse-time.ts'

const BUCKET_MS = { hour: 3_600_000, day: 86_400_000 } as const
/** Three months of hours, six years of days: more bars than any chart shows. */
const MOST_BUCKETS = 2200

/** What requests cost, by time and by model, account or token. */
export function spendRouter({ store }: ControlDependencies) {
  const os = implement(spendContract).$context<ControlContext>()
  return os.router({
    query: os.query.handler(async ({ input }) => {
      const from = parseTime(input.from, 'from')
      const to = parseTime(input.to, 'to')
      if (from >= to) throw refusal('to', 'expected a time after "from"')
      if ((to - from) / BUCKET_MS[input.bucket] > MOST_BUCKETS) {
        throw refusal('bucket', `expected at most ${MOST_BUCKETS} buckets: ask for days, or for less time`)
      }
      return await store.spend({
        from,
        to,
        bucket: input.bucket,
        by: input.by,
        utcOffsetMinutes: input.utc_offset_minutes
      })
    })
  })
}

function refusal(field: string, message: string): GatehouseError {
  return new GatehouseError('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] })
}
