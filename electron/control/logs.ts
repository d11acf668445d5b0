import { implement } from '@orpc/server'
import { logsContract } from '../../shared/contract/logs.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { requestIdNumber } from '../store/request-id.ts'
import type { RecordedReply } from '../store/store.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'
import { describeBody } from './describe-body.ts'
import { parseTime } from './parse-time.ts'

/** The request log: pages of rows, and one request whole. */
export function logsRouter({ store, describe }: ControlDependencies) {
  const os = implement(logsContract).$context<ControlContext>()
  return os.router({
    list: os.list.handler(async ({ input: { filter, before, limit } }) => {
      if (filter.since !== undefined) parseTime(filter.since, 'filter.since')
      if (filter.until !== undefined) parseTime(filter.until, 'filter.until')
      const below = before === undefined ? null : idOf(before, 'before')
      const { rows, more } = await store.listLog({ filter, before: below, limit })
      return { rows: [...rows], more }
    }),

    get: os.get.handler(async ({ input }) => {
      const id = idOf(input.id, 'id')
      const row = await store.readLog(id)
      if (row === null) throw new GatehouseError('not_found', `There is no request ${input.id} in the log.`)
      const payload = await store.readPayload(id)
      const { request, reply } = payload
      return {
        row,
        conversation: describe(row, payload),
        request: request === null ? null : describeBody(request, 'application/json'),
        response: reply === null ? null : describeBody(reply.body, reply.contentType),
        chunks: reply === null ? [] : chunksOf(reply)
      }
    }),

    facets: os.facets.handler(async () => {
      const { accounts, models, tokens } = await store.facets()
      return { accounts: [...accounts], models: [...models], tokens: [...tokens] }
    })
  })
}

function idOf(text: string, field: string): number {
  const id = requestIdNumber(text)
  if (id !== undefined) return id
  const message = 'expected the id of a request, such as req_1a2b3c'
  throw new GatehouseError('invalid_request', `${field}: ${message}`, { issues: [{ field, message }] })
}

function chunksOf({ eventEnds, eventTimes }: RecordedReply): { at_ms: number; bytes: number }[] {
  return eventEnds.map((end, index) => ({
    at_ms: eventTimes[index] ?? 0,
    bytes: end - (eventEnds[index - 1] ?? 0)
  }))
}
